"""Queries nobody should send, made up by the thousand, the same for the same seed.

Most are refused by their text or fail at once; about one in twenty would run for ever or take all memory.
"""

import random
from collections.abc import Callable, Iterator
from typing import Final

from koinon.ontology.namespaces import XSD

_TRIPLE: Final = "?s ?p ?o"
_CALLS: Final = ("SERVICE", "service silent", "true SERVICE")
Make = Callable[[random.Random], str]


def hostile_queries(seed: int = 1) -> Iterator[tuple[str, str]]:
    """Yield queries without end, each with the name of its kind."""
    chance = random.Random(seed)
    names = [*HEAVY, *TANGLED, *BROKEN]
    weights = [*(5 / len(HEAVY) for _ in HEAVY), *(60 / len(TANGLED) for _ in TANGLED)]
    weights += [35 / len(BROKEN) for _ in BROKEN]
    makers = {**HEAVY, **TANGLED, **BROKEN}
    while True:
        name = chance.choices(names, weights)[0]
        yield name, makers[name](chance)


def _cross(chance: random.Random, least: int = 3) -> str:
    return " . ".join(f"?s{n} ?p{n} ?o{n}" for n in range(chance.randint(least, 6)))


def _size(chance: random.Random) -> int:
    """Give a size, of any order of magnitude up to 20,000."""
    return int(10 ** chance.uniform(0.5, 4.3))


def _around(opening: str, closing: str, inside: str, most: int = 20_000) -> Make:
    def make(chance: random.Random) -> str:
        size = min(_size(chance), most)
        return inside.replace("@", opening * size + "1" + closing * size)

    return make


def _chain(piece: str, joint: str, inside: str) -> Make:
    return lambda chance: inside.replace("@", joint.join([piece] * _size(chance)))


