import pyoxigraph as ox

from koinon.ontology.clashes import Clash, find_clashes, short
from koinon.ontology.load import ontology_turtle
from koinon.ontology.namespaces import HP, PREFIXES

PROLOGUE = "@base <http://x/> .\n" + "".join(
    f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in PREFIXES.items()
)


def clashes(text: str) -> list[Clash]:
    documents = [*ontology_turtle().values(), (PROLOGUE + text).encode()]
    return list(
        find_clashes(
            [
                quad.triple
                for document in documents
                for quad in ox.parse(document, format=ox.RdfFormat.TURTLE, rename_blank_nodes=True)
            ]
        )
    )


def test_what_is_one_thing_clashes_with_nothing() -> None:
    assert clashes("<fair> a hp:Exhibition ; hp:takesPlaceAt country:AZE .") == []


def test_both_classes_are_named_with_the_reasons_for_each() -> None:
    (clash,) = clashes("<a> a hp:Organisation , hp:Place .")
    assert clash == Clash(
        "http://x/a", HP + "Organisation", HP + "Place", "it is said to be one", "it is said to be one"
    )
    assert clash.sentence.startswith("<http://x/a> cannot be both hp:Organisation")


def test_the_value_of_a_property_is_what_the_property_ranges_over() -> None:
    (clash,) = clashes("<tie> a hp:Involvement ; hp:agent country:AZE .")
    assert clash.node.endswith("/AZE")
    assert clash.why_one == "it is hp:agent of <http://x/tie>"
    assert clash.why_other == "it is said to be one"


def test_ranges_are_those_of_the_properties_above() -> None:
    (clash,) = clashes("<fair> a hp:Activity ; hp:fundedBy <town> . <town> a hp:Place .")
    assert (clash.node, clash.why_one) == ("http://x/town", "it is hp:fundedBy of <http://x/fair>")


def test_an_inverse_says_the_same_the_other_way_about() -> None:
    (clash,) = clashes("<town> a hp:Place ; hp:involvedIn <fair> .")
    assert (clash.node, clash.why_one) == ("http://x/town", "it has hp:involvedIn <http://x/fair>")


def test_two_classes_declared_disjoint_clash() -> None:
    (clash,) = clashes("<a> a hp:Role , hp:HeritageType .")
    assert {short(clash.one), short(clash.other)} == {"hp:Role", "hp:HeritageType"}
