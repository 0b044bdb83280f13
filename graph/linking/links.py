"""Things of the graph linked with those of authorities: the sure ones written, the doubtful ones told."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from koinon.ontology.namespaces import OWL, PROV, RDF, SKOS

from ..addresses import Addresses, hp
from ..names import Found, NameEntry, NameIndex
from ..names.forms import forms
from ..store.seam import Change, Store
from ..terms import IRI, Literal, Quad, typed

#: From this score on a link is sure, if the next candidate is so far behind.
SURE: Final = 0.98
LEAD: Final = 0.02
#: From this score on it is doubtful: more than what abbreviates the name, which too much does.
DOUBTFUL: Final = 0.91
#: Names of fewer letters are shared by too many to be sure of.
_SHORTEST: Final = 5
_MATCH: Final = IRI(SKOS + "exactMatch")
_SAME: Final = hp("sameOrganisationAs")
_DOUBT: Final = hp("doubt")
_DIFFERENT: Final = IRI(OWL + "differentFrom")
_TYPE: Final = IRI(RDF + "type")


class Certainty(StrEnum):
    """How sure a link is."""

    SURE = "sure"
    DOUBTFUL = "doubtful"


@dataclass(frozen=True, slots=True)
class Link:
    """A thing of the graph and what an authority knows it as. ``reason`` says why it is not sure."""

    thing: IRI
    name: str
    authority: str
    target: IRI
    target_name: str
    score: float
    certainty: Certainty
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A link that waits for a decision: how alike the names are, from 0 to 1, and why it is not sure."""

    thing: IRI
    target: IRI
    score: float
    reason: str


def propose(entries: Iterable[NameEntry], authority: str, index: NameIndex, kind: str) -> Iterator[Link]:
    """Propose a link at most for each thing of a kind, by all of its names.

    A link is sure if one of the names is the same but for case, accents, spelling of sounds and order of
    words, the countries are not different ones, and no other candidate comes near. What has more words, as
    an office has beside its parent, is another thing.
    """
    for entry, names in _things(entries, kind):
        found = _best(names, entry.country, index)
        if found and found[0][1] >= DOUBTFUL:
            yield _link(entry, authority, found)


def write_links(store: Store, addresses: Addresses, authority: str, links: Iterable[Link]) -> int:
    """Put the links to an authority in the place of those written before; give the number of sure ones.

    A doubtful one is queued: what is known of it is written, with the doubt, and the link itself is not. What
    a person decided stays and counts: nothing is linked with what it was told to be different from.
    """
    graph, decided = addresses.graph("links"), decisions(store, addresses)
    open_ = [one for one in links if (one.thing, one.target) not in decided]
    sure = [one for one in open_ if one.certainty is Certainty.SURE]
    new = {quad for link in open_ for quad in _quads(link, addresses)}
    old = frozenset(_written(store, graph, authority))
    store.apply(Change(removed=old - new, added=frozenset(new - old)))
    return len(sure)


def decide(store: Store, addresses: Addresses, thing: IRI, target: IRI, *, same: bool | None) -> None:
    """Keep what a person decided of two things: the same, different, or, with None, nothing any more.

    A decision is a triple of the graph ``review``: two organisations of the graph itself are
    ``hp:sameOrganisationAs``, others have a ``skos:exactMatch``. It takes the link the program wrote out of
    ``links``.
    """
    review, links = addresses.graph("review"), addresses.graph("links")
    own = f"{addresses.base}organisation/"
    alike = _SAME if thing.startswith(own) and target.startswith(own) else _MATCH
    both = {True: Quad(thing, alike, target, review), False: Quad(thing, _DIFFERENT, target, review)}
    going = set(both.values())
    coming = set[Quad]()
    if same is not None:
        coming = {both[same]}
        going -= coming
        going.add(Quad(thing, _MATCH, target, links))
        going |= set(store.quads(addresses.link(thing, target), None, None, links))
    store.apply(Change(removed=frozenset(going), added=frozenset(coming)))


def decisions(store: Store, addresses: Addresses) -> Mapping[tuple[IRI, IRI], bool]:
    """Give what was decided: pairs of things, and whether they are the same."""
    review = addresses.graph("review")
    return {
        (quad.subject, quad.object): predicate != _DIFFERENT
        for predicate in (_MATCH, _SAME, _DIFFERENT)
        for quad in store.quads(None, predicate, None, review)
        if isinstance(quad.object, IRI)
    }


