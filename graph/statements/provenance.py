"""Where statements come from: the source, its snapshot, the passages, and who read it."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from typing import Final
from urllib.parse import quote, urlsplit

from koinon.ontology.namespaces import DCTERMS, OA, PROV, RDF

from ..addresses import hp
from ..records import Account, Passage, Row, Source
from ..terms import IRI, Term, Triple, n3, text, typed
from .facts import TYPE, Grounds, date_literal
from .scope import Scope

#: How many code points before and after a quote are kept with it (Web Annotation, section 4.2.4).
CONTEXT: Final = 32
#: Rows of a table by number: the words as they stand in the text, and the cells by column.
Rows = Mapping[int, tuple[str, Mapping[str, str]]]
_ROW_SELECTORS: Final = IRI("http://tools.ietf.org/rfc/rfc7111")


def source_description(account: Account, scope: Scope) -> Iterator[Triple]:
    """Describe a source and the snapshot of its text."""
    source, this = account.source, scope.source
    yield Triple(this, TYPE, hp("Source"))
    yield Triple(this, IRI(DCTERMS + "title"), scope.words(source.title))
    yield Triple(this, hp("fileName"), text(source.name))
    yield from (Triple(this, predicate, value) for predicate, value in _known(source))
    yield Triple(this, hp("sourceGraph"), scope.addresses.source_graph(scope.source_id))
    yield Triple(this, hp("snapshot"), scope.snapshot)
    yield Triple(scope.snapshot, TYPE, hp("Snapshot"))
    yield Triple(scope.snapshot, hp("sha256"), text(scope.sha256))
    yield Triple(scope.snapshot, hp("mediaType"), text(source.media_type))
    yield Triple(scope.snapshot, hp("length"), typed(len(account.text), "integer"))
    yield Triple(scope.snapshot, hp("inSource"), this)


def passages(
    account: Account, scope: Scope, wheres: Iterable[Passage | Row], rows: Rows | None = None
) -> Iterator[Triple]:
    """Describe passages, each once, by their place in the snapshot and by the words they quote.

    ``rows`` are those of the table, where they have been read already.
    """
    for where in dict.fromkeys(wheres):
        node = scope.addresses.passage(scope.source_id, where)
        yield Triple(node, TYPE, hp("Passage"))
        yield Triple(node, TYPE, IRI(OA + "SpecificResource"))
        yield Triple(node, IRI(OA + "hasSource"), scope.snapshot)
        yield Triple(node, hp("inSource"), scope.source)
        if isinstance(where, Passage):
            yield from _text_selectors(node, where, account.text)
        else:
            rows = table_rows(account.text) if rows is None else rows
            yield from _row_selectors(node, where, rows)


def statement_nodes(known: Iterable[Grounds], scope: Scope) -> Iterator[Triple]:
    """Tie single facts to the words they were read from and the rule that read them."""
    for triple, where, rule in known:
        subject, predicate, value = triple
        node = scope.addresses.statement(scope.source_id, subject, predicate, n3(value))
        yield Triple(node, TYPE, IRI(RDF + "Statement"))
        yield Triple(node, IRI(RDF + "subject"), subject)
        yield Triple(node, IRI(RDF + "predicate"), predicate)
        yield Triple(node, IRI(RDF + "object"), value)
        yield Triple(node, hp("evidence"), scope.addresses.passage(scope.source_id, where))
        yield Triple(node, hp("rule"), text(rule))
        yield Triple(node, hp("inSource"), scope.source)


def run(scope: Scope, graph: IRI, version: str) -> Iterator[Triple]:
    """Describe the reading of a snapshot by a version of the software, without its time."""
    node = scope.addresses.run(scope.source_id, scope.sha256, version)
    yield Triple(node, TYPE, hp("IngestRun"))
    yield Triple(node, TYPE, IRI(PROV + "Activity"))
    yield Triple(node, IRI(PROV + "used"), scope.snapshot)
    yield Triple(node, IRI(PROV + "generated"), graph)
    yield Triple(node, hp("softwareVersion"), text(version))
    yield Triple(node, hp("inSource"), scope.source)


def _known(source: Source) -> Iterator[tuple[IRI, Term]]:
    if source.language:
        yield IRI(DCTERMS + "language"), text(source.language)
    if source.address:
        yield hp("address"), _web_address(source.address)
    if source.publisher:
        yield IRI(DCTERMS + "publisher"), text(source.publisher)
    if source.licence:
        yield IRI(DCTERMS + "license"), _web_address(source.licence)
    if source.file_sha256:
        yield hp("fileSha256"), text(source.file_sha256)
    if source.mapping:
        yield hp("mapping"), text(source.mapping)
    if source.slice:
        yield hp("slice"), text(source.slice)
    if source.issued:
        yield IRI(DCTERMS + "issued"), date_literal(source.issued)
    if source.retrieved:
        yield hp("retrieved"), date_literal(source.retrieved)


def _web_address(address: str) -> Term:
    """Name a page by its address, with what IRIs may not hold escaped; other names stay words."""
    if urlsplit(address).scheme not in {"http", "https"}:
        return text(address)
    return IRI("".join(quote(sign) if sign in ' <>"{}|^`\\' or sign < "!" else sign for sign in address))


def _text_selectors(node: IRI, where: Passage, words: str) -> Iterator[Triple]:
    position = IRI(f"{node}#position")
    yield Triple(node, IRI(OA + "hasSelector"), position)
    yield Triple(position, TYPE, IRI(OA + "TextPositionSelector"))
    yield Triple(position, IRI(OA + "start"), typed(where.start, "integer"))
    yield Triple(position, IRI(OA + "end"), typed(where.end, "integer"))
    before = words[max(0, where.start - CONTEXT) : where.start]
    yield from _quote(node, where.words(words), before, words[where.end : where.end + CONTEXT])


def _row_selectors(node: IRI, where: Row, rows: Rows) -> Iterator[Triple]:
    selector = IRI(f"{node}#row")
    yield Triple(node, IRI(OA + "hasSelector"), selector)
    yield Triple(selector, TYPE, IRI(OA + "FragmentSelector"))
    yield Triple(selector, IRI(DCTERMS + "conformsTo"), _ROW_SELECTORS)
    yield Triple(selector, IRI(RDF + "value"), text(f"row={where.number}"))
    line, cells = rows[where.number]
    page = cells.get("source", "").strip()
    if page:  # a table gathered from pages says in this column which of them states the row
        yield Triple(node, IRI(DCTERMS + "source"), _web_address(page))
    yield from _quote(node, cells[where.column] if where.column else line)


def _quote(node: IRI, words: str, before: str = "", after: str = "") -> Iterator[Triple]:
    quoted = IRI(f"{node}#quote")
    yield Triple(node, IRI(OA + "hasSelector"), quoted)
    yield Triple(quoted, TYPE, IRI(OA + "TextQuoteSelector"))
    yield Triple(quoted, IRI(OA + "exact"), text(words))
    if before:
        yield Triple(quoted, IRI(OA + "prefix"), text(before))
    if after:
        yield Triple(quoted, IRI(OA + "suffix"), text(after))


def table_rows(table: str) -> dict[int, tuple[str, dict[str, str]]]:
    """Give the rows of a table by their numbers: the words as they stand, and the cells by column."""
    return dict(enumerate(_rows(table), start=1))


def _rows(table: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the rows after the header: the words as they stand in the text, and the cells by column."""
    lines = io.StringIO(table, newline="").readlines()
    reader = csv.reader(iter(lines))
    header = next(reader, [])
    begin = reader.line_num
    for cells in reader:
        if cells:
            words = "".join(lines[begin : reader.line_num]).rstrip("\r\n")
            yield words, dict(zip(header, cells, strict=False))
        begin = reader.line_num
