"""The page of a source: its text as it was read, with what was found in it marked, beside the facts."""

from collections.abc import Iterable

from babel import Locale, UnknownLocaleError

from koinon.graph.addresses import hp
from koinon.graph.terms import IRI, Literal
from koinon.ontology.namespaces import DCTERMS

from .dates import in_words
from .involvements import Involvement, involvements
from .looking import Look, View
from .quoting import Passage, Span, mark
from .sheets import sheet
from .stated import Mention, mentions, stated, what_is_said

#: What a list of sources says of each, where it is known.
LISTED = ("title", "publisher", "issued", "address", "language", "licence")
#: What is marked, in the order of the legend.
MARKS = ("organisation", "phrase", "activity", "date", "place", "heritage")


def source(look: Look, iri: IRI, text: str | None, row: int = 1) -> View:
    """Show a source: its description, its text, its facts; of a long table, the page that holds a row."""
    found = involvements(look, "involvements_of_source", source=iri)
    single = mentions(look, iri)
    facts = stated(look, found, single)
    table = sheet(text, row) if text is not None and _is_table(found, single) else None
    # A table has a place for every row; only a text must be searched for what stands in it.
    spans = _spans(look, text, found, single) if text is not None and table is None else []
    return {
        "described": _described(look, iri),
        "address": next((value.value for value in look.texts(iri, hp("address"))), None)
        or next((str(value) for value in look.values(iri, hp("address"))), None),
        "licences": look.values(iri, DCTERMS + "license"),
        "language": next((value.value for value in look.texts(iri, DCTERMS + "language")), None),
        "sheet": table,
        "text": mark(text, spans) if text is not None and table is None else None,
        "marks": [what for what in MARKS if any(span.what == what for span in spans)],
        "stated": facts,
        "groups": facts.groups if table is None else facts.where(table.shows),
    }


def _is_table(found: Iterable[Involvement], single: Iterable[Mention]) -> bool:
    """Say whether facts point to rows."""
    rows = (evidence.row for one in found for evidence in one.evidence)
    return any(rows) or any(mention.passage.row for mention in single)


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
        ("Language", [Literal(_language(tag.value)) for tag in look.texts(iri, DCTERMS + "language")]),
        ("File", look.texts(iri, hp("fileName"))),
    )
    return [(name, ", ".join(value.value for value in values)) for name, values in rows if values]


def _language(tag: str) -> str:
    """Name a language in English; what is none goes by its tag."""
    try:
        return Locale.parse(tag, sep="-").get_display_name("en") or tag
    except (UnknownLocaleError, ValueError):
        return tag


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
            told[mention.passage.iri] = what_is_said(look, mention)
    return [span for iri, what in told.items() if (span := _span(look.quote(iri), text, what))]


def _span(passage: Passage, text: str, what: str) -> Span | None:
    """Find a passage in the text; a row of a table stands where its words do, and is marked whole."""
    if passage.start is not None and passage.end is not None:
        return Span(passage.start, passage.end, what, passage.iri)
    start = text.find(passage.words) if passage.row and passage.words else -1
    return None if start < 0 else Span(start, start + len(passage.words), "evidence", passage.iri)


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
