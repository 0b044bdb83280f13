import re
from pathlib import Path

import pyoxigraph as ox
import pytest

from koinon.ontology.consistency import check_consistency
from koinon.ontology.load import alignment_turtle, ontology_turtle
from koinon.ontology.namespaces import HP

# The published file of each neighbour, among the shared data.
PUBLISHED = {
    "cidoc-crm": "cidoc-crm-7.1.3.rdf",
    "core-vocabularies": "cpsv-ap-3.2.0.ttl",
    "dcat": "w3c-dcat3.ttl",
    "dublin-core": "dcterms.ttl",
    "foaf": "foaf.ttl",
    "geosparql": "geo.ttl",
    "org": "w3c-org.ttl",
    "prov-o": "w3c-prov-o.ttl",
    "schema-org": "schemaorg-30.0-current-https.ttl",
    "time": "time.ttl",
    "web-annotation": "w3c-oa.ttl",
}
UNPUBLISHED = {
    "eurio": "the file of EURIO is not among the shared data",
    "cidoc-crm-pc": "the CRM's file of properties of properties is not among the shared data",
}


def aligned(name: str) -> list[tuple[str, str]]:
    """Our terms, each with a term of the neighbour."""
    quads = ox.parse(alignment_turtle()[name], format=ox.RdfFormat.TURTLE)
    pairs = [(quad.subject, quad.object) for quad in quads]
    return [
        (ours.value, theirs.value)
        for ours, theirs in pairs
        if isinstance(ours, ox.NamedNode) and isinstance(theirs, ox.NamedNode)
    ]


@pytest.mark.parametrize("name", alignment_turtle())
def test_aligned_terms_exist_in_the_published_file(name: str, shared: Path) -> None:
    if name in UNPUBLISHED:
        pytest.skip(UNPUBLISHED[name])
    path = shared / "data" / "ontologies" / PUBLISHED[name]
    # The CRM's file names its terms relative to its base.
    published = ox.parse(path=str(path), base_iri="http://www.cidoc-crm.org/cidoc-crm/")
    described = {str(quad.subject) for quad in published}
    assert {theirs for _, theirs in aligned(name) if f"<{theirs}>" not in described} == set()


@pytest.mark.parametrize("name", alignment_turtle())
def test_only_our_terms_are_aligned_to_terms_of_one_neighbour(name: str) -> None:
    core = b"".join(ontology_turtle()[module] for module in ("core", "provenance", "networks"))
    declared = {str(quad.subject) for quad in ox.parse(core, format=ox.RdfFormat.TURTLE)}
    assert aligned(name)
    for ours, _ in aligned(name):
        assert ours.startswith(HP)
        assert f"<{ours}>" in declared
    assert len({re.sub(r"[^/#]+$", "", theirs) for _, theirs in aligned(name)}) == 1


def test_a_project_is_not_the_organisation_that_schema_org_takes_it_for() -> None:
    assert "https://schema.org/Project" not in {theirs for _, theirs in aligned("schema-org")}


def test_the_vocabulary_stays_consistent_with_its_alignments() -> None:
    report = check_consistency(alignment_turtle().values())
    assert report.consistent
    assert report.unsatisfiable == ()
