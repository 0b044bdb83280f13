"""The index of names: candidates by their pieces from tantivy, put in order by how alike they are."""

import json
import os
import shutil
import tempfile
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self
from zlib import crc32

import tantivy

from ..errors import StoreDamaged, StoreMissing
from .entries import NameEntry
from .forms import Forms, acronyms, forms, pieces
from .likeness import likeness

#: Raised by one whenever what is kept changes, so that an index of old is built anew.
LAYOUT: Final = 1
#: Names that are compared in full, of the many that share pieces.
_CANDIDATES: Final = 40
_MANIFEST: Final = "names.json"
_HEAP: Final = 32_000_000
_PIECES: Final = 48
_ABBREVIATIONS: Final = 20
#: Parts what is kept of a name: a control character that no name holds once it has been cleaned.
_PART: Final = "\x1f"


@dataclass(frozen=True, slots=True)
class Found:
    """A thing that was looked for: by which of its names it was found, and how alike, from 0 to 1."""

    thing: str
    label: str
    name: str
    kind: str
    country: str
    score: float


class NameIndex:
    """Finds things by name: in any order of words, any script it has a table for, with slips of the pen."""

    def __init__(self, index: tantivy.Index) -> None:
        # Nobody writes to an index that has been built: it need not be watched.
        index.config_reader(reload_policy="manual")
        index.reload()
        self._searcher = index.searcher()
        self._schema = index.schema

    @classmethod
    def of(cls, entries: Iterable[NameEntry], folder: Path | None = None) -> Self:
        """Build the index of names, in memory or in an empty folder."""
        schema = _schema()
        index = tantivy.Index(schema, path=str(folder) if folder else None)
        writer = index.writer(_HEAP, 1)
        for entry in entries:
            writer.add_document(_document(entry))
        writer.commit()
        writer.wait_merging_threads()
        return cls(index)

    def __len__(self) -> int:
        """Count the names."""
        return int(self._searcher.num_docs)

    def things(self) -> frozenset[str]:
        """Give the things that have a name here."""
        hits = self._searcher.search(tantivy.Query.all_query(), max(1, len(self)), count=False).hits
        return frozenset(_parts(self._searcher.doc(address))[0] for _, address in hits)

    def search(
        self,
        name: str,
        kinds: Collection[str] = (),
        limit: int = 10,
        countries: Collection[str] = (),
    ) -> list[Found]:
        """Find things by a name, the most alike first, each once.

        Args:
            name: what is looked for.
            kinds: kinds of things that count; none means all.
            limit: how many things at most.
            countries: countries of which they have to be; none means any.
        """
        asked = forms(name)
        if not asked.words:
            return []
        narrowed = self._narrowed(kinds, countries)
        hits = self._hits(self._alike(asked), narrowed, max(_CANDIDATES, 2 * limit))
        hits |= self._hits(self._abbreviated(name), narrowed, _ABBREVIATIONS)
        best: dict[str, Found] = {}
        for address in hits.values():
            found = _compared(name, asked, self._searcher.doc(address))
            if found.thing not in best or best[found.thing].score < found.score:
                best[found.thing] = found
        return sorted(best.values(), key=lambda one: (-one.score, len(one.label), one.thing))[:limit]

    def _hits(
        self, alike: list[tantivy.Query], narrowed: list[tantivy.Query], most: int
    ) -> dict[tuple[int, int], tantivy.DocAddress]:
        """Find names that share the most of what is rare."""
        if not alike:
            return {}
        asked = _any(alike)
        if narrowed:
            parts = [asked, *narrowed]
            asked = tantivy.Query.boolean_query([(tantivy.Occur.Must, part) for part in parts])
        found = self._searcher.search(asked, most, count=False).hits
        return {(address.segment_ord, address.doc): address for _, address in found}

    def _alike(self, asked: Forms) -> list[tantivy.Query]:
        return [self._term("pieces", piece) for piece in pieces(asked.sound)[:_PIECES]]

    def _abbreviated(self, name: str) -> list[tantivy.Query]:
        """Ask for what a name abbreviates or is abbreviated by, apart: initials are shared by too many."""
        return [self._term("short", one) for one in sorted(acronyms(name))]

    def _narrowed(self, kinds: Collection[str], countries: Collection[str]) -> list[tantivy.Query]:
        return [
            tantivy.Query.const_score_query(_any([self._term(field, value) for value in values]), 0.0)
            for field, values in (("kind", kinds), ("country", countries))
            if values
        ]

    def _term(self, field: str, value: str) -> tantivy.Query:
        return tantivy.Query.term_query(self._schema, field, value, "basic")


