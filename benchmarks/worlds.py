"""Made-up worlds of heritage cooperation: as large as wished, skewed as real ones are, the same every time.

A world of ten million triples has about 77,000 organisations, 230,000 activities and a million
involvements in 1,150 sources, each source a named graph with its provenance. The skew is that of real
tables of projects: some organisations are everywhere and most appear once or twice (Zipf), most activities
have a few members and some have dozens, organisations keep to their field and country four times in five,
and there are more activities every year.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import polars as pl
import pycountry
from numpy.typing import NDArray

from koinon.graph.addresses import DEFAULT_BASE
from koinon.graph.addresses import country as country_address
from koinon.graph.records import ActivityKind, OrganisationKind, Role
from koinon.ontology.load import concepts
from koinon.ontology.namespaces import (
    DCTERMS,
    HERITAGE_TYPE,
    HP,
    OA,
    ORG,
    ORGANISATION_KIND,
    RDF,
    ROLE,
    SKOS,
    XSD,
)

FIRST_YEAR: Final = 2000
YEARS: Final = 25
_SEED: Final = 1972
_WORDS: Final = (
    "Museum Archive Institute Foundation Academy University Library Centre Ministry Council Society Trust"
).split()
THINGS: Final = (
    "Ceramics Textiles Manuscripts Frescoes Mosaics Icons Carpets Music Epics Crafts Archaeology "
    "Architecture Gardens Ships Mills Bridges Fortresses Monasteries Photographs Maps"
).split()
_TOWNS: Final = (
    "Arden Belmar Corvo Dalsk Elvas Fergan Gorod Helike Ivrea Jalta Kotor Lidow Mirna Navon Ostia".split()
)
_ROLES: Final = {
    Role.PARTNER: 0.42,
    Role.PARTICIPANT: 0.25,
    Role.COOPERATING: 0.12,
    Role.FUNDER: 0.07,
    Role.HOST: 0.06,
    Role.BENEFICIARY: 0.05,
    Role.CONSULTATIVE: 0.03,
}
Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class World:
    """Who takes part in what: plain columns, the number of a thing being its place.

    ``activity`` and ``member`` are the ends of each involvement; members of an activity differ.
    """

    field: Numbers
    country: Numbers
    kind: Numbers
    year: Numbers
    activity_kind: Numbers
    topic: Numbers
    place: Numbers
    source: Numbers
    activity: Numbers
    member: Numbers
    role: Numbers

    @property
    def organisations(self) -> int:
        """Count the organisations."""
        return len(self.field)

    @property
    def activities(self) -> int:
        """Count the activities."""
        return len(self.year)

    @property
    def sources(self) -> int:
        """Count the sources."""
        return int(self.source.max()) + 1


def make_world(triples: int) -> World:
    """Make the world that has about so many triples."""
    share = triples / 10_000_000
    return _world(max(int(77_000 * share), 40), max(int(230_000 * share), 60), 0.315)


def make_sparse_world(organisations: int, activities: int) -> World:
    """Make a world in which most activities join two or three: three or four ties an organisation."""
    return _world(organisations, activities, 0.75)


def _world(organisations: int, activities: int, small: float) -> World:
    chance, share = np.random.default_rng(_SEED), activities / 230_000
    fields = max(int(organisations / 400), 4)
    field = np.sort(chance.integers(0, fields, organisations))
    year = np.floor(YEARS * chance.random(activities) ** 0.6).astype(np.int64)
    home = chance.integers(0, fields, activities)
    # A source is what one body publishes of a field in some years.
    order = np.lexsort((year, home))
    source = np.empty(activities, dtype=np.int64)
    source[order] = np.arange(activities) // 200
    activity, member = _members(chance, field, home, small)
    first = np.diff(activity, prepend=-1) != 0
    role = chance.choice(np.arange(1, len(_ROLES) + 1), len(activity), p=list(_ROLES.values()))
    return World(
        field=field,
        country=_skewed(chance, organisations, 120),
        kind=_skewed(chance, organisations, len(OrganisationKind)),
        year=year,
        activity_kind=_skewed(chance, activities, len(ActivityKind) - 1),
        topic=_skewed(chance, activities, len(concepts("heritage-types"))),
        place=_skewed(chance, activities, max(int(3000 * share**0.5), 20)),
        source=source,
        activity=activity,
        member=member,
        role=np.where(first, 0, role),
    )


def _skewed(chance: np.random.Generator, count: int, values: int, steepness: float = 0.9) -> Numbers:
    weight = np.arange(1, values + 1) ** -steepness
    return chance.choice(values, count, p=weight / weight.sum()).astype(np.int64)


def _members(
    chance: np.random.Generator, field: Numbers, home: Numbers, small: float
) -> tuple[Numbers, Numbers]:
    """Draw the members of each activity: mostly of its field, the busy ones more often.

    ``small`` is the chance that an activity has no member more.
    """
    several = 1 + chance.geometric(small, len(home))
    # Dozens meet where many do.
    dozens = np.floor(chance.pareto(2.1 if small < 0.5 else 4.0, len(home)))
    size = np.minimum(several + dozens, 60)
    activity = np.repeat(np.arange(len(home)), size.astype(np.int64))
    count = len(activity)
    inside = chance.random(count) < 0.8
    begin = np.searchsorted(field, np.arange(field.max() + 2))
    here = home[activity]
    reach = np.where(inside, begin[here + 1] - begin[here], len(field))
    # The inverse of a Zipf law's sum, near enough: rank r is drawn about as often as 1/r^0.75.
    rank = np.floor(reach * chance.random(count) ** 4).astype(np.int64)
    busy = np.argsort(np.random.default_rng(_SEED + 1).random(len(field)))
    member = np.where(inside, begin[here] + rank, busy[np.minimum(rank, len(field) - 1)])
    _, kept = np.unique(activity * (len(field) + 1) + member, return_index=True)
    kept.sort()
    return activity[kept], member[kept]


def quads(world: World) -> Iterator[pl.DataFrame]:
    """Yield what a store holds of a world: frames of ``triple`` and ``graph``, written as in N-Quads."""
    named = Written(world)
    yield from named.organisations()
    yield from named.activities()
    yield from named.involvements()
    yield from named.provenance()
    yield from named.shared()


def write_world(world: World, folder: Path) -> tuple[Path, Path]:
    """Write a world as N-Quads, and the union of its graphs as N-Triples."""
    folder.mkdir(parents=True, exist_ok=True)
    graphs, union = folder / "world.nq", folder / "world.nt"
    with graphs.open("wb") as by_graph, union.open("wb") as together:
        for frame in quads(world):
            triple = pl.col("triple")
            for line, stream in (
                (pl.format("{} {} .", triple, pl.col("graph")), by_graph),
                (pl.format("{} .", triple), together),
            ):
                frame.select(line).write_csv(
                    stream, include_header=False, quote_style="never", separator="\x01"
                )
    return graphs, union


class Written:
    """The things of a world with their addresses."""

    def __init__(self, world: World) -> None:
        self.world = world
        base = DEFAULT_BASE
        number = np.arange(world.organisations)
        word, thing = number % len(_WORDS), number // len(_WORDS) % len(THINGS)
        town = number % len(_TOWNS)
        names = pl.DataFrame(
            {"a": np.array(_WORDS)[word], "b": np.array(THINGS)[thing], "c": np.array(_TOWNS)[town]}
        )
        self.name = names.select(pl.format("{} of {}, {} {}", "a", "b", "c", pl.Series(number))).to_series()
        self.organisation = _iri(f"{base}organisation/", _slug(self.name), number)
        act = np.arange(world.activities)
        title = pl.DataFrame(
            {"b": np.array(THINGS)[act % len(THINGS)], "y": world.year + FIRST_YEAR, "n": act}
        )
        self.title = title.select(pl.format("Safeguarding {} together {} {}", "b", "y", "n")).to_series()
        self.activity = _iri(f"{base}activity/", _slug(self.title), act)
        self.source = pl.select(
            pl.format("{}source/table-{}", pl.lit(base), pl.Series(np.arange(world.sources)))
        ).to_series()
        self.graph = pl.select(
            pl.format("<{}graphs/source/table-{}>", pl.lit(base), pl.Series(np.arange(world.sources)))
        ).to_series()
        self.provenance_graph = f"<{base}graphs/provenance>"
        codes = sorted(one.alpha_3 for one in pycountry.countries)
        known = [pycountry.countries.get(alpha_3=code).alpha_2 for code in codes]
        self.country = pl.Series([f"<{country_address(code)}>" for code in known])
        self.codes = known
        self.topics = pl.Series([f"<{HERITAGE_TYPE}{one.notation}>" for one in concepts("heritage-types")])

    def organisations(self) -> Iterator[pl.DataFrame]:
        """Describe each organisation in every source that names it."""
        world = self.world
        pairs = np.unique(world.source[world.activity] * world.organisations + world.member)
        graph, who = self.graph[pairs // world.organisations], pairs % world.organisations
        subject = self.organisation[who]
        kinds = pl.Series([f"<{ORGANISATION_KIND}{kind.value}>" for kind in OrganisationKind])
        yield _triples(subject, RDF + "type", _constant(f"<{HP}Organisation>", len(who)), graph)
        yield _triples(subject, SKOS + "prefLabel", _text(self.name[who], "@en"), graph)
        yield _triples(subject, ORG + "classification", kinds[world.kind[who]], graph)
        yield _triples(subject, HP + "country", self.country[world.country[who]], graph)

    def activities(self) -> Iterator[pl.DataFrame]:
        """Say what each activity is, when, where and on what."""
        world, graph = self.world, self.graph[self.world.source]
        kinds = [kind for kind in ActivityKind if kind is not ActivityKind.OTHER]
        named = pl.Series([f"<{HP}{kind.value.capitalize()}>" for kind in kinds])
        yield _triples(self.activity, RDF + "type", _constant(f"<{HP}Activity>", world.activities), graph)
        yield _triples(self.activity, RDF + "type", named[world.activity_kind], graph)
        yield _triples(self.activity, SKOS + "prefLabel", _text(self.title, "@en"), graph)
        year = pl.Series((world.year + FIRST_YEAR).astype(str))
        yield _triples(self.activity, HP + "start", _text(year, f"^^<{XSD}gYear>"), graph)
        place = pl.select(
            pl.format("<{}place/town-{}>", pl.lit(DEFAULT_BASE), pl.Series(world.place))
        ).to_series()
        yield _triples(self.activity, HP + "takesPlaceAt", place, graph)
        yield _triples(self.activity, HP + "concerns", self.topics[world.topic], graph)

    def involvements(self) -> Iterator[pl.DataFrame]:
        """Say who takes part in which role, and which row says so."""
        world = self.world
        graph = self.graph[world.source[world.activity]]
        number = pl.Series(_mixed(np.arange(len(world.activity))))
        source = self.source[world.source[world.activity]].str.slice(len(DEFAULT_BASE + "source/"))
        subject = pl.select(
            pl.format("<{}involvement/{}/{}>", pl.lit(DEFAULT_BASE), source, number)
        ).to_series()
        roles = pl.Series([f"<{ROLE}{one.value}>" for one in (Role.ORGANISER, *_ROLES)])
        yield _triples(self.activity[world.activity], HP + "involvement", subject, graph)
        yield _triples(subject, RDF + "type", _constant(f"<{HP}Involvement>", len(subject)), graph)
        yield _triples(subject, HP + "agent", self.organisation[world.member], graph)
        yield _triples(subject, HP + "role", roles[world.role], graph)
        yield _triples(subject, HP + "evidence", self._row()[world.activity], graph)

    def provenance(self) -> Iterator[pl.DataFrame]:
        """Describe the sources and the rows of their tables."""
        world = self.world
        of_source = _constant(self.provenance_graph, world.sources)
        subject = pl.select(pl.format("<{}>", self.source)).to_series()
        snapshot = pl.select(pl.format("<{}/snapshot/1>", self.source)).to_series()
        yield _triples(subject, RDF + "type", _constant(f"<{HP}Source>", world.sources), of_source)
        yield _triples(subject, DCTERMS + "title", _text(self.source, ""), of_source)
        yield _triples(subject, HP + "sourceGraph", self.graph, of_source)
        yield _triples(subject, HP + "snapshot", snapshot, of_source)
        row, of_row = self._row(), _constant(self.provenance_graph, world.activities)
        selector = row.str.replace(">", "#row>", literal=True)
        number = pl.select(pl.format("row={}", pl.Series(np.arange(world.activities) % 200 + 1))).to_series()
        yield _triples(row, RDF + "type", _constant(f"<{HP}Passage>", world.activities), of_row)
        yield _triples(row, RDF + "type", _constant(f"<{OA}SpecificResource>", world.activities), of_row)
        yield _triples(row, OA + "hasSource", snapshot[world.source], of_row)
        yield _triples(row, HP + "inSource", subject[world.source], of_row)
        yield _triples(row, OA + "hasSelector", selector, of_row)
        yield _triples(selector, RDF + "type", _constant(f"<{OA}FragmentSelector>", world.activities), of_row)
        yield _triples(selector, RDF + "value", _text(number, ""), of_row)

    def shared(self) -> Iterator[pl.DataFrame]:
        """Describe countries, heritage types and places."""
        of_ontology = _constant(f"<{DEFAULT_BASE}graphs/ontology>", len(self.country))
        yield _triples(
            self.country, RDF + "type", _constant(f"<{HP}Country>", len(self.country)), of_ontology
        )
        yield _triples(self.country, SKOS + "notation", _text(pl.Series(self.codes), ""), of_ontology)
        types = _constant(f"<{HP}HeritageType>", len(self.topics))
        of_types = _constant(f"<{DEFAULT_BASE}graphs/ontology>", len(self.topics))
        yield _triples(self.topics, RDF + "type", types, of_types)
        pairs = [
            (f"<{HERITAGE_TYPE}{one.notation}>", f"<{HERITAGE_TYPE}{wider}>")
            for one in concepts("heritage-types")
            for wider in one.broader
        ]
        narrow, wide = pl.Series([one for one, _ in pairs]), pl.Series([other for _, other in pairs])
        of_pairs = _constant(f"<{DEFAULT_BASE}graphs/ontology>", len(pairs))
        yield _triples(narrow, SKOS + "broader", wide, of_pairs)
        towns = np.arange(int(self.world.place.max()) + 1)
        town = pl.select(pl.format("<{}place/town-{}>", pl.lit(DEFAULT_BASE), pl.Series(towns))).to_series()
        graph = self.graph[towns % self.world.sources]
        yield _triples(town, RDF + "type", _constant(f"<{HP}Place>", len(towns)), graph)
        name = pl.select(pl.format("Town {}", pl.Series(towns))).to_series()
        yield _triples(town, SKOS + "prefLabel", _text(name, "@en"), graph)
        yield _triples(town, HP + "country", self.country[towns % 120], graph)

    def _row(self) -> pl.Series:
        number = np.arange(self.world.activities)
        source = self.source[self.world.source]
        return pl.select(pl.format("<{}/row/{}>", source, pl.Series(number))).to_series()


def _triples(subject: pl.Series, predicate: str, value: pl.Series, graph: pl.Series) -> pl.DataFrame:
    return pl.DataFrame({"s": subject, "o": value, "graph": graph}).select(
        pl.format("{} <{}> {}", "s", pl.lit(predicate), "o").alias("triple"), "graph"
    )


def _constant(value: str, count: int) -> pl.Series:
    return pl.repeat(value, count, eager=True)


def _text(value: pl.Series, ending: str) -> pl.Series:
    return pl.select(pl.format('"{}"{}', value, pl.lit(ending))).to_series()


def _slug(name: pl.Series) -> pl.Series:
    return name.str.to_lowercase().str.replace_all(r"[^a-z0-9]+", "-")


def _iri(begin: str, slug: pl.Series, number: Numbers) -> pl.Series:
    return pl.select(pl.format("<{}{}-{}>", pl.lit(begin), slug, pl.Series(_mixed(number)))).to_series()


def _mixed(number: Numbers) -> Numbers:
    """Mix numbers as hashes would be, so that the order of addresses is not that of drawing."""
    return (number * 2_654_435_761 + 12_345) % 4_294_967_291
