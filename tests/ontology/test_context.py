import json
from collections.abc import Mapping

import pyoxigraph as ox

from koinon.ontology.load import context

PREFIXES = """
PREFIX hp: <https://w3id.org/heritage-partnerships/ns#>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
"""


def triples(document: Mapping[str, object]) -> set[ox.Triple]:
    text = json.dumps({"@context": context(), **document})
    return {quad.triple for quad in ox.parse(text, format=ox.RdfFormat.JSON_LD)}


def turtle(text: str) -> set[ox.Triple]:
    return {quad.triple for quad in ox.parse(PREFIXES + text, format=ox.RdfFormat.TURTLE)}


def test_an_involvement_reads_as_the_store_writes_it() -> None:
    involvement = {
        "id": "http://x/tie",
        "type": "Involvement",
        "agent": "http://x/museum",
        "phrase": {"en": ["in partnership with"]},
        "order": 2,
        "evidence": ["http://x/words"],
    }
    assert triples(involvement) == turtle(
        """
        <http://x/tie> a hp:Involvement ; hp:agent <http://x/museum> ; hp:phrase "in partnership with"@en ;
            hp:order 2 ; hp:evidence <http://x/words> .
        """
    )


def test_start_means_an_offset_in_a_position_and_a_date_elsewhere() -> None:
    passage = {
        "id": "http://x/event",
        "type": "Activity",
        "start": {"@value": "2011", "@type": "xsd:gYear"},
        "selector": [{"id": "http://x/position", "type": "TextPositionSelector", "start": 3, "end": 9}],
    }
    assert triples(passage) == turtle(
        """
        <http://x/event> a hp:Activity ; hp:start "2011"^^xsd:gYear ; oa:hasSelector <http://x/position> .
        <http://x/position> a oa:TextPositionSelector ; oa:start 3 ; oa:end 9 .
        """
    )


def test_names_go_by_language() -> None:
    organisation = {"id": "http://x/a", "prefLabel": {"en": ["Museum"], "ru": ["Музей"]}}
    assert triples(organisation) == turtle('<http://x/a> skos:prefLabel "Museum"@en , "Музей"@ru .')
