from hypothesis import given
from hypothesis import strategies as st

from koinon.service.pages.quoting import Piece, Span, mark, plain

SPANS = st.lists(
    st.builds(Span, st.integers(0, 30), st.integers(0, 30), st.sampled_from(["a", "b", "evidence"])),
    max_size=8,
)


def test_words_are_marked_within_a_sentence() -> None:
    found = mark(
        "organised by ICOM.", [Span(0, 18, "evidence"), Span(0, 12, "phrase"), Span(13, 17, "organisation")]
    )
    assert found == (
        Piece(
            "",
            "evidence",
            None,
            (
                Piece("", "phrase", None, (Piece("organised by"),)),
                Piece(" "),
                Piece("", "organisation", None, (Piece("ICOM"),)),
                Piece("."),
            ),
        ),
    )


def test_a_span_that_runs_over_another_is_cut_at_its_end() -> None:
    found = mark("abcdef", [Span(0, 3, "a"), Span(2, 5, "b")])
    assert found[0].inside[1] == Piece("", "b", None, (Piece("c"),))


@given(st.text(max_size=25), SPANS)
def test_marking_changes_no_word(text: str, spans: list[Span]) -> None:
    assert plain(mark(text, spans)) == text
