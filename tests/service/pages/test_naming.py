import pytest

from koinon.service.pages.naming import languages


@pytest.mark.parametrize(
    ("header", "order"),
    [
        ("", ()),
        ("fr", ("fr",)),
        ("en;q=0.5, fr-CH, ru;q=0.9", ("fr", "ru", "en")),
        ("*, de;q=0", ()),
        ("es;q=x, pt", ("pt",)),
    ],
)
def test_languages_come_best_liked_first(header: str, order: tuple[str, ...]) -> None:
    assert languages(header) == order
