"""The index built: one scan of each property that networks need."""

from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Final

import numpy as np
import polars as pl

from koinon.ontology.namespaces import DCTERMS, ORG, ORGANISATION_KIND, SKOS

from ..addresses import hp
from ..records import ActivityKind, PlaceKind
from ..store.seam import Store
from .hierarchy import by_owner, closure, outermost
from .index import Activities, Involvements, NetworkIndex, Organisations, Places
from .involvement_rows import Numbering, read_involvements
from .locations import locate
from .numbering import Numbered, texts
from .scan import Scan
from .tables import NOTHING, Ints, Pairs, Texts

Above = Mapping[str, set[str]]
#: Scans that run side by side.
_THREADS: Final = 2
#: What takes longest to read, in the order of need.
_AHEAD: Final = (
    ("network_counted", SKOS + "prefLabel"),
    ("network_pairs", hp("agent")),
    ("network_counted", hp("country")),
    ("network_counted", ORG + "classification"),
    ("network_pairs", hp("takesPlaceAt")),
    ("network_pairs", hp("involvement")),
    ("network_graphs", hp("involvement")),
    ("network_pairs", hp("role")),
    ("network_values", hp("start")),
    ("network_pairs", hp("concerns")),
)


def build_index(store: Store) -> NetworkIndex:
    """Read everything that networks are made of from a store.

    Only what a named graph states counts; an involvement's source is the one whose graph holds it.
    """
    scan = Scan(store)
    with ThreadPoolExecutor(_THREADS) as threads:
        scan.read_ahead(threads, _AHEAD)
        return _build(store, scan)


def _build(store: Store, scan: Scan) -> NetworkIndex:
    names = scan.names()
    countries = Numbered.of(_countries(scan), names)
    heritage = Numbered.of([scan.instances("HeritageType"), scan.pairs(hp("concerns"))["value"]], names)
    organised, organisations, organisation_kinds = _organisations(scan, names, countries)
    placed, places, place_kinds = _places(scan, names, countries)
    source_graphs = scan.pairs(hp("sourceGraph"))
    titles = scan.names(DCTERMS + "title")
    sources = Numbered.of([scan.instances("Source"), source_graphs["thing"]], titles)
    found = Numbered.of([scan.instances("Activity"), scan.graphs(hp("involvement"))["thing"]], names)
    graphs = sources.number(source_graphs, "thing").rename({"thing": "source", "value": "graph"})
    rows, roles = read_involvements(scan, Numbering(found, organised, countries, graphs.unique("graph")))
    kinds, kind_names = _kinds(scan, found)
    return NetworkIndex(
        generation=store.generation,
        involvements=rows,
        activities=Activities(
            things=found.things,
            kinds=kinds,
            projects=_projects(scan, found),
            **_places_held(scan, found, placed, places, _participants(rows, organisations)),
            **_topics(scan, found, heritage),
        ),
        organisations=organisations,
        places=places,
        countries=countries.things,
        codes=_codes(scan, countries),
        heritage_types=heritage.things,
        sources=sources.things,
        roles=roles,
        activity_kinds=kind_names,
        organisation_kinds=organisation_kinds,
        place_kinds=place_kinds,
    )


def _countries(scan: Scan) -> list[pl.Series]:
    return [scan.instances("Country"), scan.linked(hp("country")), scan.pairs(hp("represents"))["value"]]


def _codes(scan: Scan, countries: Numbered) -> Texts:
    stated = scan.most_stated(SKOS + "notation")
    found = countries.numbers.join(stated, on="thing", how="left", maintain_order="left")
    return texts(found["value"].fill_null(found["thing"].str.extract(r"([^/]*)$")))


def _notations(found: Numbered, values: pl.DataFrame, namespace: str) -> tuple[Ints, Texts]:
    """Make a column of notations, and the table of those that occur."""
    short = values.with_columns(pl.col("value").str.strip_prefix(namespace))
    occurring = short.join(found.numbers, on="thing", how="semi")["value"].unique().sort()
    numbers = occurring.alias("thing").to_frame().with_columns(number=pl.int_range(pl.len(), dtype=pl.Int32))
    return found.column(short, numbers), texts(occurring)


def _organisations(
    scan: Scan, names: pl.DataFrame, countries: Numbered
) -> tuple[Numbered, Organisations, Texts]:
    parents = scan.most_stated(ORG + "subOrganizationOf", ORG + "unitOf")
    stated = [scan.pairs(hp("agent"))["value"], scan.instances("Organisation")]
    found = Numbered.of([*stated, parents["thing"], parents["value"]], names)
    parent = found.column(parents, found.numbers)
    country = found.column(scan.most_stated(hp("country")), countries.numbers)
    kind, kinds = _notations(found, scan.most_stated(ORG + "classification"), ORGANISATION_KIND)
    chain, top = parent.tolist(), np.arange(len(found), dtype=np.int32)
    for unit in np.flatnonzero(parent != NOTHING).tolist():
        top[unit] = outermost(unit, chain)
    return found, Organisations(found.things, kind, country, parent, top), kinds


