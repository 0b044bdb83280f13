"""Mappings: what the columns of a portal's file say, written in TOML."""

import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from ..errors import DocumentError
from .bindings import COUNTER, Binding, Bindings, at, bindings
from .filters import Filter, filter_of

ACTIVITY_FIELDS: Final = ("title", "identifier", "alias", "kind", "start", "end", "heritage_types", "part_of")
PLACE_FIELDS: Final = ("name", "kind", "country", "latitude", "longitude")
INVOLVEMENT_FIELDS: Final = (
    "organisation",
    "identifier",
    "alias",
    "organisation_kind",
    "organisation_country",
    "country",
    "role",
    "order",
    "amount",
    "currency",
    "count",
)
_PARTS: Final = frozenset("title formats source activity place involvement join withheld slice".split())
SOURCE_FIELDS: Final = ("title", "publisher", "address", "licence", "language")


@dataclass(frozen=True, slots=True)
class Group:
    """Bindings of the fields of one thing; ``each`` tells how often it may stand in one record."""

    fields: Mapping[str, Bindings]
    each: int = 1

    def __getitem__(self, name: str) -> Bindings:
        return self.fields.get(name, ())


@dataclass(frozen=True, slots=True)
class Join:
    """A second file beside the first, whose columns are read as ``PREFIX.column`` where the keys agree."""

    file: str
    key: str
    on: str
    prefix: str


@dataclass(frozen=True, slots=True)
class TableMapping:
    """What a file of one layout says: its source, activities, places and involvements."""

    name: str
    title: str
    formats: tuple[str, ...]
    source: Mapping[str, str]
    language: Bindings
    activity: Group
    places: tuple[Group, ...]
    involvements: tuple[Group, ...]
    join: Join | None
    withheld: Filter | None
    slices: Mapping[str, Filter]

    def required(self) -> frozenset[str]:
        """Name the columns without which a file is not of this layout."""
        return frozenset(
            at(column, 1)
            for group in self._groups()
            for ways in group.fields.values()
            for binding in ways[:1]
            if not binding.optional and binding.column and not self._is_joined(binding.column)
            for column in (binding.column,)
        )

    def columns(self) -> tuple[str, ...]:
        """Name all columns that are read, with the counter where there may be several."""
        named = [column for binding in self._bindings() for column in binding.columns()]
        filters = [*self.slices.values(), *([self.withheld] if self.withheld else [])]
        named += [column for found in filters for column in found.columns()]
        return tuple(dict.fromkeys(named))

    def suits(self, columns: Collection[str], form: str) -> bool:
        """Tell whether a file with these columns is of this layout."""
        return form in self.formats and self.required() <= set(columns)

    def _is_joined(self, column: str) -> bool:
        return self.join is not None and column.startswith(f"{self.join.prefix}.")

    def _groups(self) -> Iterator[Group]:
        yield self.activity
        yield from self.places
        yield from self.involvements

    def _bindings(self) -> Iterator[Binding]:
        yield from (binding for group in self._groups() for ways in group.fields.values() for binding in ways)
        yield from self.language


def mapping_of(text: str, name: str) -> TableMapping:
    """Read a mapping from TOML.

    Raises:
        DocumentError: it is no TOML, or says what a mapping cannot say.
    """
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise DocumentError(f"The mapping {name} is not valid TOML: {error}.") from None
    _only(
        values,
        {"title", "formats", "source", "activity", "place", "involvement", "join", "withheld", "slice"},
        name,
    )
    source = {key: value for key, value in values.get("source", {}).items() if isinstance(value, str)}
    _only(values.get("source", {}), set(SOURCE_FIELDS), f"{name}, source")
    language = values.get("source", {}).get("language")
    if not values.get("activity", {}).get("title"):
        raise DocumentError(
            f"The mapping {name} must say under [activity] from which column the title is read."
        )
    return TableMapping(
        name,
        str(values.get("title", name)),
        tuple(values.get("formats", ["csv", "workbook", "json"])),
        source,
        bindings(language, f"{name}, language") if isinstance(language, dict | list) else (),
        _group(values["activity"], ACTIVITY_FIELDS, f"{name}, activity"),
        tuple(_group(item, PLACE_FIELDS, f"{name}, place") for item in values.get("place", [])),
        tuple(
            _group(item, INVOLVEMENT_FIELDS, f"{name}, involvement") for item in values.get("involvement", [])
        ),
        _join(values.get("join"), name),
        filter_of(values["withheld"], f"{name}, withheld") if "withheld" in values else None,
        {key: filter_of(item, f"{name}, slice.{key}") for key, item in values.get("slice", {}).items()},
    )


@cache
def shipped_mappings() -> tuple[TableMapping, ...]:
    """Read the mappings that ship with Koinon, in the order of their names."""
    folder = files(__package__) / "mappings"
    found = sorted(
        (item for item in folder.iterdir() if item.name.endswith(".toml")), key=lambda item: item.name
    )
    return tuple(mapping_of(item.read_text("utf-8"), item.name.removesuffix(".toml")) for item in found)


def read_mapping(path: Path) -> TableMapping:
    """Read a mapping from a file.

    Raises:
        DocumentError: the file cannot be read, or is no mapping.
    """
    try:
        return mapping_of(path.read_text("utf-8"), path.stem)
    except (OSError, UnicodeDecodeError):
        raise DocumentError(f"The mapping {path} cannot be read as text in UTF-8.") from None


def suiting(columns: Collection[str], form: str) -> TableMapping | None:
    """Choose the shipped mapping whose required columns are all there; of several, the one that asks most."""
    found = [mapping for mapping in shipped_mappings() if mapping.suits(columns, form)]
    return max(found, key=lambda mapping: len(mapping.required()), default=None)


def _group(values: Any, known: tuple[str, ...], where: str) -> Group:
    if not isinstance(values, dict):
        raise DocumentError(f"{where} must be a table of fields.")
    _only(values, {*known, "each"}, where)
    fields = {key: bindings(value, f"{where}.{key}") for key, value in values.items() if key != "each"}
    each = values.get("each", 1)
    first = [column for ways in fields.values() for column in ways[0].columns()]
    counted = any(COUNTER in column for column in first)
    if not isinstance(each, int) or each < 1 or (each > 1 and not counted):
        raise DocumentError(f"{where}: “each” is the most there may be, and needs {COUNTER} in a column.")
    return Group(fields, each)


def _join(values: Any, name: str) -> Join | None:
    if values is None:
        return None
    try:
        return Join(**values)
    except TypeError:
        raise DocumentError(f"{name}, join must have file, key, on and prefix.") from None


def _only(values: Any, known: Collection[str], where: str) -> None:
    unknown = sorted(set(values) - set(known)) if isinstance(values, dict) else []
    if unknown:
        raise DocumentError(
            f"{where} has “{unknown[0]}”, which means nothing; known are {', '.join(sorted(known))}."
        )
