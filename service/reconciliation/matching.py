"""Candidates for a name: found by the index, weighed with what else is known, sure or not."""

from collections.abc import Iterable, Iterator
from typing import Any, Final

from koinon.graph.linking.names import name_key
from koinon.graph.names import Found
from koinon.graph.terms import IRI, Literal, typed

from .entities import Entities
from .kinds import PROPERTY_BY_ID, type_json
from .requests import MOST_CANDIDATES, Query, Wanted

#: A candidate is taken for sure from this score on, if the next one is so much behind.
SURE: Final = 97.0
LEAD: Final = 5.0
#: How much of the score a value can cost that is not as it should be.
_EVIDENCE: Final = 0.25
# Names to look at where only some may have the wanted values.
_WIDER: Final = 3


def candidates(entities: Entities, query: Query) -> list[dict[str, Any]]:
    """Find candidates for a query, the best first, as the API writes them (section 4.3).

    ``score`` goes from 0 to 100: how alike the names are, less up to a quarter where values that were
    asked for are others. ``match`` is true for one candidate at most: its name is the same but for case,
    accents and order, nothing contradicts it, and no other comes near.
    """
    weighed = [(one, *_weighed(entities, one, query.wanted)) for one in _found(entities, query)]
    needed = [place for place, one in enumerate(query.wanted) if one.required]
    weighed = [one for one in weighed if all(one[2][place][1] for place in needed)]
    weighed.sort(key=lambda one: (-one[1], one[0].thing))
    sure = _sure([score for _, score, _ in weighed]) and all(value for _, value in weighed[0][2])
    return [
        _written(entities, one, score, features, match=sure and place == 0)
        for place, (one, score, features) in enumerate(weighed[: query.limit])
    ]


Features = list[tuple[str, bool]]


def _found(entities: Entities, query: Query) -> list[Found]:
    """Find things by their identifiers, by names, or, where neither is given, by their values."""
    if query.ids:
        return list(_by_ids(entities, query))
    if not query.name.strip():
        return list(_by_values(entities, query))
    limit = query.limit * _WIDER if query.wanted else query.limit
    best: dict[str, Found] = {}
    for name in query.names or (query.name,):
        for one in entities.generation.names.search(name, query.types, limit):
            if one.thing not in best or best[one.thing].score < one.score:
                best[one.thing] = one
    return list(best.values())


def _by_ids(entities: Entities, query: Query) -> Iterator[Found]:
    for id in query.ids[:MOST_CANDIDATES]:
        thing = entities.iri(id)
        kind = entities.kind(thing)
        if kind and (not query.types or kind in query.types) and entities.is_known(thing):
            name = entities.name(thing)
            yield Found(thing, name, name, kind, "", 1.0)


def _weighed(entities: Entities, found: Found, wanted: Iterable[Wanted]) -> tuple[float, Features]:
    features = [(one.property, _has(entities, IRI(found.thing), one)) for one in wanted]
    share = sum(fits for _, fits in features) / len(features) if features else 1.0
    return 100 * found.score * (1 - _EVIDENCE * (1 - share)), features


def _has(entities: Entities, thing: IRI, wanted: Wanted) -> bool:
    """Tell whether a thing has the values: by identifier, name, code, or begin of a date."""
    if wanted.property not in PROPERTY_BY_ID:
        return False
    values = entities.values(thing, PROPERTY_BY_ID[wanted.property].predicate)
    hits = [any(_is(entities, value, asked) for value in values) for asked in wanted.values]
    if wanted.quantifier == "all":
        return all(hits)
    return any(hits) != (wanted.quantifier == "none")


def _is(entities: Entities, value: IRI | Literal, asked: str) -> bool:
    if isinstance(value, Literal):
        same = bool(name_key(asked)) and name_key(asked) == name_key(value.value)
        return same or (len(asked) >= 4 and value.value.startswith(asked))
    if value == entities.iri(asked):
        return True
    names = entities.generation.names.search(asked, limit=3) if asked.strip() else []
    if any(one.thing == value and one.score >= 0.9 for one in names):
        return True
    codes = entities.look.texts(value, PROPERTY_BY_ID["code"].predicate)
    return any(code.value.casefold() == asked.strip().casefold() for code in codes)


def _by_values(entities: Entities, query: Query) -> Iterable[Found]:
    """Find things that have a value, where no name is asked for."""
    first = query.wanted[0] if query.wanted else None
    if first is None or first.property not in PROPERTY_BY_ID:
        return
    seen: set[str] = set()
    predicate = PROPERTY_BY_ID[first.property].predicate
    for asked in first.values:
        for value in (entities.iri(asked), Literal(asked), typed(asked, "gYear"), typed(asked, "date")):
            for quad in entities.look.store.quads(None, predicate, value):
                kind = entities.kind(quad.subject)
                if quad.subject in seen or not kind or (query.types and kind not in query.types):
                    continue
                seen.add(quad.subject)
                name = entities.name(quad.subject)
                yield Found(quad.subject, name, name, kind, "", 1.0)
                if len(seen) >= query.limit:
                    return


def _sure(scores: list[float]) -> bool:
    return bool(scores) and scores[0] >= SURE and (len(scores) == 1 or scores[0] - scores[1] >= LEAD)


def _written(
    entities: Entities, found: Found, score: float, features: Features, *, match: bool
) -> dict[str, Any]:
    return {
        "id": entities.id(found.thing),
        "name": entities.name(found.thing),
        "description": entities.describe(IRI(found.thing)),
        "score": round(score, 2),
        "match": match,
        "type": [type_json(found.kind)],
        "features": [
            {"id": "name", "value": round(100 * found.score, 2)},
            *({"id": name, "value": fits} for name, fits in features),
        ],
    }