#: Those that would not end, or grow without end.
HEAVY: Final[dict[str, Make]] = {
    "count": lambda r: f"SELECT (COUNT(*) AS ?n) {{ {_cross(r)} FILTER(STR(?o0) > STR(?o1)) }}",
    "sort": lambda r: f"SELECT * {{ {_cross(r)} }} ORDER BY ?o0 ?o1",
    "distinct": lambda r: f"SELECT DISTINCT ?s0 ?s1 ?s2 {{ {_cross(r)} }}",
    "group": lambda r: f"SELECT ?s0 ?s1 (COUNT(*) AS ?n) {{ {_cross(r)} }} GROUP BY ?s0 ?s1",
    "concatenate": lambda r: f"SELECT (GROUP_CONCAT(STR(?o1)) AS ?x) {{ {_cross(r)} }}",
    "regex": lambda r: (
        f"SELECT (COUNT(*) AS ?n) {{ {_cross(r)} "
        f'FILTER(REGEX(CONCAT(STR(?o0), STR(?o1)), "{"(a*b*)*" * r.randint(1, 9)}z$", "i")) }}'
    ),
    "star paths": lambda r: (
        "SELECT (COUNT(*) AS ?n) { "
        + " . ".join(f"?a{n} (!<x:y>|^!<x:y>)* ?b{n}" for n in range(r.randint(2, 4)))
        + " }"
    ),
    "values": lambda r: (
        "SELECT (COUNT(*) AS ?n) { "
        + " ".join(f"VALUES ?v{n} {{ {' '.join(map(str, range(200)))} }}" for n in range(r.randint(4, 8)))
        + " }"
    ),
    "doubling": lambda r: (
        "SELECT (STRLEN(?x50) AS ?n) { BIND('0123456789' AS ?x0) "
        + " ".join(f"BIND(CONCAT(?x{n}, ?x{n}) AS ?x{n + 1})" for n in range(50))
        + " }"
    ),
    "everything": lambda _: "CONSTRUCT { ?a ?b ?f . ?d ?e ?c } { ?a ?b ?c . ?d ?e ?f }",
}
#: Those that strain the parser or the optimiser.
TANGLED: Final[dict[str, Make]] = {
    "round brackets": _around("(", ")", "SELECT * { ?s ?p ?o FILTER(@) }"),
    "groups": _around("{", "}", "SELECT * @"),
    "subselects": _around("{ SELECT * ", "}", "SELECT * @", 5_000),
    "exists": _around("FILTER EXISTS { ?s ?p ?o ", "}", "SELECT * { ?s ?p ?o @ }", 3_000),
    "blank nodes": _around("[ ?p ", "]", "SELECT * { ?s ?p @ }"),
    "lists": _around("(", ")", "SELECT * { ?s ?p @ }"),
    "not": _around("!", "", "SELECT * { ?s ?p ?o FILTER(@) }"),
    "if": _around("IF(true,", ",2)", "SELECT * { ?s ?p ?o FILTER(@) }", 8_000),
    "plus": _chain("1", "+", "SELECT * { ?s ?p ?o FILTER(@ > 0) }"),
    "and": _chain("?s = ?s", " && ", "SELECT * { ?s ?p ?o FILTER(@) } LIMIT 1"),
    "union": _chain("{ ?s ?p ?o }", " UNION ", "SELECT * { @ } LIMIT 1"),
    "optional": _chain("OPTIONAL { ?s ?p ?o }", " ", "SELECT * { ?s ?p ?o @ } LIMIT 1"),
    "minus": _chain("MINUS { ?s ?p ?o }", " ", "SELECT * { ?s ?p ?o @ } LIMIT 1"),
    "steps": _chain("<http://e/p>", "/", "SELECT * { ?s @ ?o }"),
    "choices": _chain("<http://e/p>", "|", "SELECT * { ?s @ ?o } LIMIT 1"),
    "in": _chain("1", ",", "SELECT * { ?s ?p ?o FILTER(?o IN (@)) } LIMIT 1"),
    "patterns": lambda r: (
        "SELECT * { " + " ".join(f"?s ?p{n} ?o{n} ." for n in range(_size(r))) + " } LIMIT 1"
    ),
    "nested paths": lambda r: (
        "SELECT * { ?s " + "(" * (n := r.randint(2, 120)) + "<http://e/p>" + ")*" * n + " ?o }"
    ),
    "long text": lambda r: f"SELECT ('{'x' * (_size(r) * 4)}' AS ?x) {{}}",
}
#: Those that are no query, or ask for what is refused.
BROKEN: Final[dict[str, Make]] = {
    "noise": lambda r: "".join(
        chr(r.choice((r.randint(1, 127), r.randint(1, 0xD7FF)))) for _ in range(r.randint(1, 300))
    ),
    "cut off": lambda r: (text := f"SELECT ?s {{ {_cross(r)} FILTER(?o0 > 'a') }} LIMIT 5")[
        : r.randint(1, len(text))
    ],
    "letters changed": lambda r: "".join(
        letter if r.random() > 0.04 else r.choice("{}()<>\"'\\?$;.,#@^|/*+!&= \n\t")
        for letter in f'SELECT ?s {{ {_TRIPLE} FILTER(REGEX(?o, "a.b")) }} LIMIT 5'
    ),
    "service": lambda r: f"SELECT * {{ {r.choice(_CALLS)} <http://127.0.0.1:1/> {{ {_TRIPLE} }} }}",
    "hidden": lambda _: "SELECT * { \\u0053ERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
    "update": lambda r: r.choice(("DROP ALL", "LOAD <http://127.0.0.1:1/>", "INSERT DATA { <x:a> <x:b> 1 }")),
    "numbers": lambda r: (
        f"SELECT ({'9' * r.randint(1, 4_000)} * "
        f"{'9' * r.randint(1, 400)}.5e{r.randint(0, 999_999)} AS ?x) {{}}"
    ),
    "dates": lambda r: (
        f'SELECT (YEAR("{r.randint(-(10**12), 10**12)}-01-01T00:00:00Z"^^<{XSD}dateTime>) AS ?x) {{}}'
    ),
    "patterns of text": lambda r: (
        f"SELECT (REPLACE('{'a' * r.randint(1, 3_000)}', "
        f"'{'(' * r.randint(0, 200)}a{r.choice('+*?{')}', 'bb') AS ?x) {{}}"
    ),
    "repeats of text": lambda r: (
        f"SELECT (REGEX('a', '(a{{{r.randint(1, 5_000)}}}){{{r.randint(1, 5_000)}}}') AS ?x) {{}}"
    ),
    "limits": lambda r: (
        f"SELECT * {{ {_TRIPLE} }} LIMIT {r.randint(0, 10**25)} OFFSET {r.randint(0, 10**20)}"
    ),
}
