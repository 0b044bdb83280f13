"""Our chaining is held to the complete rule set of OWL 2 RL, as owlrl computes it."""

import owlrl
import pyoxigraph as ox
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st

from koinon.graph.inference.asserted import TYPE
from koinon.graph.inference.axioms import SUBCLASS, SUBPROPERTY, axioms_of
from koinon.graph.inference.owl_rl import consequences
from koinon.graph.terms import IRI, Triple, from_oxigraph
from koinon.ontology.load import ontology_turtle
from koinon.ontology.namespaces import OWL, PREFIXES, RDF, RDFS, XSD

_HEAD = "".join(f"@prefix {prefix}: <{name}> .\n" for prefix, name in PREFIXES.items()) + "@prefix : <x:> .\n"
_LANGUAGES = (OWL, RDF, RDFS, XSD)

VOCABULARY = """
:Museum rdfs:subClassOf :Organisation . :Organisation rdfs:subClassOf :Agent , owl:Thing .
:Body owl:equivalentClass :Organisation .
:Organisation rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :within ; owl:allValuesFrom :Place ] .
:partOf a owl:TransitiveProperty ; rdfs:subPropertyOf :isPartOf ; owl:inverseOf :hasPart .
:hasPart rdfs:domain :Whole ; rdfs:range :Part .
:directPartOf rdfs:subPropertyOf :partOf .
:contains owl:equivalentProperty :hasPart .
:near a owl:SymmetricProperty .
:same a owl:SymmetricProperty , owl:TransitiveProperty .
:title rdfs:subPropertyOf :name .
"""
_PROPERTIES = ":partOf :isPartOf :hasPart :directPartOf :contains :near :same".split()
_CLASSES = ":Museum :Organisation :Agent :Body :Whole :Part".split()


def triples_of(turtle: str) -> set[Triple]:
    parsed = ox.parse(_HEAD + turtle, format=ox.RdfFormat.TURTLE)
    return {Triple(IRI(from_oxigraph(s)), IRI(p.value), from_oxigraph(o)) for s, p, o, _ in parsed}


def complete_closure(turtle: str) -> set[Triple]:
    """Compute all that OWL 2 RL concludes from a text and that the text does not say itself.

    The types that a property implies of what it joins are not asked for: domains and ranges are taken out.
    Set aside is what is true of everything or says nothing new: descriptions without a name, things related
    to themselves, the terms of RDF and OWL, and about the vocabulary all conclusions but its hierarchy.
    """
    network = rdflib.Graph().parse(data=_HEAD + turtle, format="turtle")
    for typing in (rdflib.RDFS.domain, rdflib.RDFS.range, rdflib.OWL.allValuesFrom):
        network.remove((None, typing, None))
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(network)
    # The closure holds literals as subjects, which no serialisation takes.
    closed = [triple for triple in network if isinstance(triple[0], rdflib.URIRef)]
    lines = " .\n".join(" ".join(term.n3() for term in triple) for triple in closed)
    return {triple for triple in triples_of(f"{lines} .") if _says_something(triple)} - triples_of(turtle)


def _says_something(triple: Triple) -> bool:
    subject, predicate, value = triple
    if predicate not in {TYPE, SUBCLASS, SUBPROPERTY} and predicate.startswith(_LANGUAGES):
        return False
    named = all(
        not term.startswith(("_:", *_LANGUAGES)) for term in (subject, value) if isinstance(term, IRI)
    )
    return named and subject != value


def our_closure(turtle: str) -> set[Triple]:
    said = triples_of(turtle)
    return set(consequences(said, axioms_of(said))) - said


def test_each_rule_concludes_what_the_complete_rule_set_concludes() -> None:
    facts = """
    :m a :Museum . :n a :Body .
    :a :partOf :b . :b :directPartOf :c . :d :contains :c .
    :a :near :d . :a :same :b . :b :same :c . :a :title "A"@en .
    """
    ours = our_closure(VOCABULARY + facts)
    assert ours == complete_closure(VOCABULARY + facts)
    assert (
        triples_of(
            """:m a :Agent , :Body . :a :isPartOf :d . :d :hasPart :a ; :near :a .
        :c :same :a . :a :name "A"@en . :Museum rdfs:subClassOf :Agent ."""
        )
        <= ours
    )


def test_what_is_true_of_everything_is_not_concluded() -> None:
    ours = our_closure(VOCABULARY + ":a :same :b . :p :partOf :q . :q :partOf :p . :m a :Museum .")
    assert not [triple for triple in ours if triple.subject == triple.object]
    assert not [triple for triple in ours if isinstance(triple.object, IRI) and "owl#" in triple.object]


_THINGS = st.sampled_from([":a", ":b", ":c", ":d"])
_FACTS = st.lists(
    st.one_of(
        st.tuples(_THINGS, st.sampled_from(_PROPERTIES), _THINGS),
        st.tuples(_THINGS, st.just("a"), st.sampled_from(_CLASSES)),
        st.tuples(_THINGS, st.just(":title"), st.sampled_from(['"x"', '"x"@en'])),
    ),
    max_size=8,
)


@settings(max_examples=20, deadline=None)
@given(_FACTS)
def test_any_facts_have_the_consequences_of_the_complete_rule_set(facts: list[tuple[str, str, str]]) -> None:
    turtle = VOCABULARY + "".join(f"{' '.join(fact)} .\n" for fact in facts)
    assert our_closure(turtle) == complete_closure(turtle)


def test_our_own_vocabulary_implies_what_the_complete_rule_set_concludes_from_it() -> None:
    named = ontology_turtle()
    vocabulary = [named[name].decode() for name in ("core", "networks", "provenance", "schemes/roles")]
    facts = """
    :training a hp:Training ; hp:partOf :project ; hp:organisedBy :centre ; hp:fundedBy :fund ;
        hp:takesPlaceAt :hall . :project hp:partOf :programme .
    :centre a hp:Organisation ; org:unitOf :museum ; hp:cooperatesWith :fund ; hp:sameOrganisationAs :center .
    :museum org:subOrganizationOf :ministry . :hall hp:within :baku . :baku hp:within :azerbaijan .
    :azerbaijan a hp:Country . heritage:museums skos:broader heritage:institutions .
    :source a hp:Source . :passage a hp:Passage . :run a hp:IngestRun .
    """
    turtle = "\n".join([*vocabulary, facts])
    ours = our_closure(turtle)
    assert ours == complete_closure(turtle)
    assert (
        triples_of(
            """:training a hp:Activity ; hp:partOf :programme ; dcterms:isPartOf :project ;
            hp:involves :centre, :fund ; hp:supportedBy :fund .
        :programme hp:hasPart :training . :hall hp:within :azerbaijan .
        :azerbaijan a hp:Place . :centre a org:Organization . :source a foaf:Document ."""
        )
        <= ours
    )
