"""The index built: one scan of each property that networks need."""

from collections import Counter
from collections.abc import Iterable, Mapping

import numpy as np

from koinon.ontology.namespaces import DCTERMS, ORG, ORGANISATION_KIND, SKOS

from ..addresses import hp
from ..records import ActivityKind, PlaceKind
from ..store.seam import Store
from .hierarchy import by_owner, closure, outermost
from .index import Activities, Involvements, NetworkIndex, Organisations, Places
from .involvement_rows import Numbering, read_involvements
from .scan import Scan, things
from .tables import NOTHING, Ints, Pairs, Texts, Things

Names = Mapping[str, Counter[tuple[str, str]]]
Numbers = Mapping[str, int]


def build_index(store: Store) -> NetworkIndex:
    """Read everything that networks are made of from a store.

    Only what a named graph states counts; an involvement's source is the one whose graph holds it.
    """
    scan = Scan(store)
    names = scan.names()
    countries = things(_countries(scan), names)
    heritage = things(scan.instances("HeritageType") | _values(scan.pairs(hp("concerns"))), names)
    organisations, organisation_kinds = _organisations(scan, names, countries)
    places, place_kinds = _places(scan, names, countries)
    source_of_graph = {graph: source for source, graph, _ in scan.links(hp("sourceGraph"))}
    sources = things(scan.instances("Source") | set(source_of_graph.values()), scan.names(DCTERMS + "title"))
    found = things(_activities(scan), names)
    numbers = Numbering(
        _numbers(found),
        _numbers(organisations.things),
        _numbers(countries),
        _numbers(sources),
        source_of_graph,
    )
    rows, roles = read_involvements(scan, numbers)
    kinds = _kinds(scan, found)
    kind_names = sorted({kind for _, kind in kinds})
    codes = scan.most_stated(SKOS + "notation")
    return NetworkIndex(
        generation=store.generation,
        involvements=rows,
        activities=Activities(
            things=found,
            kinds=Pairs.of((one, kind_names.index(kind)) for one, kind in kinds),
            projects=_projects(scan, found),
            **_places_held(scan, found, places, _participants(rows, organisations)),
            **_topics(scan, found, heritage),
        ),
        organisations=organisations,
        places=places,
        countries=countries,
        codes=Texts.of(codes.get(one, one.rsplit("/", 1)[-1]) for one in countries.addresses),
        heritage_types=heritage,
        sources=sources,
        roles=roles,
        activity_kinds=Texts.of(kind_names),
        organisation_kinds=organisation_kinds,
        place_kinds=place_kinds,
    )


def _values(pairs: Iterable[tuple[str, str]]) -> set[str]:
    return {value for _, value in pairs}


def _numbers(found: Things) -> Numbers:
    return {address: number for number, address in enumerate(found.addresses)}


def _column(found: Things, values: Mapping[str, str], numbers: Numbers) -> Ints:
    """Make a column of one value a thing, ``NOTHING`` where it has none."""
    return np.array([numbers.get(values.get(one, ""), NOTHING) for one in found.addresses], dtype=np.int32)


def _notations(found: Things, values: Mapping[str, str], namespace: str) -> tuple[Ints, Texts]:
    short = {thing: value.removeprefix(namespace) for thing, value in values.items()}
    ordered = sorted({short[one] for one in found.addresses if one in short})
    return _column(found, short, {name: number for number, name in enumerate(ordered)}), Texts.of(ordered)


def _countries(scan: Scan) -> frozenset[str]:
    return scan.instances("Country") | _values(scan.pairs(hp("country")) | scan.pairs(hp("represents")))


def _activities(scan: Scan) -> frozenset[str]:
    return scan.instances("Activity") | {one for one, _ in scan.pairs(hp("involvement"))}


