"""Scan: a store read property by property, without joins, into columns."""

import io
import re
from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Final

import polars as pl

from koinon.ontology.namespaces import RDF, SKOS

from ..addresses import hp
from ..queries.load import query
from ..store.binding import bind
from ..store.seam import Bindings, Store
from ..terms import IRI

_TSV: Final = ("text/tab-separated-values",)
_TEXT: Final = r'(?s)^"(.*)"(?:@[A-Za-z0-9-]+|\^\^<[^>]*>)?$'
_LANGUAGE: Final = r'"@([A-Za-z0-9-]+)$'
_ESCAPE: Final = re.compile(r"\\(u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)", re.DOTALL)
_COLUMNS: Final = {
    "network_pairs": ("thing", "value"),
    "network_values": ("thing", "value", "graph"),
    "network_counted": ("thing", "value", "count"),
    "network_graphs": ("thing", "graph"),
}
_ESCAPED: Final = {"t": "\t", "n": "\n", "r": "\r", "b": "\b", "f": "\f"}


@dataclass(frozen=True, slots=True)
class Scan:
    """Reads whole properties of a store into columns.

    Rows travel as tab-separated values (SPARQL 1.1 Query Results CSV and TSV Formats, section 4): the
    engine writes them and polars reads them, both in native code, where a term of ours for each would take
    six times as long. Most of the time goes into the engine's dictionary of terms, so nothing is asked for
    that is not needed: graphs are counted where their number is all that matters. What several parts of
    an index need is kept.
    """

    store: Store
    _kept: dict[tuple[str, str], pl.DataFrame] = field(default_factory=dict)
    _ahead: dict[tuple[str, str], "Future[pl.DataFrame]"] = field(default_factory=dict)

    def read_ahead(self, threads: ThreadPoolExecutor, wanted: Iterable[tuple[str, str]]) -> None:
        """Begin to read what will be asked for: names of queries, each with the property it is about.

        The engine works outside of Python's lock, so that several of its scans run side by side.
        """
        for name, predicate in wanted:
            bindings = {"property": IRI(predicate)}
            self._ahead[name, predicate] = threads.submit(self._read, name, bindings, _COLUMNS[name])

    def instances(self, class_name: str) -> pl.Series:
        """Give the things of a class of our vocabulary."""
        key = (RDF + "type", class_name)
        if key not in self._kept:
            rows = self._read("network_instances", {"class": hp(class_name)}, ("thing",))
            self._kept[key] = _bare(rows, "thing").unique()
        return self._kept[key].to_series()

    def links(self, predicate: str) -> pl.DataFrame:
        """Give ``thing``, ``value`` and ``graph`` where the value is a thing: who says what."""
        rows = self._rows("network_values", predicate)
        return _bare(rows, "thing", "value", "graph")

    def links_of(self, things: Iterable[str], predicate: str) -> pl.DataFrame:
        """Give the links of some things."""
        found = [
            (quad.subject, quad.object, quad.graph)
            for thing in things
            for quad in self.store.quads(IRI(thing), IRI(predicate))
            if isinstance(quad.object, IRI)
        ]
        schema = dict.fromkeys(_COLUMNS["network_values"], pl.String)
        return pl.DataFrame(found, schema=schema, orient="row")

    def pairs(self, predicate: str) -> pl.DataFrame:
        """Give ``thing`` and ``value`` where the value is a thing, each pair once, whoever says so."""
        key = (predicate, "")
        if key not in self._kept:
            rows = self._rows("network_pairs", predicate)
            self._kept[key] = _bare(rows, "thing", "value").unique()
        return self._kept[key]

    def linked(self, predicate: str) -> pl.Series:
        """Give the things that are values of a property."""
        return _bare(self._counted(predicate), "value")["value"].unique()

    def graphs(self, predicate: str) -> pl.DataFrame:
        """Give ``thing`` and ``graph``, each pair once, where a graph gives a thing any value."""
        return _bare(self._rows("network_graphs", predicate), "thing", "graph")

    def texts(self, predicate: str) -> pl.DataFrame:
        """Give ``thing``, ``text``, ``language`` (lower case, or nothing) and ``graph`` of literal values."""
        rows = self._rows("network_values", predicate)
        literals = rows.filter(~pl.col("value").str.starts_with("<"))
        return _bare(literals, "thing", "graph").select("thing", *_literal(), "graph")

    def most_stated(self, *predicates: str) -> pl.DataFrame:
        """Give ``thing`` and one ``value``: that of most graphs, and the first in order among equals."""
        rows = pl.concat(self._counted(one) for one in predicates)
        counted = rows.group_by("thing", "value").agg(pl.col("count").sum())
        ranked = counted.sort("thing", -pl.col("count"), "value")
        value = pl.col("value")
        plain = (
            pl.when(value.str.starts_with("<")).then(value.str.slice(1).str.head(-1)).otherwise(text(value))
        )
        return ranked.unique("thing", keep="first", maintain_order=True).select("thing", plain.alias("value"))

    def names(self, predicate: str = SKOS + "prefLabel") -> pl.DataFrame:
        """Give ``thing``, ``language``, ``text`` and by how many graphs (``count``) it is called so."""
        rows = self._counted(predicate)
        named = rows.filter(~pl.col("value").str.starts_with("<")).select("thing", *_literal(), "count")
        return named.group_by("thing", "language", "text").agg(pl.col("count").sum())

    def _counted(self, predicate: str) -> pl.DataFrame:
        rows = _bare(self._rows("network_counted", predicate), "thing")
        return rows.with_columns(pl.col("count").str.extract(r"(\d+)").cast(pl.Int64))

    def _rows(self, name: str, predicate: str) -> pl.DataFrame:
        if (name, predicate) in self._ahead:
            return self._ahead[name, predicate].result()
        return self._read(name, {"property": IRI(predicate)}, _COLUMNS[name])

    def _read(self, name: str, bindings: Bindings, columns: tuple[str, ...]) -> pl.DataFrame:
        written = io.BytesIO()
        for chunk in self.store.answer(bind(query(name), bindings), _TSV).chunks:
            written.write(chunk)
        # Line breaks within values are escaped, so every one ends a row; the first ends the header.
        if not written.getvalue()[:4096].partition(b"\n")[2]:
            return pl.DataFrame(schema=dict.fromkeys(columns, pl.String))
        written.seek(0)
        return pl.read_csv(
            written, separator="\t", quote_char=None, new_columns=list(columns), infer_schema=False
        )


