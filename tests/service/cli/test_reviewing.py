"""What a person found right is kept, listed and taken back."""

from pathlib import Path

from .conftest import Koinon

TIES = "SELECT ?i { ?i a hp:Involvement } ORDER BY ?i"


def first_tie(koinon: Koinon) -> str:
    return koinon("query", "--format", "csv", "-e", TIES).output.split()[1]


def test_a_review_is_kept_and_survives_the_next_reading(koinon: Koinon, built: Path, folder: Path) -> None:
    tie = first_tie(koinon)
    short = tie.removeprefix("http://127.0.0.1:8000/")
    assert "1 reviews were kept" in koinon("review", short, "--by", "Jane Doe", "--why", "right").output
    (folder / "more.txt").write_text("The Louvre Museum organised a conference “Light” in Paris in 2016.\n")
    koinon("build", "workshop.txt", "more.txt")
    listed = "".join(koinon("review").output.split())
    assert "JaneDoe" in listed
    assert "1 reviews were taken back" in koinon("review", tie, "--withdraw").output
    assert "JaneDoe" not in "".join(koinon("review").output.split())


def test_a_review_says_who_it_is_by(koinon: Koinon, built: Path) -> None:
    done = koinon("review", first_tie(koinon))
    assert done.exit_code == 2
    assert "--by says who accepts them" in done.output
