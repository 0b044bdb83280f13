import pytest

from koinon.graph.reading.word_forms import all_written_out, forms, written_out


@pytest.mark.parametrize(
    ("word", "language", "some", "none"),
    [
        ("организован", "ru", {"организована", "организованы"}, {"организовал", "организующий"}),
        ("проведённый", "ru", {"проведенного", "проведённой", "проведённым"}, {"проводить"}),
        ("музей", "ru", {"музеем", "музеев"}, {"музейный"}),
        ("курсы", "ru", {"курсов", "курсах"}, {"курсом"}),
        ("организует", "ru", {"организуют"}, {"организовали", "организую"}),
        ("organisé", "fr", {"organisée", "organisés", "organisées"}, {"organise"}),
        ("directeur", "fr", {"directrice", "directeurs"}, set()),
        ("régional", "fr", {"régionale", "régionaux"}, set()),
        ("organizado", "es", {"organizada", "organizados", "organizadas"}, {"organiza"}),
        ("exposición", "es", {"exposiciones"}, set()),
        ("taller", "es", {"talleres"}, set()),
        ("organised", "en", set(), {"organiseds"}),
    ],
)
def test_a_word_comes_in_the_forms_it_is_read_in(
    word: str, language: str, some: set[str], none: set[str]
) -> None:
    found = set(forms(word, language))
    assert word in found
    assert some <= found
    assert not none & found


def test_marked_words_become_choices_and_rows_stay_together() -> None:
    assert written_out("~organizado por", "es") == "organizado|organizada|organizados|organizadas por"
    assert written_out("(~socio) :", "es") == "(socio|socia|socios|socias) :"
    assert "принял_участие|приняла_участие" in written_out("~принял_участие", "ru")


def test_elided_words_are_parted_as_texts_are_cut() -> None:
    assert written_out("à l'initiative|l’initiative de", "fr") == "à l'_initiative de"
    assert written_out("s'est tenu", "fr") == "s_'_est|s_’_est tenu"


def test_lists_of_words_grow_and_phrases_keep_their_number() -> None:
    table = {"nouns": ["~mesa redonda"], "cue": [{"phrases": ["~apoyado por"]}]}
    written = all_written_out(table, "es")
    assert written["nouns"] == ["mesa redonda", "mesas redonda"]
    assert written["cue"] == [{"phrases": ["apoyado|apoyada|apoyados|apoyadas por"]}]
