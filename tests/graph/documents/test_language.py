import pytest

from koinon.graph.documents.language import guess_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The training was organised by the museum and held in Minsk.", "en"),
        ("L’atelier est organisé par le musée avec le concours de la ville.", "fr"),
        ("El taller está organizado por el museo con la colaboración de las escuelas.", "es"),
        ("Семинар организован музеем при поддержке министерства.", "ru"),
        ("Museum Kunstkamera Hermitage", "en"),
        ("2013", "en"),
    ],
)
def test_script_and_common_words_tell_the_language(text: str, language: str) -> None:
    assert guess_language(text) == language


def test_a_russian_name_does_not_make_an_english_text_russian() -> None:
    assert guess_language("The State Hermitage (Государственный Эрмитаж) is one of the partners.") == "en"
