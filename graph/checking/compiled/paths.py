"""Property paths (SHACL, section 2.3.1): from a node to its values."""

from collections.abc import Callable, Sequence

from koinon.ontology.namespaces import RDF, SH

from ...terms import IRI, Term
from .description import Description, Unknown
from .stated import Stated, Uses, closure, uses_of

Path = Callable[[Stated, Term], Sequence[Term]]

_INVERSE = IRI(SH + "inversePath")
_ALTERNATIVE = IRI(SH + "alternativePath")
_ONE_OR_MORE = IRI(SH + "oneOrMorePath")


def path_of(described: Description, node: Term) -> tuple[Path, Uses]:
    """Turn a path into a function that gives the values of a node, each once.

    Raises:
        Unknown: the path has a form that is not known here.
    """
    if not isinstance(node, IRI):
        raise Unknown
    if not node.startswith("_:"):
        return _forward(node), Uses(forward=frozenset({node}))
    about = described.about(node)
    if len(about) != 1 or IRI(RDF + "first") in about:
        raise Unknown
    ((form, (inner, *more)),) = about.items()
    if more:
        raise Unknown
    if form == _INVERSE and isinstance(inner, IRI) and not inner.startswith("_:"):
        return _backward(inner), Uses(backward=frozenset({inner}))
    if form == _ALTERNATIVE:
        parts = [path_of(described, part) for part in described.items(inner)]
        return _alternative([path for path, _ in parts]), uses_of(uses for _, uses in parts)
    if form == _ONE_OR_MORE:
        path, uses = path_of(described, inner)
        return _repeated(path), uses
    raise Unknown


def _forward(name: IRI) -> Path:
    return lambda stated, node: stated.values(node, name)


def _backward(name: IRI) -> Path:
    return lambda stated, node: stated.subjects(name, node)


def _alternative(paths: Sequence[Path]) -> Path:
    return lambda stated, node: tuple(dict.fromkeys(value for path in paths for value in path(stated, node)))


def _repeated(path: Path) -> Path:
    return lambda stated, node: tuple(closure(node, lambda reached: path(stated, reached)))
