"""The page of a source: its text as it was read, with what was found in it marked, beside the facts."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from koinon.graph.addresses import hp
from koinon.graph.terms import IRI, Literal
from koinon.ontology.namespaces import DCTERMS, RDF, SKOS

from .dates import in_words
from .involvements import Involvement, by_activity, involvements
from .looking import Look
from .naming import Named
from .quoting import Passage, Span, mark
from .views import View

_BY_PREDICATE = {
    hp("start"): "date",
    hp("end"): "date",
    hp("takesPlaceAt"): "place",
    hp("within"): "place",
    hp("concerns"): "heritage",
}
_BY_CLASS = {hp("Activity"): "activity", hp("Organisation"): "organisation", hp("Place"): "place"}
_NAMES = frozenset({IRI(SKOS + "prefLabel"), IRI(SKOS + "altLabel")})
#: What a list of sources says of each, where it is known.
LISTED = ("title", "publisher", "issued", "address", "language", "licence")
#: What is marked, in the order of the legend.
MARKS = ("organisation", "phrase", "activity", "date", "place", "heritage")


@dataclass(frozen=True, slots=True)
class Mention:
    """A single fact that the source states, and the words that do."""

    thing: Named
    property: Named
    value: Named | Literal
    passage: Passage
    rule: str | None


def source(look: Look, iri: IRI, text: str | None) -> View:
    """Show a source: its description, its text, its facts."""
    found = involvements(look, "involvements_of_source", source=iri)
    mentions = sorted(_mentions(look, iri), key=lambda one: (one.thing.label, one.property.label))
    return {
        "described": _described(look, iri),
        "address": next((value.value for value in look.texts(iri, hp("address"))), None)
        or next((str(value) for value in look.values(iri, hp("address"))), None),
        "licences": look.values(iri, DCTERMS + "license"),
        "text": mark(text, _spans(look, text, found, mentions)) if text is not None else None,
        "marks": MARKS,
        "activities": by_activity(found),
        "mentions": _by_thing(mentions),
    }


def snapshot_of(look: Look, iri: IRI) -> str | None:
    """Give the SHA-256 of the text that a source was last read from."""
    for snapshot in look.values(iri, hp("snapshot")):
        for digest in look.texts(IRI(str(snapshot)), hp("sha256")):
            return digest.value
    return None


def _described(look: Look, iri: IRI) -> list[tuple[str, str]]:
    rows = (
        ("Publisher", look.texts(iri, DCTERMS + "publisher")),
        ("Issued", [Literal(in_words(date.value)) for date in look.texts(iri, DCTERMS + "issued")]),
        ("Retrieved", [Literal(in_words(date.value)) for date in look.texts(iri, hp("retrieved"))]),
        ("Language", look.texts(iri, DCTERMS + "language")),
        ("File", look.texts(iri, hp("fileName"))),
    )
    return [(name, ", ".join(value.value for value in values)) for name, values in rows if values]


def _mentions(look: Look, iri: IRI) -> Iterator[Mention]:
    for row in look.rows("mentions_in_source", source=iri):
        value, rule = row["value"], row.get("rule")
        yield Mention(
            look.name(IRI(str(row["thing"]))),
            look.name(IRI(str(row["predicate"]))),
            value if isinstance(value, Literal) else look.name(value),
            look.quote(IRI(str(row["passage"]))),
            rule.value if isinstance(rule, Literal) else None,
        )


def _spans(look: Look, text: str, found: Iterable[Involvement], mentions: Iterable[Mention]) -> list[Span]:
    """Mark each passage once, as the most telling of what it is used for."""
    told: dict[IRI, str] = {}
    for one in found:
        for evidence in one.evidence:
            told.setdefault(evidence.passage, "evidence")
        for name, what in (("phraseAt", "phrase"), ("mentionAt", "organisation")):
            for where in look.values(one.iri, hp(name)):
                told[IRI(str(where))] = what
    for mention in mentions:
        if told.get(mention.passage.iri, "evidence") == "evidence":
            told[mention.passage.iri] = _what(look, mention)
    return [span for iri, what in told.items() if (span := _span(look.quote(iri), text, what))]


def _span(passage: Passage, text: str, what: str) -> Span | None:
    """Find a passage in the text; a row of a table stands where its words do, and is marked whole."""
    if passage.start is not None and passage.end is not None:
        return Span(passage.start, passage.end, what, passage.iri)
    start = text.find(passage.words) if passage.row and passage.words else -1
    return None if start < 0 else Span(start, start + len(passage.words), "evidence", passage.iri)


def _what(look: Look, mention: Mention) -> str:
    predicate = mention.property.iri
    if predicate in _BY_PREDICATE:
        return _BY_PREDICATE[predicate]
    if predicate in _NAMES:
        classes = look.values(mention.thing.iri, RDF + "type")
        return next((what for kind, what in _BY_CLASS.items() if kind in classes), "evidence")
    return "evidence"


def _by_thing(mentions: Iterable[Mention]) -> list[tuple[Named, list[Mention]]]:
    groups: dict[IRI, list[Mention]] = {}
    for mention in mentions:
        groups.setdefault(mention.thing.iri, []).append(mention)
    return [(group[0].thing, group) for group in groups.values()]


def sources(look: Look) -> list[View]:
    """List the sources, the latest issued first; of values that differ, the first is shown."""
    found: dict[IRI, View] = {}
    for row in look.rows("sources"):
        iri = IRI(str(row["source"]))
        shown = dict.fromkeys(LISTED) | {
            name: str(getattr(value, "value", value)) for name, value in row.items()
        }
        found.setdefault(iri, {**shown, "name": look.name(iri), "when": in_words(shown["issued"] or "")})
    return list(found.values())
