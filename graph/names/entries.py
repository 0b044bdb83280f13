"""What is called something in a store: every name of every thing people look for."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import polars as pl

from koinon.ontology.namespaces import (
    COUNTRY,
    DCTERMS,
    FOAF,
    HERITAGE_TYPE,
    ORGANISATION_KIND,
    ROLE,
    SKOS,
)

from ..addresses import hp
from ..network.scan import Scan
from ..store.seam import Store

#: Kinds of things that are looked for, each with its class, or the namespace of its concepts.
CLASSES: Final[Mapping[str, str]] = {
    "organisation": "Organisation",
    "activity": "Activity",
    "place": "Place",
    "source": "Source",
}
NAMESPACES: Final[Mapping[str, str]] = {
    "country": COUNTRY,
    "heritage-type": HERITAGE_TYPE,
    "role": ROLE,
    "organisation-kind": ORGANISATION_KIND,
}
KINDS: Final = (*CLASSES, *NAMESPACES)
# Names by which a thing is shown come before others it has.
_SHOWN: Final = (SKOS + "prefLabel", DCTERMS + "title")
_OTHER: Final = (SKOS + "altLabel", SKOS + "hiddenLabel", FOAF + "name")


@dataclass(frozen=True, slots=True)
class NameEntry:
    """One name of one thing.

    ``label`` is the name it is shown by; ``country`` two letters of ISO 3166-1, or nothing.
    """

    thing: str
    name: str
    label: str
    kind: str
    country: str = ""


def entries_of(store: Store) -> Iterator[NameEntry]:
    """List the names in a store, thing by thing."""
    scan = Scan(store)
    names = _names(scan)
    kinds, countries = _kinds(scan, names), _countries(scan)
    for (thing,), rows in names.group_by("thing", maintain_order=True):
        kind = kinds.get(str(thing))
        if kind is None:
            continue
        texts = dict.fromkeys(rows["text"].to_list())
        label = next(iter(texts))
        for text in texts:
            yield NameEntry(str(thing), text, label, kind, countries.get(str(thing), ""))


def _names(scan: Scan) -> pl.DataFrame:
    """Give ``thing`` and ``text``, the name it is shown by first: in English, stated by most."""
    found = [scan.names(one).with_columns(rank=pl.lit(0)) for one in _SHOWN]
    found += [scan.names(one).with_columns(rank=pl.lit(1)) for one in _OTHER]
    named = pl.concat(found).filter(pl.col("text").str.len_chars() > 0)
    english = pl.col("language").is_in(["en", ""])
    return named.sort("thing", "rank", ~english, -pl.col("count"), "text").select("thing", "text")


def _kinds(scan: Scan, names: pl.DataFrame) -> dict[str, str]:
    kinds: dict[str, str] = {}
    for kind, class_name in CLASSES.items():
        kinds |= dict.fromkeys(scan.instances(class_name).to_list(), kind)
    for thing in names["thing"].unique().to_list():
        for kind, namespace in NAMESPACES.items():
            if thing.startswith(namespace):
                kinds[thing] = kind
    return kinds


def _countries(scan: Scan) -> dict[str, str]:
    codes = {
        thing: code
        for thing, code in scan.most_stated(SKOS + "notation").iter_rows()
        if thing.startswith(COUNTRY) and len(code) == 2
    }
    stated = scan.most_stated(hp("country")).iter_rows()
    return codes | {thing: codes[home] for thing, home in stated if home in codes}