def _literal() -> tuple[pl.Expr, pl.Expr]:
    value = pl.col("value")
    language = value.str.extract(_LANGUAGE).fill_null("").str.to_lowercase()
    return text(value).alias("text"), language.alias("language")


def text(written: pl.Expr) -> pl.Expr:
    """Read literals of tab-separated values; numbers and truth values stand bare."""
    found = written.str.extract(_TEXT).fill_null(written)
    escaped = found.str.contains("\\", literal=True)
    return pl.when(escaped).then(found.map_batches(_unescape, return_dtype=pl.String)).otherwise(found)


def _unescape(column: pl.Series) -> pl.Series:
    return pl.Series(
        column.name,
        [one if one is None or "\\" not in one else _ESCAPE.sub(_unescaped, one) for one in column],
        dtype=pl.String,
    )


def _unescaped(match: re.Match[str]) -> str:
    code = match[1]
    return chr(int(code[1:], 16)) if code[0] in "uU" and len(code) > 1 else _ESCAPED.get(code, code)


def _bare(rows: pl.DataFrame, *columns: str) -> pl.DataFrame:
    """Keep rows whose columns are addresses, and take the angle brackets off."""
    return rows.filter(pl.col(one).str.starts_with("<") for one in columns).with_columns(
        pl.col(one).str.slice(1).str.head(-1) for one in columns
    )
