"""The measure: how much of what was expected was found, and how much of what was found was expected.

Names are compared as people compare them: folded, and with a little tolerance in long ones. Matching is one
to one, the most similar first.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Generic, NamedTuple, TypeVar

from rapidfuzz.distance import Indel

#: The fields that are measured, in the order of reports. ``part_…`` are participations, by what they are
#: compared on; ``activity_dates`` are starts and ends.
FIELDS = (
    "organisations",
    "activities",
    "places",
    "dates",
    "activity_dates",
    "part_org_role",
    "part_org_act",
    "part_full",
    "countries",
    "heritage_types",
    "part_of",
)

_NAMES_ALIKE = 0.9
_TITLES_ALIKE = 0.8
_SHARED_WORDS = 0.75
_FUNCTION_WORDS = frozenset(
    "the of for and in a an de du des del la le les el los las y et en au и в по на".split()
)

T = TypeVar("T")


class Score(NamedTuple):
    """Precision, recall and their harmonic mean, each from 0 to 1."""

    precision: float
    recall: float
    f1: float


@dataclass(frozen=True, slots=True)
class Count:
    """How many of the predicted match the expected. Counts add up over documents (micro average)."""

    matched: int = 0
    predicted: int = 0
    expected: int = 0

    def __add__(self, other: "Count") -> "Count":
        return Count(
            self.matched + other.matched, self.predicted + other.predicted, self.expected + other.expected
        )

    @property
    def score(self) -> Score | None:
        """Give the score; None where nothing was expected and nothing predicted."""
        if not self.predicted and not self.expected:
            return None
        precision = self.matched / self.predicted if self.predicted else 0.0
        recall = self.matched / self.expected if self.expected else 0.0
        both = precision + recall
        return Score(precision, recall, 2 * precision * recall / both if both else 0.0)


@dataclass(frozen=True, slots=True)
class Errors:
    """What was expected and not found, and what was found and not expected, in words."""

    missed: tuple[str, ...] = ()
    spurious: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.missed or self.spurious)


@dataclass(frozen=True, slots=True)
class Comparison:
    """An answer held against the gold, field by field.

    ``roles`` splits ``part_org_role`` by role. ``confusion`` counts (expected role, predicted role) of
    organisations that both sides name; ``""`` stands for no role.
    """

    counts: Mapping[str, Count]
    errors: Mapping[str, Errors]
    roles: Mapping[str, Count] = field(default_factory=dict)
    confusion: Mapping[tuple[str, str], int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Thing:
    """An organisation, a place or an activity under all its names, the label first."""

    names: tuple[str, ...]
    kind: str | None = None
    start: str | None = None
    end: str | None = None


class _Participation(NamedTuple):
    organisation: _Thing
    activity: _Thing
    role: str


def compare(expected: Mapping[str, Any], predicted: Mapping[str, Any]) -> Comparison:
    """Hold a predicted annotation against the expected one; every field of either may be missing."""
    want, have = _Answer.read(expected), _Answer.read(predicted)
    pairings: dict[str, _Pairing[Any]] = {
        "organisations": _pair(want.organisations, have.organisations, organisation_similarity),
        "activities": _pair(want.activities, have.activities, activity_similarity),
        "places": _pair(want.places, have.places, organisation_similarity),
        "dates": _pair_equal(want.dates, have.dates),
        "activity_dates": _pair_equal(want.activity_dates, have.activity_dates),
        "part_org_role": _pair(
            _distinct((each.organisation, each.role) for each in want.participations),
            _distinct((each.organisation, each.role) for each in have.participations),
            lambda a, b: organisation_similarity(a[0], b[0]) if a[1] == b[1] else 0.0,
        ),
        "part_org_act": _pair(
            _distinct((each.organisation, each.activity) for each in want.participations),
            _distinct((each.organisation, each.activity) for each in have.participations),
            lambda a, b: min(organisation_similarity(a[0], b[0]), activity_similarity(a[1], b[1])),
        ),
        "part_full": _pair(want.participations, have.participations, _participation_similarity),
        "countries": _pair_equal(want.countries, have.countries),
        "heritage_types": _pair(want.heritage_types, have.heritage_types, heritage_similarity),
        "part_of": _pair(
            want.part_of,
            have.part_of,
            lambda a, b: min(activity_similarity(a[0], b[0]), activity_similarity(a[1], b[1])),
        ),
    }
    return Comparison(
        {name: pairing.count for name, pairing in pairings.items()},
        {name: pairing.errors for name, pairing in pairings.items()},
        _by_role(pairings["part_org_role"]),
        _confusion(want, have, pairings["organisations"]),
    )


@dataclass(frozen=True, slots=True)
class _Answer:
    organisations: list[_Thing]
    activities: list[_Thing]
    places: list[_Thing]
    dates: list[str]
    activity_dates: list[tuple[str, str]]
    participations: list[_Participation]
    countries: list[str]
    heritage_types: list[str]
    part_of: list[tuple[_Thing, _Thing]]

    @classmethod
    def read(cls, annotation: Mapping[str, Any]) -> "_Answer":
        """Read an annotation, its labels resolved to the things it lists."""

        def listed(name: str) -> list[Any]:
            return [each for each in annotation.get(name) or [] if each]

        organisations = [_thing(each) for each in listed("organisations")]
        activities = [_thing(each) for each in listed("activities")]
        return cls(
            organisations,
            activities,
            [_thing(each) for each in listed("places")],
            [str(each) for each in listed("dates")],
            [(end, value) for each in activities for end, value in _ends(each)],
            _distinct(
                _Participation(
                    _resolved(each.get("organisation") or "", organisations),
                    _resolved(each.get("activity") or "", activities),
                    each.get("role") or "",
                )
                for each in listed("participations")
            ),
            [str(each).upper() for each in listed("countries_participating")],
            [str(each) for each in listed("heritage_types")],
            [
                (_thing(each), _resolved(each["part_of"], activities))
                for each in listed("activities")
                if isinstance(each, Mapping) and each.get("part_of")
            ],
        )


def _thing(value: str | Mapping[str, Any]) -> _Thing:
    if isinstance(value, str):
        return _Thing((value,))
    names = (value.get("label") or "", *(alias for alias in value.get("aliases") or () if alias))
    return _Thing(names, value.get("type"), value.get("start"), value.get("end"))


def _ends(activity: _Thing) -> Iterable[tuple[str, str]]:
    return [(end, value) for end, value in (("start", activity.start), ("end", activity.end)) if value]


def _resolved(label: str, things: Sequence[_Thing]) -> _Thing:
    """Give the thing a label names: by one of its names as written, else folded, else the bare label."""
    exact = (thing for thing in things if label in thing.names)
    folded = (thing for thing in things if fold(label) in {fold(name) for name in thing.names})
    return next(exact, None) or next(folded, None) or _Thing((label,))


@lru_cache(maxsize=65_536)
def fold(name: str) -> str:
    """Fold case, accents, punctuation and the English genitive; digits and underscores stay."""
    bare = "".join(
        letter for letter in unicodedata.normalize("NFKD", name) if not unicodedata.combining(letter)
    )
    return " ".join(re.findall(r"\w+", re.sub(r"['’]s ", " ", bare.casefold())))


def organisation_similarity(one: _Thing, other: _Thing) -> float:
    """Compare two organisations or places by their closest names; below 0.9 they are not alike at all."""
    closest = max((name_similarity(a, b) for a in one.names for b in other.names), default=0.0)
    return closest if closest >= _NAMES_ALIKE else 0.0


@lru_cache(maxsize=65_536)
def name_similarity(one: str, other: str) -> float:
    """Compare two names: 1 for the same content words, less for names that mostly overlap.

    One word is alike only to itself, and the shorter of two names must have three quarters of the content
    words of the longer: UNESCO is not the UNESCO Office in Moscow.
    """
    first, second = fold(one), fold(other)
    if not first or not second:
        return 0.0
    if first == second:
        return 1.0
    few, many = sorted((_content(first), _content(second)), key=len)
    if few and few == many:
        return 1.0
    if len(few) < 2 or len(few) < _SHARED_WORDS * len(many):
        return 0.0
    return min(0.99, _token_set(few, many))


def _content(folded: str) -> frozenset[str]:
    return frozenset(folded.split()) - _FUNCTION_WORDS


def _token_set(one: frozenset[str], other: frozenset[str]) -> float:
    """Compare sets of words by what they share and what is left (the token set ratio of fuzzywuzzy)."""
    shared = " ".join(sorted(one & other))
    first = f"{shared} {' '.join(sorted(one - other))}".strip()
    second = f"{shared} {' '.join(sorted(other - one))}".strip()
    if not shared:
        return _ratio(first, second)
    return max(_ratio(shared, first), _ratio(shared, second), _ratio(first, second))


def _ratio(one: str, other: str) -> float:
    return Indel.normalized_similarity(one, other)


@lru_cache(maxsize=65_536)
def title_similarity(one: str, other: str) -> float:
    """Compare two titles as they run, and with their words sorted; the better of both."""
    first, second = fold(one), fold(other)
    return max(_ratio(first, second), _ratio(_sorted(first), _sorted(second)))


def _sorted(folded: str) -> str:
    return " ".join(sorted(folded.split()))


def activity_similarity(one: _Thing, other: _Thing) -> float:
    """Compare two activities by title, or by kind and exact dates where the titles differ."""
    closest = max((title_similarity(a, b) for a in one.names for b in other.names), default=0.0)
    if closest >= _TITLES_ALIKE:
        return closest
    same = one.start and (one.kind, one.start, one.end) == (other.kind, other.start, other.end)
    return _TITLES_ALIKE if same else 0.0


def heritage_similarity(one: str, other: str) -> float:
    """Compare two heritage types; each may be several alternatives joined by ``|``."""
    closest = max(title_similarity(a, b) for a in one.split("|") for b in other.split("|"))
    return closest if closest >= _TITLES_ALIKE else 0.0


def _participation_similarity(one: _Participation, other: _Participation) -> float:
    if one.role != other.role:
        return 0.0
    return min(
        organisation_similarity(one.organisation, other.organisation),
        activity_similarity(one.activity, other.activity),
    )


@dataclass(frozen=True, slots=True)
class _Pairing(Generic[T]):
    """Which expected item goes with which predicted one, by their positions."""

    want: Sequence[T]
    have: Sequence[T]
    pairs: Mapping[int, int]

    @property
    def count(self) -> Count:
        return Count(len(self.pairs), len(self.have), len(self.want))

    @property
    def errors(self) -> Errors:
        met = set(self.pairs.values())
        return Errors(
            tuple(_said(item) for i, item in enumerate(self.want) if i not in self.pairs),
            tuple(_said(item) for j, item in enumerate(self.have) if j not in met),
        )


def _pair(want: Sequence[T], have: Sequence[T], similarity: Callable[[T, T], float]) -> "_Pairing[T]":
    """Pair items one to one, the most similar first; equals in the order of their lists."""
    alike = (
        (likeness, -i, -j)
        for i, one in enumerate(want)
        for j, other in enumerate(have)
        if (likeness := similarity(one, other)) > 0
    )
    pairs: dict[int, int] = {}
    met: set[int] = set()
    for _, i, j in sorted(alike, reverse=True):
        if -i not in pairs and -j not in met:
            pairs[-i] = -j
            met.add(-j)
    return _Pairing(want, have, pairs)


def _pair_equal(want: Iterable[T], have: Iterable[T]) -> "_Pairing[T]":
    """Pair what is equal, each value counted once."""
    expected, predicted = _distinct(want), _distinct(have)
    pairs = {i: predicted.index(value) for i, value in enumerate(expected) if value in predicted}
    return _Pairing(expected, predicted, pairs)


def _distinct(values: Iterable[T]) -> list[T]:
    return list(dict.fromkeys(values))


def _said(item: object) -> str:
    """Say an item in words, for lists of errors."""
    match item:
        case _Thing():
            return item.names[0]
        case tuple():
            return " · ".join(_said(part) for part in item)
        case _:
            return str(item)


def _by_role(pairing: "_Pairing[tuple[_Thing, str]]") -> dict[str, Count]:
    want = Counter(role for _, role in pairing.want)
    have = Counter(role for _, role in pairing.have)
    met = Counter(pairing.want[i][1] for i in pairing.pairs)
    return {role: Count(met[role], have[role], want[role]) for role in sorted(want | have)}


def _confusion(want: _Answer, have: _Answer, pairing: "_Pairing[_Thing]") -> dict[tuple[str, str], int]:
    """Set the roles of organisations that both sides name against each other."""
    confusion: Counter[tuple[str, str]] = Counter()
    for i, j in pairing.pairs.items():
        expected, predicted = _roles(want, pairing.want[i]), _roles(have, pairing.have[j])
        confusion.update((role, role) for role in expected & predicted)
        left, right = sorted(expected - predicted), sorted(predicted - expected)
        confusion.update(zip(left, right, strict=False))
        confusion.update((role, "") for role in left[len(right) :])
        confusion.update(("", role) for role in right[len(left) :])
    return dict(confusion)


def _roles(answer: _Answer, organisation: _Thing) -> set[str]:
    return {each.role for each in answer.participations if each.organisation == organisation}
