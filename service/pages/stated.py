"""What a source states, fact by fact: each with its words, and with a place of its own on the page."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import count

from koinon.graph.addresses import hp
from koinon.graph.terms import IRI, Literal
from koinon.ontology.namespaces import RDF, SKOS

from .dates import in_words
from .involvements import Involvement, by_activity
from .looking import Look
from .naming import Named
from .quoting import Passage, plain
from .rendering import row_of

#: What a fact about a thing says, by its property: it is marked so in the text.
_BY_PREDICATE = {
    hp("start"): "date",
    hp("end"): "date",
    hp("takesPlaceAt"): "place",
    hp("within"): "place",
    hp("concerns"): "heritage",
}
_BY_CLASS = {hp("Activity"): "activity", hp("Organisation"): "organisation", hp("Place"): "place"}
_NAMES = frozenset({IRI(SKOS + "prefLabel"), IRI(SKOS + "altLabel")})
_ORDER = (*sorted(_NAMES, reverse=True), hp("start"), hp("end"), hp("takesPlaceAt"), hp("within"))
_HEADINGS = {"organisation": "Organisations", "place": "Places", "activity": "Further activities"}
_LONGEST = 90


@dataclass(frozen=True, slots=True)
class Mention:
    """A single fact that the source states, and the words that do."""

    thing: Named
    property: Named
    value: Named | Literal
    passage: Passage
    rule: str | None


@dataclass(frozen=True, slots=True)
class Stated:
    """One fact as a line: what it is about, what it says, its words and where they stand.

    ``what`` is the kind of its mark in the text; ``number`` names its place on the page.
    """

    number: int
    label: Named | None
    value: Named | Literal | None
    extra: str
    words: str
    passage: IRI | None
    rules: tuple[str, ...]
    what: str


@dataclass(frozen=True, slots=True)
class Group:
    """Facts under one heading: an activity, or a word for what they are about."""

    heading: Named | str
    facts: tuple[Stated, ...]


@dataclass(frozen=True, slots=True)
class Statements:
    """All facts of a source in their groups, and the fact that each passage leads to."""

    groups: tuple[Group, ...]
    fact_of: Mapping[IRI, int]

    def __len__(self) -> int:
        return sum(len(group.facts) for group in self.groups)

    def where(self, shown: Callable[[int | None], bool]) -> tuple[Group, ...]:
        """Keep the facts whose row is shown, and the groups that have one."""
        kept = (
            Group(group.heading, tuple(fact for fact in group.facts if shown(row_of(fact.passage or ""))))
            for group in self.groups
        )
        return tuple(group for group in kept if group.facts)


def mentions(look: Look, source: IRI) -> list[Mention]:
    """Read the single facts of a source, by the thing they are about."""
    found = [
        Mention(
            look.name(IRI(str(row["thing"]))),
            look.name(IRI(str(row["predicate"]))),
            value if isinstance(value := row["value"], Literal) else look.name(value),
            look.quote(IRI(str(row["passage"]))),
            rule.value if isinstance(rule := row.get("rule"), Literal) else None,
        )
        for row in look.rows("mentions_in_source", source=source)
    ]
    return sorted(found, key=_telling_first)


def stated(look: Look, involved: Iterable[Involvement], single: Iterable[Mention]) -> Statements:
    """Put the facts of a source in groups: its activities in time, then what else it names."""
    numbers = count(1)
    fact_of: dict[IRI, int] = {}
    by_thing: dict[IRI, list[Mention]] = {}
    for mention in single:
        by_thing.setdefault(mention.thing.iri, []).append(mention)
    groups = []
    for activity, found in by_activity(involved):
        own = by_thing.pop(activity.iri, [])
        facts = [*_of_mentions(look, own, numbers, fact_of), *_of_ties(look, found, numbers, fact_of)]
        groups.append(Group(activity, tuple(facts)))
    groups += _others(look, by_thing, numbers, fact_of)
    return Statements(tuple(groups), fact_of)


def what_is_said(look: Look, mention: Mention) -> str:
    """Say how the words of a fact are marked in the text."""
    predicate = mention.property.iri
    if predicate in _BY_PREDICATE:
        return _BY_PREDICATE[predicate]
    return _class_of(look, mention.thing.iri) if predicate in _NAMES else "evidence"


def _class_of(look: Look, thing: IRI) -> str:
    classes = look.values(thing, RDF + "type")
    return next((what for kind, what in _BY_CLASS.items() if kind in classes), "evidence")


def _others(
    look: Look, by_thing: Mapping[IRI, list[Mention]], numbers: Iterator[int], fact_of: dict[IRI, int]
) -> Iterator[Group]:
    by_class: dict[str, list[Stated]] = {}
    for thing, found in sorted(by_thing.items(), key=lambda item: item[1][0].thing.label.casefold()):
        what = _class_of(look, thing)
        for mention in found:
            named = mention.property.iri in _NAMES
            facts = _of_mentions(look, [mention], numbers, fact_of, about=mention.thing, named=named)
            by_class.setdefault(what, []).extend(facts)
    for what in (*_HEADINGS, "evidence"):
        if what in by_class:
            yield Group(_HEADINGS.get(what, "Further facts"), tuple(by_class[what]))


def _of_mentions(
    look: Look,
    found: Iterable[Mention],
    numbers: Iterator[int],
    fact_of: dict[IRI, int],
    about: Named | None = None,
    named: bool = False,
) -> Iterator[Stated]:
    for mention in found:
        number = next(numbers)
        fact_of.setdefault(mention.passage.iri, number)
        what = what_is_said(look, mention)
        said = mention.value.value if isinstance(mention.value, Literal) else mention.value.label
        value: Named | Literal | None = Literal(in_words(said)) if what == "date" else mention.value
        extra = ""
        if named:
            value, extra = (about, f" ({said})" if about and said != about.label else "")
        elif said == mention.thing.label:
            value = None  # the heading says it
        yield Stated(
            number,
            None if named else mention.property,
            value,
            extra,
            _short(mention.passage.words),
            mention.passage.iri,
            (mention.rule,) if mention.rule else (),
            what,
        )


def _of_ties(
    look: Look, found: Iterable[Involvement], numbers: Iterator[int], fact_of: dict[IRI, int]
) -> Iterator[Stated]:
    for one in found:
        number = next(numbers)
        for name in ("phraseAt", "mentionAt"):
            for where in look.values(one.iri, hp(name)):
                fact_of.setdefault(IRI(str(where)), number)
        for evidence in one.evidence:
            fact_of.setdefault(evidence.passage, number)
        first = one.evidence[0] if one.evidence else None
        words = one.phrase.value if one.phrase else plain(first.pieces) if first else ""
        extra = f" · {one.count} people" if one.count else ""
        yield Stated(
            number,
            one.role,
            one.organisation or one.country,
            f"{extra} · {one.amount}" if one.amount else extra,
            _short(words),
            first.passage if first else None,
            one.rules,
            "phrase",
        )


def _telling_first(mention: Mention) -> tuple[int, int, str, str]:
    """Put names and dates before all else, and equals as they stand in the text."""
    predicate = mention.property.iri
    rank = _ORDER.index(predicate) if predicate in _ORDER else len(_ORDER)
    return rank, mention.passage.start or 0, mention.thing.label, mention.property.label


def _short(words: str) -> str:
    plain_words = " ".join(words.split())
    return (
        plain_words
        if len(plain_words) <= _LONGEST
        else plain_words[:_LONGEST].rsplit(" ", 1)[0].rstrip(",;") + " …"
    )
