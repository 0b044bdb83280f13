"""Ties by sparse products against a plain join of everything with everything."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from itertools import combinations
from typing import NamedTuple

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from koinon.graph.network import Filters, Network, Weight, build_index, project
from koinon.graph.network.selection import Rows
from koinon.graph.network.tables import Texts
from koinon.graph.network.ties import OTHER_SHARE, ROLE_SHARES, _by_pairs, _by_products, _memberships
from koinon.graph.records import Role
from koinon.graph.store.embedded import EmbeddedStore

MakeStore = Callable[[Mapping[str, str]], EmbeddedStore]
ORGANISATION = "http://example.org/organisation/"
COUNTRIES = {"AZ": "AZE", "FR": "FRA", "KZ": "KAZ"}
ROLES = ("organiser", "partner", "funder")
KINDS = ("Training", "Project")
TYPES = {"museums": "movable", "movable": "heritage", "intangible": "heritage", "heritage": None}


class Stated(NamedTuple):
    source: int
    activity: int
    organisation: int | None
    country: str | None
    role: str


class Described(NamedTuple):
    kind: str
    years: tuple[int, int] | None
    heritage: str | None
    project: int | None


class World(NamedTuple):
    stated: frozenset[Stated]
    activities: tuple[Described, ...]
    homes: tuple[str | None, ...]
    parents: tuple[int | None, ...]

    def outermost(self, organisation: int) -> int:
        parent = self.parents[organisation]
        return organisation if parent is None else self.outermost(parent)

    def projects(self, activity: int) -> set[int]:
        """Parts come after their wholes, so the first project upwards from the top is outermost."""
        chain = [activity]
        while (whole := self.activities[chain[-1]].project) is not None:
            chain.append(whole)
        return set([one for one in chain if self.activities[one].kind == "Project"][-1:])


@st.composite
def worlds(draw: st.DrawFn) -> World:
    organisations = draw(st.integers(2, 5))
    activities = []
    for number in range(draw(st.integers(1, 5))):
        begin = draw(st.none() | st.integers(2008, 2012))
        years = None if begin is None else (begin, begin + draw(st.integers(0, 2)))
        whole = draw(st.none() | st.integers(0, number - 1)) if number else None
        kind, heritage = draw(st.sampled_from(KINDS)), draw(st.none() | st.sampled_from(sorted(TYPES)))
        activities.append(Described(kind, years, heritage, whole))
    agents = st.tuples(st.integers(0, organisations - 1), st.none() | st.sampled_from(sorted(COUNTRIES)))
    delegations = st.tuples(st.none(), st.sampled_from(sorted(COUNTRIES)))
    stated = st.builds(
        lambda source, activity, end, role: Stated(source, activity, end[0], end[1], role),
        st.integers(0, 1),
        st.integers(0, len(activities) - 1),
        agents | delegations,
        st.sampled_from(ROLES),
    )
    homes = st.none() | st.sampled_from(sorted(COUNTRIES))
    return World(
        draw(st.frozensets(stated, max_size=14)),
        tuple(activities),
        tuple(draw(homes) for _ in range(organisations)),
        tuple(draw(st.none() | st.integers(0, one - 1)) if one else None for one in range(organisations)),
    )


@st.composite
def filters(draw: st.DrawFn) -> Filters:
    roles = st.lists(st.sampled_from(ROLES), max_size=2)
    begin, end = draw(st.none() | st.integers(2008, 2014)), draw(st.none() | st.integers(2008, 2014))
    if begin is not None and end is not None and begin > end:
        begin, end = end, begin
    given_values = {
        "unit": [draw(st.sampled_from(["organisation", "country", "heritage-type"]))],
        "via": [draw(st.sampled_from(["activity", "project"]))],
        "role": draw(roles),
        "with-role": draw(roles),
        "from": [str(begin or "")],
        "to": [str(end or "")],
        "country": draw(st.lists(st.sampled_from(sorted(COUNTRIES)), max_size=1)),
        "kind": draw(st.lists(st.sampled_from([kind.lower() for kind in KINDS]), max_size=1)),
        "heritage-type": draw(st.lists(st.sampled_from(sorted(TYPES)), max_size=1)),
        "source": draw(st.lists(st.sampled_from(["s0", "s1"]), max_size=1)),
        "rollup": [draw(st.sampled_from(["none", "parent"]))],
        "weight": [draw(st.sampled_from(["activities", "newman", "roles"]))],
        "min-weight": [draw(st.sampled_from(["", "0.5", "2"]))],
    }
    return Filters.parse(given_values)


def turtle_of(world: World) -> dict[str, str]:
    """Write a world as two sources, each describing the activities, and the schemes."""
    ontology = [f'country:{three} a hp:Country ; skos:notation "{two}" .' for two, three in COUNTRIES.items()]
    ontology += [f"heritage:{one} a hp:HeritageType ." for one in TYPES]
    ontology += [f"heritage:{one} skos:broader heritage:{wider} ." for one, wider in TYPES.items() if wider]
    activities = [line for number in range(len(world.activities)) for line in activity_lines(world, number)]
    sources = {"s0": activities + organisation_lines(world), "s1": list(activities)}
    for number, stated in enumerate(sorted(world.stated, key=repr)):
        sources[f"s{stated.source}"].extend(involvement_lines(number, stated))
    return {"ontology": "\n".join(ontology)} | {name: "\n".join(lines) for name, lines in sources.items()}


def activity_lines(world: World, number: int) -> Iterator[str]:
    activity, name = world.activities[number], f"<activity/{number}>"
    yield f"{name} a hp:{activity.kind}, hp:Activity ."
    if activity.years:
        begin, end = activity.years
        yield f'{name} hp:start "{begin}"^^xsd:gYear ; hp:end "{end}-02-03"^^xsd:date .'
    if activity.heritage:
        yield f"{name} hp:concerns heritage:{activity.heritage} ."
    if activity.project is not None:
        yield f"{name} hp:partOf <activity/{activity.project}> ."


def organisation_lines(world: World) -> list[str]:
    lines = [f"<organisation/{one}> a hp:Organisation ." for one in range(len(world.homes))]
    for one, home in enumerate(world.homes):
        lines += [f"<organisation/{one}> hp:country country:{COUNTRIES[home]} ."] if home else []
    for one, parent in enumerate(world.parents):
        lines += [] if parent is None else [f"<organisation/{one}> org:unitOf <organisation/{parent}> ."]
    return lines


def involvement_lines(number: int, stated: Stated) -> Iterator[str]:
    name = f"<involvement/{stated.source}/{number}>"
    yield f"<activity/{stated.activity}> hp:involvement {name} ."
    yield f"{name} hp:role role:{stated.role} ."
    if stated.organisation is not None:
        yield f"{name} hp:agent <organisation/{stated.organisation}> ."
    if stated.country:
        yield f"{name} hp:represents country:{COUNTRIES[stated.country]} ."


def broader_than(heritage: str | None) -> set[str]:
    found: set[str] = set()
    while heritage:
        found.add(heritage)
        heritage = TYPES[heritage]
    return found


def left(world: World, chosen: Filters, stated: Stated) -> bool:
    activity = world.activities[stated.activity]
    taking_part = [one for one in world.stated if one.activity == stated.activity]
    countries = {one.country for one in taking_part}
    countries |= {world.homes[one.organisation] for one in taking_part if one.organisation is not None}
    begin, end = activity.years or (None, None)
    return (
        (not chosen.kind or activity.kind.lower() in chosen.kind)
        and (not chosen.heritage_type or bool(broader_than(activity.heritage) & set(chosen.heritage_type)))
        and (not chosen.country or bool(countries & set(chosen.country)))
        and (not chosen.source or f"s{stated.source}" in chosen.source)
        and (chosen.from_year is None or (end is not None and end >= chosen.from_year))
        and (chosen.to_year is None or (begin is not None and begin <= chosen.to_year))
    )


def node_of(world: World, chosen: Filters, stated: Stated) -> str | None:
    if chosen.unit == "heritage-type":
        return world.activities[stated.activity].heritage
    organisation = stated.organisation
    if organisation is not None and chosen.rollup == "parent":
        organisation = world.outermost(organisation)
    if chosen.unit == "organisation":
        return None if organisation is None else str(organisation)
    home = None if organisation is None else world.homes[organisation]
    return stated.country or home


Naive = dict[tuple[str, str], tuple[float, int, int | None, int | None, int]]


def naive_ties(world: World, chosen: Filters) -> Naive:
    """Join everything with everything, as the definitions say and no faster."""
    groups: dict[int, list[tuple[str, Stated]]] = defaultdict(list)
    for stated in world.stated:
        if left(world, chosen, stated) and (node := node_of(world, chosen, stated)) is not None:
            via = {stated.activity} if chosen.via == "activity" else world.projects(stated.activity)
            for group in via:
                groups[group].append((node, stated))
    ties: dict[tuple[str, str], list[tuple[float, set[Stated]]]] = defaultdict(list)
    for members in groups.values():
        crowd = len({node for node, _ in members})
        for one, other in combinations(sorted({node for node, _ in members}), 2):
            pairs = [
                (a, b)
                for node_a, a in members
                for node_b, b in members
                if (node_a, node_b) == (one, other) and fits(chosen, a.role, b.role)
            ]
            if pairs:
                shares = [
                    max(share(r) for n, r in played(members) if n == node and may_be_an_end(chosen, r))
                    for node in (one, other)
                ]
                weight = {"activities": 1.0, "newman": 1 / (crowd - 1), "roles": shares[0] * shares[1]}
                ties[one, other].append(
                    (weight[chosen.weight], {stated for pair in pairs for stated in pair})
                )
    found = {pair: summed(world, shared) for pair, shared in ties.items()}
    return {pair: tie for pair, tie in found.items() if tie[0] >= chosen.min_weight}


def played(members: list[tuple[str, Stated]]) -> set[tuple[str, str]]:
    return {(node, stated.role) for node, stated in members}


def may_be_an_end(chosen: Filters, role: str) -> bool:
    return not chosen.role or not chosen.with_role or role in {*chosen.role, *chosen.with_role}


def fits(chosen: Filters, role: str, other: str) -> bool:
    def allowed(one: str, two: str) -> bool:
        return (not chosen.role or one in chosen.role) and (not chosen.with_role or two in chosen.with_role)

    return allowed(role, other) or allowed(other, role)


def share(role: str) -> float:
    return ROLE_SHARES.get(Role(role), OTHER_SHARE)


def summed(
    world: World, shared: list[tuple[float, set[Stated]]]
) -> tuple[float, int, int | None, int | None, int]:
    stated = {one for _, involvements in shared for one in involvements}
    years = [year for one in stated for year in world.activities[one.activity].years or ()]
    return (
        round(sum(weight for weight, _ in shared), 6),
        len(shared),
        min(years, default=None),
        max(years, default=None),
        len({one.source for one in stated}),
    )


def found_ties(network: Network) -> Naive:
    two_letters = {three: two for two, three in COUNTRIES.items()}

    def short(address: str) -> str:
        end = address.rsplit("/", 1)[-1]
        return two_letters.get(end, end)

    found: Naive = {}
    for edge in network.edges:
        one, other = sorted([short(edge.source), short(edge.target)])
        found[one, other] = (edge.weight, edge.activities, edge.first, edge.last, edge.sources)
    return found


@settings(max_examples=150, deadline=None)
@given(world=worlds(), chosen=filters())
def test_projection_equals_a_plain_join(make_store: MakeStore, world: World, chosen: Filters) -> None:
    network = project(build_index(make_store(turtle_of(world))), chosen, arrange=False)
    expected = naive_ties(world, chosen)
    assert found_ties(network) == expected
    assert network.total_edges == len(expected)
    assert network.total_nodes == len({node for pair in expected for node in pair})


@settings(max_examples=40, deadline=None)
@given(world=worlds(), chosen=filters())
def test_filters_commute(make_store: MakeStore, world: World, chosen: Filters) -> None:
    """A filter given with others leaves what both leave: ties never appear that one of them excludes."""
    index = build_index(make_store(turtle_of(world)))
    narrowed = chosen.as_dict()
    both = pairs_of(project(index, chosen, arrange=False))
    for name in ("role", "with-role", "from", "to", "country", "kind", "heritage-type", "source"):
        if name in narrowed and name not in {"role", "with-role"}:
            wider = {key: value for key, value in narrowed.items() if key not in {name, "min-weight"}}
            parsed = Filters.parse({key: _listed(value) for key, value in wider.items()})
            assert both <= pairs_of(project(index, parsed, arrange=False))


def _listed(value: object) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list) else [str(value)]


def pairs_of(network: Network) -> set[tuple[str, str]]:
    return set(found_ties(network))


@settings(max_examples=40, deadline=None)
@given(
    involved=st.sets(st.tuples(st.integers(0, 6), st.integers(0, 6), st.integers(0, 2)), max_size=40),
    role=st.sampled_from(["", "organiser", "partner"]),
    kind=st.sampled_from(list(Weight)),
)
def test_pairs_counted_one_by_one_are_those_of_the_products(
    involved: set[tuple[int, int, int]], role: str, kind: Weight
) -> None:
    ordered = sorted(involved)
    group, node, played = (np.array([one[at] for one in ordered], dtype=np.int32) for at in range(3))
    roles = Texts.of(["organiser", "partner", "funder"])
    either = np.array([not role or roles[one[2]] == role for one in ordered], dtype=np.bool_)
    every, years = np.ones(len(ordered), dtype=np.bool_), np.zeros(len(ordered), dtype=np.int16)
    origin = np.arange(len(ordered))
    rows = Rows(node, group, origin, played.astype(np.int16), group, years, years, either, every)
    members = _memberships(rows, roles)
    pairs, products = _by_pairs(members, kind), _by_products(members, kind)
    assert pairs.source.tolist() == products.source.tolist()
    assert pairs.target.tolist() == products.target.tolist()
    assert pairs.activities.tolist() == products.activities.tolist()
    assert np.allclose(pairs.weight, products.weight, atol=2e-6)