def _organisations(scan: Scan, names: Names, countries: Things) -> tuple[Organisations, Texts]:
    parents = scan.most_stated(ORG + "subOrganizationOf", ORG + "unitOf")
    addresses = _values(scan.pairs(hp("agent"))) | scan.instances("Organisation")
    found = things(addresses | set(parents) | set(parents.values()), names)
    parent = _column(found, parents, _numbers(found))
    country = _column(found, scan.most_stated(hp("country")), _numbers(countries))
    kind, kinds = _notations(found, scan.most_stated(ORG + "classification"), ORGANISATION_KIND)
    chain = parent.tolist()
    top = np.array([outermost(one, chain) for one in range(len(found))], dtype=np.int32)
    return Organisations(found, kind, country, parent, top), kinds


def _places(scan: Scan, names: Names, countries: Things) -> tuple[Places, Texts]:
    within = scan.pairs(hp("within"))
    found = things(_values(scan.pairs(hp("takesPlaceAt"))) | {place for place, _ in within}, names)
    nations, stated, wider = _numbers(countries), scan.most_stated(hp("country")), by_owner(within)
    home: dict[str, str] = {}
    for place in found.addresses:
        around = closure(place, wider)
        candidates = (around & nations.keys()) | {stated[one] for one in around & stated.keys()}
        if place in stated or candidates:
            home[place] = stated.get(place) or min(candidates)
    kinds = scan.most_stated(hp("placeKind"))
    kinds |= {place: PlaceKind.COUNTRY.value for place in found.addresses if place in nations}
    kind, kind_names = _notations(found, kinds, "")
    return Places(found, kind, _column(found, home, nations)), kind_names


def _participants(rows: Involvements, organisations: Organisations) -> set[tuple[int, int]]:
    """Pair activities with the countries of whoever takes part."""
    native = np.full(len(rows), NOTHING, dtype=np.int32)
    known = rows.organisation != NOTHING
    native[known] = organisations.country[rows.organisation[known]]
    activity = rows.activity.tolist()
    return set(zip(activity, native.tolist(), strict=True)) | set(
        zip(activity, rows.country.tolist(), strict=True)
    )


def _places_held(
    scan: Scan, found: Things, places: Places, participants: set[tuple[int, int]]
) -> dict[str, Pairs]:
    held = _numbered(scan.pairs(hp("takesPlaceAt")), _numbers(found), _numbers(places.things))
    home = places.country.tolist()
    return {
        "places": Pairs.of(held),
        "countries": Pairs.of(participants | {(activity, home[place]) for activity, place in held}),
    }


def _topics(scan: Scan, found: Things, heritage: Things) -> dict[str, Pairs]:
    numbers = _numbers(heritage)
    stated = _numbered(scan.pairs(hp("concerns")), _numbers(found), numbers)
    broader = by_owner(scan.pairs(SKOS + "broader"))
    wider = {
        number: {numbers[one] for one in closure(address, broader) if one in numbers}
        for address, number in numbers.items()
    }
    return {
        "heritage_types": Pairs.of(stated),
        "heritage_closure": Pairs.of((activity, one) for activity, topic in stated for one in wider[topic]),
    }


def _numbered(pairs: Iterable[tuple[str, str]], owners: Numbers, values: Numbers) -> set[tuple[int, int]]:
    return {(owners[one], values[other]) for one, other in pairs if one in owners and other in values}


def _kinds(scan: Scan, found: Things) -> set[tuple[int, str]]:
    numbers = _numbers(found)
    kinds = {
        (numbers[thing], kind.value)
        for kind in ActivityKind
        if kind is not ActivityKind.OTHER
        for thing in scan.instances(kind.value.capitalize())
        if thing in numbers
    }
    plain = set(numbers.values()) - {number for number, _ in kinds}
    return kinds | {(number, ActivityKind.OTHER.value) for number in plain}


def _projects(scan: Scan, found: Things) -> Pairs:
    """Pair activities with the outermost projects they are part of, themselves where they are projects."""
    wholes, projects, numbers = by_owner(scan.pairs(hp("partOf"))), scan.instances("Project"), _numbers(found)
    pairs: set[tuple[int, int]] = set()
    for activity, number in numbers.items():
        around = closure(activity, wholes) & projects
        inner = {one for one in around if (closure(one, wholes) - {one}) & projects}
        pairs |= {(number, numbers[one]) for one in (around - inner or around) if one in numbers}
    return Pairs.of(pairs)
