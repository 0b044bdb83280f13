"""Things by the identifiers the service gives them: the end of their address."""

from dataclasses import dataclass

from koinon.graph.addresses import hp
from koinon.graph.terms import IRI, Term
from koinon.ontology.namespaces import ORG

from ..addressing import ELSEWHERE, KINDS, Addressing
from ..generations import Generation
from ..pages.looking import Look
from .kinds import TYPE_BY_ID


@dataclass(frozen=True, slots=True)
class Entities:
    """Names and describes the things of one generation to one reader."""

    generation: Generation
    look: Look

    @classmethod
    def of(cls, generation: Generation, languages: tuple[str, ...] = ()) -> "Entities":
        """Look at a generation for a reader of some languages."""
        return cls(generation, Look(generation.store, languages))

    @property
    def addressing(self) -> Addressing:
        """Give where things stand."""
        return self.generation.surroundings.addressing

    def id(self, thing: str) -> str:
        """Identify a thing: ``organisation/…``, or its whole address where it is not of this graph."""
        base = self.addressing.base
        if thing.startswith(base):
            return thing[len(base) :]
        for kind, namespace in ELSEWHERE.items():
            if thing.startswith(namespace):
                return f"{kind}/{thing[len(namespace) :]}"
        return thing

    def iri(self, id: str) -> IRI:
        """Give the address of what an identifier, or an address itself, stands for."""
        kind = id.partition("/")[0]
        return self.addressing.iri(id) if kind in {*KINDS, *ELSEWHERE} else IRI(id)

    def is_known(self, iri: IRI) -> bool:
        """Tell whether the graph says anything of a thing."""
        return next(iter(self.look.store.quads(subject=iri)), None) is not None

    def name(self, iri: str) -> str:
        """Name a thing."""
        return self.look.name(IRI(iri)).label

    def kind(self, iri: str) -> str:
        """Give the type of a thing, or nothing where it is of none."""
        kind = self.id(iri).partition("/")[0]
        return kind if kind in TYPE_BY_ID else ""

    def describe(self, iri: IRI) -> str:
        """Tell a thing from its namesakes: ``museum, Azerbaijan`` or ``training, 2013``."""
        parts = [one.label for one in self.look.named(iri, ORG + "classification")]
        parts += [one.label for one in self.look.named(iri, hp("country"))]
        parts += [value.value[:4] for value in self.look.texts(iri, hp("start"))[:1]]
        kind = self.kind(iri)
        return ", ".join(parts) or (TYPE_BY_ID[kind].name if kind else "")

    def values(self, iri: IRI, predicate: IRI) -> list[Term]:
        """Give the values of a property, each once, in order."""
        return self.look.values(iri, predicate)
