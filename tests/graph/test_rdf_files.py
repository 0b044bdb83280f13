from pathlib import Path

import pytest

from koinon.graph.addresses import Addresses
from koinon.graph.errors import DocumentError
from koinon.graph.rdf_files import rdf_statements, read_rdf
from koinon.graph.terms import Quad

TURTLE = '@prefix s: <http://schema.org/> . <a> s:name "ICOM" ; s:member [ s:name "ICOM Azerbaijan" ] .'
FORMS = {
    "x.ttl": TURTLE,
    "x.trig": TURTLE.replace(". <a>", ". GRAPH <g> { <a>", 1) + " }",
    "x.nt": '<http://x/a> <http://schema.org/name> "ICOM" .\n<http://x/a> <http://schema.org/member> _:b .\n'
    '_:b <http://schema.org/name> "ICOM Azerbaijan" .\n',
    "x.jsonld": '{"@context": {"@vocab": "http://schema.org/"}, "@id": "http://x/a", "name": "ICOM",'
    ' "member": {"name": "ICOM Azerbaijan"}}',
    "x.rdf": '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://schema.org/">'
    '<rdf:Description rdf:about="http://x/a"><name>ICOM</name><member><rdf:Description><name>ICOM Azerbaijan'
    "</name></rdf:Description></member></rdf:Description></rdf:RDF>",
}


def asserted(path: Path) -> tuple[Quad, ...]:
    return rdf_statements(read_rdf(path), Addresses(), "0.1.0").asserted


@pytest.mark.parametrize("name", sorted(FORMS))
def test_every_format_becomes_one_source_graph_without_blank_nodes(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text(FORMS[name])
    quads = asserted(path)
    assert len(quads) == 3
    assert len({quad.graph for quad in quads}) == 1
    (member,) = (quad.object for quad in quads if quad.predicate.endswith("member"))
    assert "/node/1" in str(member)
    assert member in {quad.subject for quad in quads}
    assert asserted(path) == quads


@pytest.mark.parametrize(
    ("name", "content", "complaint"),
    [
        ("x.ttl", b"<a> <b> .", "is not Turtle"),
        ("x.ttl", b"\xff\xfe\x00", "not text in UTF-8"),
        ("x.doc", b"", "tells no format|ends in none of"),
        ("x.rdf", b'<!DOCTYPE x [<!ENTITY a "b">]><x/>', "DOCTYPE"),
        (
            "x.nt",
            b"<http://x/a> <http://x/b> <<( <http://x/a> <http://x/b> <http://x/c> )>> .",
            r"RDF 1\.2|not N",
        ),
    ],
)
def test_what_is_no_rdf_is_refused_in_a_sentence(
    tmp_path: Path, name: str, content: bytes, complaint: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(DocumentError, match=complaint):
        asserted(path)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="cannot be read"):
        read_rdf(tmp_path / "nothing.ttl")
