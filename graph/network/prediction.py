"""Prediction: who might work together next. A guess, and labelled as one, with its record on the past."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from ..errors import NetworkError
from .adjacency import Adjacency, Floats, Matrix
from .filters import Filters
from .index import NetworkIndex
from .kit import SEED
from .selection import things_of
from .tables import NO_YEAR, NOTHING, Pairs
from .whole import Whole, whole

#: What every answer says of itself.
GUESS: Final = "A guess from who worked with whom before; no source states it."
SCORES: Final = ("adamic_adar", "resource_allocation", "shared_topics", "shared_places")
_MOST: Final = 200
_SAMPLE: Final = 5000
_DECIMALS: Final = 6


@dataclass(frozen=True, slots=True)
class Guess:
    """A pair without a tie, and why it might get one.

    ``adamic_adar``: Σ 1/ln k over common partners with k ties each (Adamic & Adar 2003, Social Networks 25,
    211); ``resource_allocation``: Σ 1/k (Zhou, Lü & Zhang 2009, Eur. Phys. J. B 71, 623); ``shared_topics``
    and ``shared_places``: cosine of how often either works on what and where.
    """

    id: str
    label: str
    common_partners: int
    adamic_adar: float
    resource_allocation: float
    shared_topics: float
    shared_places: float


@dataclass(frozen=True, slots=True)
class Uncovered:
    """A country or a heritage type that partners work in and the node does not."""

    id: str
    label: str
    partners: int


@dataclass(frozen=True, slots=True)
class Guesses:
    """Likely partners of a node, and where its partners are active without it."""

    generation: int
    filters: Filters
    of: str
    partners: tuple[Guess, ...]
    countries: tuple[Uncovered, ...]
    topics: tuple[Uncovered, ...]

    def as_dict(self) -> dict[str, Any]:
        """Give the guesses in the shape of the web interface."""
        return {
            "generation": self.generation,
            "filters": self.filters.as_dict(),
            "note": GUESS,
            "of": self.of,
            "partners": [_plain(one) for one in self.partners],
            "countries": [_plain(one) for one in self.countries],
            "topics": [_plain(one) for one in self.topics],
        }


@dataclass(frozen=True, slots=True)
class BackTest:
    """How well the guesses would have foretold the last years.

    ``auc`` is the chance that a pair tied for the first time after ``until`` scores higher than a pair that
    is not (½ where equal), by score; ``pairs`` counts the new ties looked at.
    """

    until: int
    pairs: int
    auc: dict[str, float]


def guess_partners(
    index: NetworkIndex, of: str, filters: Filters | None = None, languages: Sequence[str] = ()
) -> Guesses:
    """Guess who a node might work with, the likeliest by resource allocation first; ``limit`` keeps some.

    Raises:
        NetworkError: there is no such node.
    """
    filters = filters or Filters()
    things = things_of(index, filters.unit)
    number = things.find(of)
    if number == NOTHING:
        raise NetworkError(f"There is no {filters.unit.value} <{of}> in this graph.")
    held = whole(index, filters)
    place = int(np.searchsorted(held.nodes, number))
    if place == len(held.nodes) or held.nodes[place] != number:
        return Guesses(index.generation, filters, of, (), (), ())
    basis = _basis(index, filters, held)
    others = basis.candidates(place)
    scores = basis.scores(np.full(len(others), place), others)
    common = basis.common(np.full(len(others), place), others)
    order = np.lexsort((others, -scores["adamic_adar"], -scores["resource_allocation"]))
    guesses = tuple(
        Guess(
            things.addresses[int(held.nodes[others[one]])],
            things.label(int(held.nodes[others[one]]), languages),
            int(common[one]),
            *(float(scores[name][one]) for name in SCORES),
        )
        for one in order[: min(filters.limit or _MOST, _MOST)].tolist()
    )
    partners = np.flatnonzero(basis.tied[[place]].toarray()[0])
    countries = _uncovered(basis.countries, place, partners)
    topics = _uncovered(basis.topics, place, partners)
    return Guesses(
        index.generation,
        filters,
        of,
        guesses,
        tuple(Uncovered(index.codes[one], index.countries.label(one, languages), n) for one, n in countries),
        tuple(
            Uncovered(index.heritage_types.addresses[one], index.heritage_types.label(one, languages), n)
            for one, n in topics
        ),
    )


def back_test(index: NetworkIndex, hidden: int = 2, filters: Filters | None = None) -> BackTest:
    """Hide the last years, guess from the rest, and compare with what came.

    The pairs that came are compared with as many that did not, drawn with a fixed seed from the same nodes.

    Raises:
        NetworkError: nothing is dated, or too few years are left.
    """
    filters = replace(filters or Filters(), limit=None)
    years = index.involvements.end[index.involvements.end != NO_YEAR]
    if not len(years) or hidden < 1:
        raise NetworkError("A back-test hides at least one year of data that have years.")
    last = min(int(years.max()), filters.to_year or int(years.max()))
    until = last - hidden
    if filters.from_year is not None and until < filters.from_year:
        raise NetworkError(f"Hiding {hidden} years leaves nothing of the years from {filters.from_year}.")
    before = whole(index, replace(filters, to_year=until))
    after = whole(index, replace(filters, from_year=until + 1, to_year=last))
    basis = _basis(index, replace(filters, to_year=until), before)
    new, never = _pairs(basis, before, after)
    auc = {
        name: auc_of(came, others)
        for name, came, others in zip(
            SCORES, basis.scores(*new).values(), basis.scores(*never).values(), strict=True
        )
    }
    return BackTest(until, len(new[0]), auc)


def auc_of(higher: Floats, lower: Floats) -> float:
    """Give the chance that one of the first exceeds one of the second, ½ where equal."""
    if not len(higher) or not len(lower):
        return 0.5
    ordered = np.sort(lower)
    below = np.searchsorted(ordered, higher, side="left")
    upto = np.searchsorted(ordered, higher, side="right")
    return round(float((below + upto).sum() / (2 * len(higher) * len(lower))), 4)


@dataclass(frozen=True, slots=True, eq=False)
class _Basis:
    """What guesses are made of: ties, and the topics, places and countries of every node, counted."""

    tied: Matrix
    topics: Matrix
    places: Matrix
    countries: Matrix

    def candidates(self, place: int) -> NDArray[np.int64]:
        """Give the nodes that share a partner with a node and have no tie with it."""
        reached = np.asarray((self.tied[[place]] @ self.tied).toarray()[0] > 0)
        reached &= self.tied[[place]].toarray()[0] == 0
        reached[place] = False
        return np.flatnonzero(reached)

    def common(self, one: NDArray[np.int64], other: NDArray[np.int64]) -> Floats:
        """Count the partners that pairs share."""
        return _sums(self.tied[one].multiply(self.tied[other]))

    def scores(self, one: NDArray[np.int64], other: NDArray[np.int64]) -> dict[str, Floats]:
        """Score pairs."""
        ties = _sums(self.tied)
        logarithm = np.where(ties > 1, 1.0 / np.log(np.maximum(ties, 2)), 0.0)
        share = np.where(ties > 0, 1.0 / np.maximum(ties, 1), 0.0)
        shared = sparse.csr_array(self.tied[one].multiply(self.tied[other]))
        alike = (_cosine(self.topics, one, other), _cosine(self.places, one, other))
        found = (shared @ logarithm, shared @ share, *alike)
        return {name: np.round(values, _DECIMALS) for name, values in zip(SCORES, found, strict=True)}


def _basis(index: NetworkIndex, filters: Filters, held: Whole) -> _Basis:
    held_by = index.activities
    network: Adjacency = held.adjacency()
    return _Basis(
        network.matrix(weighted=False),
        _counts(index, held, held_by.heritage_types, len(index.heritage_types)),
        _counts(index, held, held_by.places, len(index.places.things)),
        _counts(index, held, held_by.countries, len(index.countries)),
    )


def _counts(index: NetworkIndex, held: Whole, pairs: Pairs, width: int) -> Matrix:
    """Count in how many rows each node meets each value of an activity."""
    rows = held.rows
    tied = np.isin(rows.node, held.nodes)
    node = np.searchsorted(held.nodes, rows.node[tied])
    positions, value = pairs.spread(index.involvements.activity[rows.origin[tied]])
    ones = np.ones(len(positions))
    return sparse.csr_array((ones, (node[positions], value)), shape=(len(held.nodes), max(width, 1)))


def _cosine(matrix: Matrix, one: NDArray[np.int64], other: NDArray[np.int64]) -> Floats:
    length = np.sqrt(_sums(matrix.multiply(matrix)))
    product = _sums(matrix[one].multiply(matrix[other]))
    found: Floats = np.zeros(len(one))
    np.divide(product, length[one] * length[other], out=found, where=product > 0)
    return found


def _sums(matrix: Any) -> Floats:
    return np.asarray(matrix.sum(axis=1), dtype=np.float64).ravel()


def _uncovered(counts: Matrix, place: int, partners: NDArray[np.int64]) -> list[tuple[int, int]]:
    """Find the values that most partners have and the node has not."""
    having = np.asarray((counts[partners] > 0).sum(axis=0)).ravel()
    having = np.where(counts[[place]].toarray()[0] > 0, 0, having)
    order = np.lexsort((np.arange(len(having)), -having))[:20]
    return [(int(one), int(having[one])) for one in order if having[one] > 0]


def _pairs(
    basis: _Basis, before: Whole, after: Whole
) -> tuple[tuple[NDArray[np.int64], NDArray[np.int64]], tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """Give pairs that were tied only afterwards, and as many that were never tied, among nodes of before."""
    known = np.isin(after.ties.source, before.nodes) & np.isin(after.ties.target, before.nodes)
    source = np.searchsorted(before.nodes, after.ties.source[known])
    target = np.searchsorted(before.nodes, after.ties.target[known])
    count = len(before.nodes)
    old = np.sort(before.adjacency().source * count + before.adjacency().target)
    new = np.setdiff1d(source * count + target, old)
    chance = np.random.default_rng(SEED)
    if len(new) > _SAMPLE:
        new = np.sort(chance.choice(new, _SAMPLE, replace=False))
    drawn = chance.integers(0, max(count, 1), (2, 4 * len(new) + 100))
    low, high = drawn.min(axis=0), drawn.max(axis=0)
    keys = np.unique((low * count + high)[low != high])
    free = np.setdiff1d(keys, np.concatenate([old, source * count + target]))
    never = chance.permutation(free)[: len(new)] if len(free) else free
    return (new // max(count, 1), new % max(count, 1)), (never // max(count, 1), never % max(count, 1))


def _plain(one: Guess | Uncovered) -> dict[str, Any]:
    return {name: getattr(one, name) for name in one.__dataclass_fields__}
