"""Random data and random queries over them, of the shapes that rewriting looks at and others."""

from random import Random

from koinon.graph.terms import IRI, Literal, Quad, Term, typed

BASE = "http://example.org/"
_NODES = [IRI(f"{BASE}n{number}") for number in range(6)]
_PROPERTIES = [IRI(f"{BASE}p{number}") for number in range(3)]
_VALUES: list[Term] = [typed(1, "integer"), typed(2, "integer"), Literal("x")]
_GRAPHS = [IRI(f"{BASE}g{number}") for number in range(2)]
_VARIABLES = ("a", "b", "c", "d")


def random_quads(chance: Random) -> list[Quad]:
    """Make a small data set, in which some triples are in both graphs."""
    return [
        Quad(
            chance.choice(_NODES),
            chance.choice(_PROPERTIES),
            chance.choice([*_NODES, *_VALUES]),
            chance.choice(_GRAPHS),
        )
        for _ in range(chance.randint(8, 40))
    ]


class RandomQuery:
    """Writes one query."""

    def __init__(self, chance: Random) -> None:
        self._chance = chance
        self._labels = 0

    def text(self) -> str:
        form = self._chance.choice(
            ["SELECT *", "SELECT DISTINCT ?a ?b", "SELECT ?a ?c", "SELECT (COUNT(*) AS ?n)"]
        )
        if self._chance.random() < 0.2:
            return f"{self._prefix()}{form} WHERE {self._over_all()}"
        return f"{self._prefix()}{form} WHERE {self._group(2)}"

    def _over_all(self) -> str:
        """Ask NOT EXISTS of everything that has a property."""
        outer = f"?a :p{self._chance.randrange(3)} ?b ."
        others = ["", "FILTER(?b != :n1)", "BIND(?b AS ?e)", "?b :p0 ?c .", "VALUES ?b { :n1 :n2 :n3 1 }"]
        before, after = self._chance.choice(others), self._chance.choice(["", *others])
        inner = self._triples(self._chance.randint(2, 3), blanks=True)
        return f"{{ {outer} {before} FILTER NOT EXISTS {{ {inner} }} {after if after != before else ''} }}"

    def _prefix(self) -> str:
        return f"PREFIX : <{BASE}>\n"

    def _group(self, depth: int) -> str:
        parts = [self._triples(self._chance.randint(1, 3))]
        parts += [self._part(depth - 1) for _ in range(self._chance.randint(1, 3) if depth else 0)]
        if self._chance.random() < 0.1:
            self._chance.shuffle(parts)
        return f"{{ {' '.join(parts)} }}"

    def _part(self, depth: int) -> str:
        kinds = {
            self._optional: 30,
            self._filter: 30,
            self._filter_either: 10,
            self._minus: 6,
            self._union: 6,
            self._named: 6,
            self._values: 6,
            self._subselect: 6,
        }
        (kind,) = self._chance.choices(list(kinds), list(kinds.values()))
        return kind(depth)

    def _optional(self, depth: int) -> str:
        return f"OPTIONAL {self._inside(depth)}"

    def _filter(self, depth: int) -> str:
        return f"FILTER {self._exists(depth)}"

    def _filter_either(self, depth: int) -> str:
        other = self._chance.choice(["?a = ?b", "BOUND(?c)", "?d > 1"])
        return f"FILTER({self._exists(depth)} {self._chance.choice(['||', '&&'])} {other})"

    def _minus(self, depth: int) -> str:
        return f"MINUS {self._group(depth)}"

    def _union(self, depth: int) -> str:
        return f"{self._group(depth)} UNION {self._group(depth)}"

    def _named(self, depth: int) -> str:
        return f"GRAPH ?{self._chance.choice(['g', 'a'])} {self._group(depth)}"

    def _values(self, _depth: int) -> str:
        return "VALUES (?a ?b) { (:n0 UNDEF) (UNDEF :n1) (:n2 1) }"

    def _subselect(self, depth: int) -> str:
        return f"{{ SELECT ?a ?b WHERE {self._group(depth)} }}"

    def _inside(self, depth: int) -> str:
        if self._chance.random() < 0.3:
            return self._group(depth)
        filtered = self._chance.choice(["", "", " FILTER(?b != ?a)", " FILTER(BOUND(?d))"])
        return f"{{ {self._triples(self._chance.randint(1, 3))}{filtered} }}"

    def _exists(self, depth: int) -> str:
        word = self._chance.choice(["EXISTS", "NOT EXISTS"])
        if self._chance.random() < 0.25:
            return f"{word} {self._group(depth)}"
        return f"{word} {{ {self._triples(self._chance.randint(1, 4), blanks=True)} }}"

    def _triples(self, count: int, blanks: bool = False) -> str:
        label = None
        if blanks and self._chance.random() < 0.4:
            self._labels += 1
            label = f"_:l{self._labels}"
        return " ".join(f"{self._triple(label)} ." for _ in range(count))

    def _triple(self, label: str | None) -> str:
        chance = self._chance
        subject = self._variable() if chance.random() < 0.85 else f":n{chance.randrange(6)}"
        predicate = f":p{chance.randrange(3)}"
        if chance.random() < 0.08:
            predicate = chance.choice(["?p", "?a", ":p0/:p1", "^:p0", ":p1*", "(:p0|:p1)"])
        value = chance.random()
        found = self._variable() if value < 0.6 else f":n{chance.randrange(6)}" if value < 0.9 else "1"
        if label and chance.random() < 0.6:
            if chance.random() < 0.5:
                subject = label
            else:
                found = label
        return f"{subject} {predicate} {found}"

    def _variable(self) -> str:
        return f"?{self._chance.choice(_VARIABLES)}"