def _any(queries: list[tantivy.Query]) -> tantivy.Query:
    return tantivy.Query.boolean_query([(tantivy.Occur.Should, query) for query in queries])


def save_names(entries: Iterable[NameEntry], generation: int, folder: Path) -> None:
    """Keep an index in a folder, in place of what may be there; half an index is never seen."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        NameIndex.of(entries, beside)
        sums = {path.name: _sum(path) for path in sorted(beside.iterdir()) if _is_kept(path)}
        manifest = {"layout": LAYOUT, "generation": generation, "files": sums}
        with (beside / _MANIFEST).open("wb") as stream:
            stream.write(json.dumps(manifest, indent=1).encode())
            stream.flush()
            os.fsync(stream.fileno())
        shutil.rmtree(folder, ignore_errors=True)
        beside.rename(folder)
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def open_names(folder: Path, generation: int) -> NameIndex:
    """Open an index that was kept for a generation.

    Raises:
        StoreMissing: there is no index; build one.
        StoreDamaged: it is of another layout or generation, or not what was written; build it anew.
    """
    try:
        manifest = json.loads((folder / _MANIFEST).read_bytes())
    except FileNotFoundError:
        raise StoreMissing(f"There is no index of names in {folder}; build one.") from None
    except ValueError:
        raise StoreDamaged(
            f"The manifest of the index of names in {folder} is damaged; rebuild it."
        ) from None
    if manifest.get("layout") != LAYOUT or manifest.get("generation") != generation:
        raise StoreDamaged(f"The index of names in {folder} is of another version; rebuild it.")
    for name, expected in manifest["files"].items():
        path = folder / name
        if not path.is_file() or _sum(path) != expected:
            raise StoreDamaged(f"The file {name} of the index of names in {folder} is damaged; rebuild it.")
    return NameIndex(tantivy.Index.open(str(folder)))


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    for field in ("pieces", "short"):
        builder.add_text_field(field, tokenizer_name="whitespace", index_option="basic")
    for field in ("kind", "country"):
        builder.add_text_field(field, tokenizer_name="raw", index_option="basic")
    # One field is read in an eighth of the time that eight are.
    builder.add_bytes_field("held", stored=True, indexed=False, fast=False)
    return builder.build()


def _document(entry: NameEntry) -> tantivy.Document:
    known = forms(entry.name)
    held = (
        entry.thing,
        entry.label.replace(_PART, " "),
        entry.name.replace(_PART, " "),
        entry.kind,
        entry.country,
        known.words,
        known.key,
        known.sound,
    )
    return tantivy.Document(
        pieces=" ".join(pieces(known.sound)),
        short=" ".join(sorted(acronyms(entry.name))),
        kind=entry.kind,
        country=entry.country,
        held=_PART.join(held).encode(),
    )


def _compared(name: str, asked: Forms, document: tantivy.Document) -> Found:
    thing, label, known_name, kind, country, *kept = _parts(document)
    score = likeness(asked, Forms(*kept), name, known_name)
    return Found(thing, label, known_name, kind, country, score)


def _parts(document: tantivy.Document) -> list[str]:
    return bytes(document["held"][0]).decode().split(_PART)


def _is_kept(path: Path) -> bool:
    return path.is_file() and not path.name.startswith(".") and path.suffix != ".lock"


def _sum(path: Path) -> int:
    return crc32(path.read_bytes())
