"""Write docs/accuracy.md: how often the reader is right, on documents it was fitted to and on others.

Run it after the reader has changed. The corpus that is no part of the repository is found by
KOINON_SHARED (default ../shared) and left out where it is absent.
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

from koinon.graph.evaluation import FIELDS, Evaluation, Score, evaluate

ROOT = Path(__file__).parent.parent
TARGET = ROOT / "docs" / "accuracy.md"
OWN = ROOT / "tests" / "resources" / "announcements"
SHARED = Path(os.environ.get("KOINON_SHARED", ROOT.parent / "shared")) / "corpus"
_OWN_PAIRS = 300
NAMES = {
    "organisations": "organisations",
    "activities": "activities",
    "places": "places",
    "dates": "dates mentioned",
    "activity_dates": "starts and ends of activities",
    "part_org_role": "organisation + role",
    "part_org_act": "organisation + activity",
    "part_full": "organisation + activity + role",
    "countries": "participating countries",
    "heritage_types": "heritage types",
    "part_of": "part of",
}
INTRODUCTION = """\
# How often the reader is right

The reader works by rule: the same words give the same records on every machine. These figures say how
often that is what a careful person finds in the same document. They are written by
`python scripts/write_accuracy.py`; `koinon evaluate FOLDER --by-document` gives them for any folder of
announcements with gold annotations, and `--errors` lists what was missed and what was found too much.

Precision (P) is the share of what was read that is right, recall (R) the share of what is there that was
read, F1 their harmonic mean; all are counted over all documents of a group together. A supporter counts
as a funder, as in the annotations.

**Read the held-out group.** The reader was adapted to the other documents: their figures say how well its
rules can express what announcements say, not how well it reads the next one. Of the held-out documents
nothing but totals was ever looked at; a few times they decided between two forms of a rule. They are few
and made to be hard, so that a figure of theirs may be off by several points either way.

| Group | What it is | Documents |
|---|---|---|
"""


def groups() -> Iterator[tuple[str, str, Evaluation]]:
    """Give each group of documents: its name, what it is, and its evaluation."""
    if SHARED.is_dir():
        both = [evaluate(SHARED / folder) for folder in ("real", "written")]
        documents = tuple(each for evaluation in both for each in evaluation.documents)
        yield (
            "Studied",
            "real announcements and rewritten ones, seen while the rules were written",
            Evaluation(documents),
        )
    own = evaluate(OWN)
    told: dict[str, tuple[str, Callable[[int], bool]]] = {
        "Development": ("invented announcements, odd numbers of 201–224, seen", _is_development),
        "Idioms": ("invented announcements in unusual wording, 301–330, seen", lambda n: n > _OWN_PAIRS),
        "Held out": ("invented announcements, even numbers of 201–224, **not read**", _is_held_out),
    }
    for name, (what, belongs) in told.items():
        chosen = tuple(each for each in own.documents if belongs(int(each.name)))
        if chosen:
            yield name, what, Evaluation(chosen)


def _is_development(number: int) -> bool:
    return number < _OWN_PAIRS and number % 2 == 1


def _is_held_out(number: int) -> bool:
    return number < _OWN_PAIRS and number % 2 == 0


def page() -> str:
    """Write the page."""
    found = list(groups())
    lines = [INTRODUCTION.rstrip("\n")]
    lines += [f"| {name} | {what} | {_languages(part)} |" for name, what, part in found]
    lines += ["", "## F1 by field, English", "", *_fields(found, "en"), ""]
    for language, title in (("ru", "Russian"), ("fr", "French"), ("es", "Spanish")):
        lines += [f"## F1 by field, {title}", "", *_fields(found, language), ""]
    name, _, held = found[-1]
    lines += [f"## {name}, English: precision and recall", "", *_scores(held.languages()["en"]), ""]
    lines += ["## By role, all languages: F1 (expected)", "", *_roles(found), ""]
    for name, _, part in found:
        lines += [f"## Roles confused: {name.lower()}", "", *_confusion(part), ""]
    return "\n".join(lines)


def _languages(part: Evaluation) -> str:
    return ", ".join(f"{len(each.documents)} {name}" for name, each in part.languages().items())


def _f1(score: Score | None) -> str:
    return f"{score.f1:.2f}".removeprefix("0") if score is not None else "–"


def _fields(found: list[tuple[str, str, Evaluation]], language: str) -> Iterator[str]:
    parts = [(name, part.languages()[language]) for name, _, part in found if language in part.languages()]
    yield f"| | {' | '.join(name for name, _ in parts)} |"
    yield f"|---|{'---:|' * len(parts)}"
    for field in FIELDS:
        row = " | ".join(_f1(part.micro(field).score) for _, part in parts)
        yield f"| {NAMES[field]} | {row} |"


def _scores(part: Evaluation) -> Iterator[str]:
    yield "| | P | R | F1 | expected |"
    yield "|---|---:|---:|---:|---:|"
    for field in FIELDS:
        count = part.micro(field)
        score = count.score or Score(0.0, 0.0, 0.0)
        row = " | ".join(f"{value:.2f}" for value in score)
        yield f"| {NAMES[field]} | {row} | {count.expected} |"


def _roles(found: list[tuple[str, str, Evaluation]]) -> Iterator[str]:
    roles = sorted({role for _, _, part in found for role in part.roles()})
    yield f"| | {' | '.join(name for name, _, _ in found)} |"
    yield f"|---|{'---:|' * len(found)}"
    for role in roles:
        counts = [part.roles().get(role) for _, _, part in found]
        row = " | ".join(f"{_f1(count.score)} ({count.expected})" if count else "–" for count in counts)
        yield f"| {role} | {row} |"


def _confusion(part: Evaluation) -> Iterator[str]:
    """List each pair of roles that were taken for one another, the commonest first."""
    wrong = {pair: count for pair, count in part.confusion().items() if pair[0] != pair[1]}
    yield "| expected | read | times |"
    yield "|---|---|---:|"
    for (expected, read), count in sorted(wrong.items(), key=lambda item: (-item[1], item[0])):
        yield f"| {expected or 'no role'} | {read or 'no role'} | {count} |"


if __name__ == "__main__":
    TARGET.write_text(page(), encoding="utf-8")
