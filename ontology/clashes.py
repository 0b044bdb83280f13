"""Clashes: what is given or inferred to be two things that the vocabulary keeps apart."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple, TypeVar

import pyoxigraph as ox

from .namespaces import OWL, PREFIXES, RDF, RDFS, XSD

Statements = Sequence[ox.Triple]
_Key = TypeVar("_Key", bound=Hashable)
_Value = TypeVar("_Value")

_TYPE: Final = RDF + "type"
_SUBCLASS: Final = RDFS + "subClassOf"
_SUBPROPERTY: Final = RDFS + "subPropertyOf"
_INVERSE: Final = OWL + "inverseOf"


class Clash(NamedTuple):
    """A node, the two classes that exclude each other, and why it is in each."""

    node: str
    one: str
    other: str
    why_one: str
    why_other: str

    @property
    def sentence(self) -> str:
        """Say what is wrong and what to do."""
        return (
            f"<{self.node}> cannot be both {short(self.one)} ({self.why_one}) and {short(self.other)} "
            f"({self.why_other}): withdraw one of the two."
        )


class Misfit(NamedTuple):
    """A value that is not of the datatype that its property asks for."""

    node: str
    name: str
    value: str
    datatype: str

    @property
    def sentence(self) -> str:
        """Say what is wrong and what to do."""
        return (
            f"<{self.node}> has {short(self.name)} “{self.value}”, which is no {short(self.datatype)}: "
            "correct the value or take it away."
        )


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    """What the statements say of classes and properties, closed upwards."""

    superclasses: Mapping[str, frozenset[str]]
    domains: Mapping[str, frozenset[str]]
    ranges: Mapping[str, frozenset[str]]
    apart: frozenset[frozenset[str]]


def short(name: str) -> str:
    """Write an IRI with its usual prefix where it has one."""
    for prefix, namespace in PREFIXES.items():
        if name.startswith(namespace):
            return f"{prefix}:{name.removeprefix(namespace)}"
    return f"<{name}>"


def find_clashes(statements: Statements) -> Iterator[Clash]:
    """Yield every node that is two things at once, in the order of the nodes.

    Steps followed: types, sub-classes, domains and ranges of properties, of those above them and of their
    inverses. What follows only from several axioms at once is left to the reasoner.
    """
    vocabulary = _vocabulary(statements)
    for node, classes in sorted(_types(statements, vocabulary).items()):
        for pair in sorted(sorted(pair) for pair in vocabulary.apart if pair <= classes.keys()):
            yield Clash(node, *pair, *(classes[name] for name in pair))


def find_misfits(statements: Statements) -> Iterator[Misfit]:
    """Yield every value whose datatype is not the range of its property."""
    ranges = {
        _name(triple.subject): triple.object.value
        for triple in statements
        if triple.predicate.value == RDFS + "range" and isinstance(triple.object, ox.NamedNode)
    }
    for triple in statements:
        asked = ranges.get(triple.predicate.value, "")
        if isinstance(triple.object, ox.Literal) and asked.startswith(XSD):
            given = triple.object.datatype.value
            # Every integer is a decimal.
            if given != asked and (given, asked) != (XSD + "integer", XSD + "decimal"):
                yield Misfit(_name(triple.subject), triple.predicate.value, triple.object.value, asked)


def _types(statements: Statements, vocabulary: _Vocabulary) -> Mapping[str, dict[str, str]]:
    """Give the classes of each node, each with the reason found first."""
    types: defaultdict[str, dict[str, str]] = defaultdict(dict)
    reasons = list(_reasons(statements, vocabulary))
    for node, name, why in reasons:
        types[node].setdefault(name, why)
    for node, name, why in reasons:
        for wider in vocabulary.superclasses.get(name, ()):
            types[node].setdefault(wider, f"{why}, and every {short(name)} is one")
    return types


def _reasons(statements: Statements, vocabulary: _Vocabulary) -> Iterator[tuple[str, str, str]]:
    """Yield (node, class, why): what is said first, then what follows from properties."""
    for triple in statements:
        if triple.predicate.value == _TYPE and isinstance(triple.object, ox.NamedNode):
            yield _name(triple.subject), triple.object.value, "it is said to be one"
    for triple in statements:
        name = triple.predicate.value
        for kind in vocabulary.domains.get(name, ()):
            yield _name(triple.subject), kind, f"it has {short(name)} {_written(triple.object)}"
        if isinstance(triple.object, ox.NamedNode):
            for kind in vocabulary.ranges.get(name, ()):
                yield triple.object.value, kind, f"it is {short(name)} of {_written(triple.subject)}"


def _name(term: ox.NamedNode | ox.BlankNode | ox.Triple) -> str:
    return str(term) if isinstance(term, ox.Triple) else term.value


def _written(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> str:
    return f"<{term.value}>" if isinstance(term, ox.NamedNode) else str(term)


def _vocabulary(statements: Statements) -> _Vocabulary:
    said: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for triple in statements:
        if not isinstance(triple.object, ox.Literal | ox.Triple):
            said[triple.predicate.value].append((_name(triple.subject), triple.object.value))
    domains, ranges = _domains_and_ranges(said)
    return _Vocabulary(_closed(said[_SUBCLASS]), domains, ranges, frozenset(_apart(said)))


def _domains_and_ranges(
    said: Mapping[str, list[tuple[str, str]]],
) -> tuple[dict[str, frozenset[str]], dict[str, frozenset[str]]]:
    """Give to each property the domains and ranges of those above it, turned round for inverses."""
    # Each step leads from a property to one above it, with its direction; an inverse turns round.
    steps = [((a, way), (b, way)) for a, b in said.get(_SUBPROPERTY, ()) for way in (False, True)]
    for a, b in said.get(_INVERSE, ()):
        steps += [((c, way), (d, not way)) for c, d in ((a, b), (b, a)) for way in (False, True)]
    above = _closed(steps)
    ends = {False: _gathered(said.get(RDFS + "domain", ())), True: _gathered(said.get(RDFS + "range", ()))}
    names = {name for (name, _), _ in steps}.union(*ends.values())
    found: dict[bool, dict[str, frozenset[str]]] = {False: {}, True: {}}
    for start in ((name, way) for name in names for way in (False, True)):
        kinds = (ends[way].get(name, set()) for name, way in {start, *above.get(start, ())})
        found[start[1]][start[0]] = frozenset().union(*kinds)
    return found[False], found[True]


def _apart(said: Mapping[str, list[tuple[str, str]]]) -> Iterator[frozenset[str]]:
    """Yield the pairs of classes that exclude each other."""
    yield from (frozenset(pair) for pair in said.get(OWL + "disjointWith", ()))
    first, rest = dict(said.get(RDF + "first", ())), dict(said.get(RDF + "rest", ()))
    for _, head in said.get(OWL + "members", ()):
        members = list(_members(head, first, rest))
        yield from (frozenset({a, b}) for i, a in enumerate(members) for b in members[i + 1 :])


def _members(head: str, first: Mapping[str, str], rest: Mapping[str, str]) -> Iterator[str]:
    while head in first:
        yield first[head]
        head = rest[head]


def _gathered(pairs: Iterable[tuple[_Key, _Value]]) -> dict[_Key, set[_Value]]:
    found: dict[_Key, set[_Value]] = {}
    for key, value in pairs:
        found.setdefault(key, set()).add(value)
    return found


def _closed(pairs: Iterable[tuple[_Key, _Key]]) -> dict[_Key, frozenset[_Key]]:
    """Give, for every node, all that is reached from it in one step or more."""
    steps = _gathered(pairs)
    closed = {}
    for start in steps:
        reached: set[_Key] = set()
        waiting = [start]
        while waiting:
            fresh = steps.get(waiting.pop(), set()) - reached
            reached |= fresh
            waiting.extend(fresh)
        closed[start] = frozenset(reached)
    return closed
