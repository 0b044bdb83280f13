import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from koinon.graph.reading.heritage import HeritageMention, find_heritage_types, subject_types
from koinon.graph.reading.heritage_stems import stem
from koinon.graph.records import Passage
from koinon.ontology.load import concepts


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("en", "shipwrecks and rock paintings", {"shipwrecks": "shipwrecks", "rock paintings": "rock-art"}),
        (
            "en",
            "tangible and intangible heritage",
            {"tangible": "tangible-heritage", "intangible heritage": "intangible-heritage"},
        ),
        ("en", "digitization of archeological sites", {"digitization": "digitisation"}),
        ("en", "the World Heritage Committee met", {}),
        (
            "fr",
            "le patrimoine culturel immatériel",
            {"patrimoine culturel immatériel": "intangible-heritage"},
        ),
        (
            "fr",
            "du patrimoine matériel et immatériel",
            {"patrimoine matériel": "tangible-heritage", "immatériel": "intangible-heritage"},
        ),
        ("es", "de los bienes culturales", {"bienes culturales": "cultural-property"}),
        (
            "ru",
            "об охране нематериального культурного наследия",
            {"нематериального культурного наследия": "intangible-heritage"},
        ),
        ("ru", "в краеведческих музеях", {"краеведческих музеях": "museums"}),
        ("ru", "материальное и нематериальное культурное наследие", {"материальное": "tangible-heritage"}),
    ],
)
def test_types_are_found_by_the_words_of_the_scheme(language: str, text: str, found: dict[str, str]) -> None:
    mentions = {text[each.start : each.end]: each.notation for each in find_heritage_types(text, language)}
    assert found.items() <= mentions.items()
    assert found or not mentions


@pytest.mark.parametrize("language", ["en", "fr", "ru", "es"])
def test_every_preferred_label_is_found(language: str) -> None:
    for concept in concepts("heritage-types"):
        found = {each.notation for each in find_heritage_types(concept.labels[language], language)}
        assert concept.notation in found, concept.labels[language]


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("en", "galleries", "gallery"),
        ("en", "centers", "centre"),
        ("fr", "régionaux", "régional"),
        ("es", "nacionales", "nacional"),
        ("ru", "музеями", "музей"),
        ("ru", "рукописей", "рукопись"),
        ("ru", "наследием", "наследие"),
    ],
)
def test_number_and_case_leave_the_stem(language: str, one: str, other: str) -> None:
    assert stem(one, language) == stem(other, language)


def test_words_inside_a_proper_name_say_so() -> None:
    text = "The museum thanks the Royal Museum Board."
    assert [each.in_name for each in find_heritage_types(text, "en")] == [False, True]


def test_method_in_passing_is_no_subject_but_in_a_title_it_is() -> None:
    mentions = [HeritageMention(0, 12, "conservation"), HeritageMention(20, 30, "rock-art")]
    assert subject_types(mentions) == ["rock-art"]
    assert subject_types(mentions, [Passage(0, 15)]) == ["conservation", "rock-art"]


def test_plain_cultural_heritage_counts_where_nothing_more_precise_is_said() -> None:
    plain = HeritageMention(0, 17, "cultural-heritage")
    assert subject_types([plain]) == ["cultural-heritage"]
    assert subject_types([plain, HeritageMention(20, 30, "rock-art")]) == ["rock-art"]


@settings(deadline=None)  # the first example reads the lexicons
@given(st.text(max_size=300), st.sampled_from(["en", "fr", "ru", "es", "xx"]))
def test_any_text_is_read_without_a_stumble(text: str, language: str) -> None:
    mentions = find_heritage_types(text, language)
    assert mentions == find_heritage_types(text, language)
    for each in mentions:
        assert text[each.start : each.end].strip()