def queued(store: Store, addresses: Addresses) -> Iterator[Candidate]:
    """Give the doubtful links that wait for a decision, the likeliest first."""
    graph = addresses.graph("links")
    found = []
    for quad in store.quads(None, _DOUBT, None, graph):
        said = {one.predicate: one.object for one in store.quads(quad.subject, None, None, graph)}
        thing, target = said.get(IRI(RDF + "subject")), said.get(IRI(RDF + "object"))
        score, reason = said.get(IRI(RDF + "value")), quad.object
        if isinstance(thing, IRI) and isinstance(target, IRI) and isinstance(score, Literal):
            found.append(Candidate(thing, target, float(score.value), str(getattr(reason, "value", ""))))
    yield from sorted(found, key=lambda one: (-one.score, one.thing, one.target))


def _things(entries: Iterable[NameEntry], kind: str) -> Iterator[tuple[NameEntry, list[str]]]:
    """Gather the names of each thing, which come one after the other."""
    first: NameEntry | None = None
    names: list[str] = []
    for entry in entries:
        if entry.kind != kind:
            continue
        if first is not None and entry.thing != first.thing:
            yield first, names
            first, names = None, []
        first = first or entry
        names.append(entry.name)
    if first is not None:
        yield first, names


def _best(names: list[str], country: str, index: NameIndex) -> list[tuple[Found, float, str]]:
    """Give candidates with their scores and the names they were found by, the best first.

    A candidate of another country cannot be sure; an acronym alone is no evidence.
    """
    found: dict[str, tuple[Found, float, str]] = {}
    for name in names:
        for one in index.search(name, limit=5):
            score = one.score
            if country and one.country and country != one.country:
                score = min(score, SURE - 2 * LEAD)
            if len(forms(name).words) < _SHORTEST:
                score = min(score, SURE - LEAD)
            if one.thing not in found or found[one.thing][1] < score:
                found[one.thing] = one, score, name
    return sorted(found.values(), key=lambda one: (-one[1], one[0].thing))


def _link(entry: NameEntry, authority: str, found: list[tuple[Found, float, str]]) -> Link:
    best, score, name = found[0]
    reason = ""
    if score < SURE:
        elsewhere = entry.country and best.country and entry.country != best.country
        short = len(forms(name).words) < _SHORTEST
        differs = "the name is too short to be sure" if short else "the names differ"
        reason = f"it is of {best.country}, not {entry.country}" if elsewhere else differs
    elif len(found) > 1 and score - found[1][1] < LEAD:
        reason = f"{found[1][0].label} is as like"
    certainty = Certainty.DOUBTFUL if reason else Certainty.SURE
    return Link(
        IRI(entry.thing), name, authority, IRI(best.thing), best.name, round(score, 4), certainty, reason
    )


def _quads(link: Link, addresses: Addresses) -> Iterator[Quad]:
    """State a link, and of the statement by which authority's names and how surely it was found."""
    graph, record = addresses.graph("links"), addresses.link(link.thing, link.target)
    if link.certainty is Certainty.SURE:
        yield Quad(link.thing, _MATCH, link.target, graph)
    else:
        yield Quad(record, _DOUBT, Literal(link.reason), graph)
    yield Quad(record, _TYPE, IRI(PROV + "Entity"), graph)
    yield Quad(record, IRI(RDF + "subject"), link.thing, graph)
    yield Quad(record, IRI(RDF + "predicate"), _MATCH, graph)
    yield Quad(record, IRI(RDF + "object"), link.target, graph)
    yield Quad(record, hp("rule"), Literal(f"linking.{link.authority}"), graph)
    yield Quad(record, IRI(RDF + "value"), typed(link.score, "decimal"), graph)


def _written(store: Store, graph: IRI, authority: str) -> Iterator[Quad]:
    """Give what was written of the links to an authority."""
    for quad in store.quads(None, hp("rule"), Literal(f"linking.{authority}"), graph):
        held = list(store.quads(quad.subject, None, None, graph))
        yield from held
        ends = {one.predicate: one.object for one in held}
        subject, value = ends.get(IRI(RDF + "subject")), ends.get(IRI(RDF + "object"))
        if isinstance(subject, IRI) and isinstance(value, IRI):
            yield Quad(subject, _MATCH, value, graph)
