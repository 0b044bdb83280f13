"""Names are the same when only writing habits differ, and never when anything else does."""

import pytest

from koinon.graph.linking.names import fold, name_key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("UNESCO Moscow Office", "UNESCO Office in Moscow"),
        ("Museum Center of the Ministry", "Museum Centre of the Ministry"),
        ("Ministry of Culture of the Republic of Armenia", "The Ministry of Culture, Republic of Armenia"),
        ("Musée du quai Branly", "MUSEE DU QUAI BRANLY"),
        ("Министерство культуры", "министерство Культуры"),
    ],
)
def test_writing_habits_are_set_aside(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("UNESCO", "UNESCO Office in Moscow"),
        ("UNESCO Office in Almaty", "UNESCO Cluster Office in Almaty"),
        ("National Museum", "National Art Museum"),
        ("Museum of Museums", "Museum"),
    ],
)
def test_any_other_difference_stays(one: str, other: str) -> None:
    assert name_key(one) != name_key(other)


def test_a_name_of_function_words_alone_keeps_them() -> None:
    assert name_key("The And") == "and the"


def test_folding_drops_accents_case_and_punctuation() -> None:
    assert fold("“Erebuni” Historico-Archaeological Muséum") == "erebuni historico archaeological museum"
