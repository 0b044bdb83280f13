"""Authorities: lists of things that others keep, read from their files into an index of names each."""

import gzip
import hashlib
import json
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

import pyoxigraph as ox

from koinon.ontology.namespaces import SKOS

from ..errors import DocumentError, StoreMissing
from ..names import NameEntry, NameIndex, open_names, save_names

_ABOUT: Final = "about.json"
_WIKIDATA: Final = "http://www.wikidata.org/entity/"
_GEONAMES: Final = "https://sws.geonames.org/"
# Columns of GeoNames' own files, which have no head (readme.txt beside them).
_ID, _NAME, _ALTERNATES, _CLASS, _COUNTRY = 0, 1, 3, 6, 8
_PREFERRED: Final = ox.NamedNode(SKOS + "prefLabel")
_NAMED: Final = (_PREFERRED, ox.NamedNode(SKOS + "altLabel"), ox.NamedNode(SKOS + "hiddenLabel"))


@dataclass(frozen=True, slots=True)
class Authority:
    """A list that was added: its name, the kind of its things, its licence, and the file it is from."""

    name: str
    kind: str
    licence: str
    file: str
    sha256: str
    things: int
    names: int


@dataclass(frozen=True, slots=True)
class Format:
    """How an authority's file is read. ``kind`` is what its things are to us."""

    kind: str
    licence: str
    read: Callable[[Path], Iterator[NameEntry]]


def read_ror(path: Path) -> Iterator[NameEntry]:
    """Read organisations of ROR (schema v2): a JSON array, or one record a line, plain or gzip.

    Raises:
        DocumentError: the file is none of these.
    """
    for record in _records(path):
        try:
            if record["status"] == "withdrawn":
                continue
            names = record["names"]
            shown = [one["value"] for one in names if "ror_display" in one["types"]]
            places = record.get("locations") or [{}]
            country = places[0].get("geonames_details", {}).get("country_code") or ""
            for one in names:
                yield NameEntry(record["id"], one["value"], shown[0], "organisation", country)
        except (KeyError, IndexError, TypeError, AttributeError):
            raise DocumentError(f"{path} holds a record that is not of ROR's schema version 2.") from None


def read_geonames(path: Path) -> Iterator[NameEntry]:
    """Read populated places and regions of a GeoNames file (tab-separated, such as cities15000.txt).

    Raises:
        DocumentError: the file is not one.
    """
    for number, line in enumerate(_lines(path), 1):
        cells = line.rstrip("\n").split("\t")
        if len(cells) <= _COUNTRY or not cells[_ID].isdecimal():
            raise DocumentError(f"Line {number} of {path} is not of GeoNames' tab-separated form.")
        if cells[_CLASS] not in {"P", "A"}:
            continue
        thing, country = f"{_GEONAMES}{cells[_ID]}/", cells[_COUNTRY]
        for name in dict.fromkeys([cells[_NAME], *filter(None, cells[_ALTERNATES].split(","))]):
            yield NameEntry(thing, name, cells[_NAME], "place", country)


def read_skos(path: Path) -> Iterator[NameEntry]:
    """Read the concepts of a SKOS thesaurus in RDF.

    Raises:
        DocumentError: the file is not RDF, or holds no concept with a name.
    """
    named: dict[str, list[tuple[int, str]]] = {}
    try:
        for quad in ox.parse(path=str(path)):
            if quad.predicate in _NAMED and isinstance(quad.object, ox.Literal):
                rank = 2 * _NAMED.index(quad.predicate) + (quad.object.language != "en")
                named.setdefault(str(quad.subject.value), []).append((rank, quad.object.value))
    except (SyntaxError, ValueError, OSError) as error:
        raise DocumentError(f"{path} is not RDF that can be read: {error}.") from None
    if not named:
        raise DocumentError(f"{path} names no concept of SKOS.")
    for thing, names in named.items():
        ordered = list(dict.fromkeys(name for _, name in sorted(names)))
        for name in ordered:
            yield NameEntry(thing, name, ordered[0], "heritage-type")


