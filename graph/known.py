"""Files that the store holds already: read by this version, from the same bytes, by the same mapping."""

import hashlib
from importlib.metadata import version
from pathlib import Path

from koinon.ontology.namespaces import DCTERMS, PROV

from .addresses import Addresses, hp
from .documents.metadata import read_description
from .store.seam import Store
from .tables import Choice, shipped_mappings
from .terms import IRI, Literal, text


def known_unchanged(
    store: Store, addresses: Addresses, path: Path, choice: Choice | None = None
) -> str | None:
    """Give the title of a table's source where reading the file again could change nothing; else None.

    This takes a hash of the file, where reading it would take a hundred times as long. A file that is
    described or joined by another one beside it is read, since that may have changed, and so is one read by a
    mapping of one's own.
    """
    if (choice and choice.mapping) or not path.is_file() or read_description(path):
        return None
    with path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    for quad in store.quads(
        predicate=hp("fileSha256"), object=text(sha256), graph=addresses.graph("provenance")
    ):
        if _is_of(store, quad.subject, path, choice.slice if choice else ""):
            return _word(store, quad.subject, IRI(DCTERMS + "title"))
    return None


def _is_of(store: Store, source: IRI, path: Path, part: str) -> bool:
    """Tell whether a source was read of a file of that name, as it would be read now."""
    name = _word(store, source, hp("mapping"))
    mapping = next((known for known in shipped_mappings() if known.name == name), None)
    if mapping is None or (mapping.join and (path.parent / mapping.join.file).is_file()):
        return False
    if part and part not in mapping.slices:
        return False
    return (
        _word(store, source, hp("fileName")) == path.name
        and _word(store, source, hp("slice")) == (str(mapping.slices[part]) if part else "")
        and _software(store, source) == version("koinon")
    )


def _software(store: Store, source: IRI) -> str:
    for held in store.quads(source, hp("snapshot")):
        for used in store.quads(predicate=IRI(PROV + "used"), object=held.object):
            return _word(store, used.subject, hp("softwareVersion"))
    return ""


def _word(store: Store, node: IRI, predicate: IRI) -> str:
    found = (quad.object for quad in store.quads(node, predicate))
    return next((term.value for term in found if isinstance(term, Literal)), "")