def _above(pairs: pl.DataFrame) -> Above:
    return by_owner(pairs.iter_rows())


def _frame(pairs: Iterable[tuple[str, str]]) -> pl.DataFrame:
    return pl.DataFrame(list(pairs), schema={"thing": pl.String, "value": pl.String}, orient="row")


def _places(scan: Scan, names: pl.DataFrame, countries: Numbered) -> tuple[Numbered, Places, Texts]:
    within, stated = scan.pairs(hp("within")), scan.most_stated(hp("country"))
    # What others lie within is a place too: its point may stand for theirs.
    found = Numbered.of([scan.pairs(hp("takesPlaceAt"))["value"], within["thing"], within["value"]], names)
    nations = set(countries.addresses)
    home = dict(stated.join(found.numbers, on="thing", how="semi").iter_rows())
    wider, stated_of = _above(within), dict(stated.iter_rows()) if len(within) else home
    for place in [*wider, *(one for one in found.addresses if one in nations)]:
        if place in home:
            continue
        around = closure(place, wider)
        candidates = (around & nations) | {stated_of[one] for one in around & stated_of.keys()}
        if candidates:
            home[place] = min(candidates)
    kinds = scan.most_stated(hp("placeKind")).filter(~pl.col("thing").is_in(list(nations)))
    own = _frame((place, PlaceKind.COUNTRY.value) for place in found.addresses if place in nations)
    kind, kind_names = _notations(found, pl.concat([kinds, own]), "")
    country = found.column(_frame(home.items()), countries.numbers)
    longitude, latitude, located = locate(scan, found, wider)
    return found, Places(found.things, kind, country, longitude, latitude, located), kind_names


def _participants(rows: Involvements, organisations: Organisations) -> tuple[Ints, Ints]:
    """Pair activities with the countries of whoever takes part."""
    native = np.full(len(rows), NOTHING, dtype=np.int32)
    known = rows.organisation != NOTHING
    native[known] = organisations.country[rows.organisation[known]]
    return np.concatenate([rows.activity, rows.activity]), np.concatenate([native, rows.country])


def _places_held(
    scan: Scan, found: Numbered, placed: Numbered, places: Places, participants: tuple[Ints, Ints]
) -> dict[str, Pairs]:
    held = found.pairs(scan.pairs(hp("takesPlaceAt")), placed)
    activity = np.concatenate([participants[0], held.owners])
    country = np.concatenate([participants[1], places.country[held.values]])
    return {"places": held, "countries": Pairs.of_columns(activity, country)}


def _topics(scan: Scan, found: Numbered, heritage: Numbered) -> dict[str, Pairs]:
    stated = found.pairs(scan.pairs(hp("concerns")), heritage)
    broader = _above(scan.pairs(SKOS + "broader"))
    wider = heritage.pairs(
        _frame((one, other) for one in heritage.addresses for other in closure(one, broader)), heritage
    )
    positions, broad = wider.spread(stated.values)
    closed = Pairs.of_columns(stated.owners[positions], broad)
    return {"heritage_types": stated, "heritage_closure": closed}


def _kinds(scan: Scan, found: Numbered) -> tuple[Pairs, Texts]:
    """Pair activities with their kinds; what has none of ours is of another kind."""
    owners: list[Ints] = []
    stated: list[str] = []
    plain = np.ones(len(found), dtype=np.bool_)
    for kind in sorted(set(ActivityKind) - {ActivityKind.OTHER}):
        typed = scan.instances(kind.value.capitalize()).to_frame().join(found.numbers, on="thing")
        if len(typed):
            owners.append(typed["number"].to_numpy())
            stated.append(kind.value)
            plain[owners[-1]] = False
    if plain.any():
        owners.append(np.flatnonzero(plain).astype(np.int32))
        stated.append(ActivityKind.OTHER.value)
    names = sorted(stated)
    kinds = [np.full(len(one), names.index(kind), np.int32) for one, kind in zip(owners, stated, strict=True)]
    nothing = np.zeros(0, dtype=np.int32)
    return Pairs.of_columns(np.concatenate([nothing, *owners]), np.concatenate([nothing, *kinds])), Texts.of(
        names
    )


def _projects(scan: Scan, found: Numbered) -> Pairs:
    """Pair activities with the outermost projects they are part of, themselves where they are projects."""
    wholes, projects = _above(scan.pairs(hp("partOf"))), set(scan.instances("Project"))
    alone = scan.instances("Project").to_frame().filter(~pl.col("thing").is_in(list(wholes)))
    pairs: list[tuple[str, str]] = []
    for activity in wholes:
        around = closure(activity, wholes) & projects
        inner = {one for one in around if (closure(one, wholes) - {one}) & projects}
        pairs += [(activity, one) for one in around - inner or around]
    every = pl.concat([_frame(pairs), alone.select("thing", value="thing")])
    return found.pairs(every, found)