def read_wikidata(path: Path) -> Iterator[NameEntry]:
    """Read organisations of Wikidata that have an ISIL, from a table of a query's results.

    Its columns are ``item``, ``itemLabel`` and ``isil``, tab-separated; others are passed over. An ISIL (ISO
    15511) begins with the country of who gave it, two letters, unless an agency for several gave it.

    Raises:
        DocumentError: the file is not such a table.
    """
    lines = iter(_lines(path))
    head = [cell.lstrip("?") for cell in next(lines, "").rstrip("\n").split("\t")]
    if not {"item", "itemLabel", "isil"} <= set(head):
        raise DocumentError(f"{path} has no columns item, itemLabel and isil, parted by tabs.")
    item, label, isil = (head.index(name) for name in ("item", "itemLabel", "isil"))
    for number, line in enumerate(lines, 2):
        cells = line.rstrip("\n").split("\t")
        if len(cells) <= max(item, label, isil) or not cells[item].startswith(_WIKIDATA):
            raise DocumentError(f"Line {number} of {path} names no item of Wikidata.")
        # What has no label goes by its number, which is no name.
        if cells[label] and cells[label] != cells[item].removeprefix(_WIKIDATA):
            prefix = cells[isil].partition("-")[0]
            country = prefix if len(prefix) == 2 and prefix.isupper() else ""
            yield NameEntry(cells[item], cells[label], cells[label], "organisation", country)


FORMATS: Final[Mapping[str, Format]] = MappingProxyType(
    {
        "wikidata": Format("organisation", "CC0-1.0", read_wikidata),
        "ror": Format("organisation", "CC0-1.0", read_ror),
        "geonames": Format("place", "CC-BY-4.0", read_geonames),
        "unesco-thesaurus": Format("heritage-type", "CC-BY-SA-3.0-IGO", read_skos),
    }
)


class Authorities:
    """The authorities that were added to a store, in a folder beside it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / "authorities"

    def add(self, name: str, path: Path) -> Authority:
        """Read an authority's file into an index of its names, in place of what was read before.

        Raises:
            DocumentError: there is no such authority or file, or the file cannot be understood.
        """
        if name not in FORMATS:
            raise DocumentError(f"There is no authority “{name}”; possible are {', '.join(FORMATS)}.")
        if not path.is_file():
            raise DocumentError(f"There is no file {path}.")
        form, things, count = FORMATS[name], set[str](), 0

        def counted() -> Iterator[NameEntry]:
            nonlocal count
            for entry in form.read(path):
                things.add(entry.thing)
                count += 1
                yield entry

        save_names(counted(), 1, self._folder / name)
        with path.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
        added = Authority(name, form.kind, form.licence, path.name, digest, len(things), count)
        (self._folder / name / _ABOUT).write_text(json.dumps(asdict(added), indent=1), "utf-8")
        return added

    def added(self) -> list[Authority]:
        """List the authorities that were added, by name."""
        found = sorted(self._folder.glob(f"*/{_ABOUT}"))
        return [Authority(**json.loads(path.read_text("utf-8"))) for path in found]

    def open(self, name: str) -> NameIndex:
        """Open the index of an authority's names.

        Raises:
            StoreMissing: it was not added.
            StoreDamaged: its files are not what was written; add it again.
        """
        return open_names(self._folder / name, 1)

    def remove(self, name: str) -> None:
        """Forget an authority; links to it stay.

        Raises:
            StoreMissing: it was not added.
        """
        if not (self._folder / name / _ABOUT).is_file():
            raise StoreMissing(f"The authority “{name}” was not added.")
        shutil.rmtree(self._folder / name)


def _records(path: Path) -> Iterable[dict[str, Any]]:
    lines = iter(_lines(path))
    first = next(lines, "").lstrip()
    try:
        if first.startswith("["):
            records: list[dict[str, Any]] = json.loads("".join([first, *lines]))
            return records
        return map(json.loads, filter(str.strip, [first, *lines]))
    except ValueError:
        raise DocumentError(f"{path} is not JSON.") from None


def _lines(path: Path) -> Iterator[str]:
    try:
        packed = path.suffix == ".gz"
        with gzip.open(path, "rt", encoding="utf-8") if packed else path.open(encoding="utf-8") as lines:
            yield from lines
    except (UnicodeDecodeError, gzip.BadGzipFile, EOFError):
        raise DocumentError(f"{path} is not text in UTF-8, plain or gzip.") from None
