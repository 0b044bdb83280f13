"""Things that were withdrawn: since when, and what stands in their place (410, RFC 9110, section 15.5.11)."""

from http import HTTPStatus
from typing import Final

from koinon.graph.terms import IRI
from koinon.graph.tombstones import Tombstone
from koinon.ontology.namespaces import DCTERMS

from ..addressing import Addressing
from ..evaluation import Reply
from ..forms import HTML
from ..generations import Generation
from ..negotiation import Form
from ..pages.looking import Look
from .describing import describe_withdrawn
from .writing import write

_REPLACED: Final = f"successor-version {DCTERMS}isReplacedBy"


def gone(generation: Generation, left: Tombstone, form: Form, accepted: tuple[str, ...]) -> Reply:
    """Tell what is left of a thing, as a page or as statements, and link what stands in its place."""
    surroundings = generation.surroundings
    headers = (
        {"Link": f'<{link}>; rel="{_REPLACED}"'} if (link := _link(surroundings.addressing, left)) else {}
    )
    if form == HTML:
        content = _page(generation, left, accepted).encode()
    else:
        said = describe_withdrawn(generation.store, left)
        content = write(said, form, surroundings.base, left.thing)
    return Reply(form.media_type, (content,), HTTPStatus.GONE, headers)


def _link(addressing: Addressing, left: Tombstone) -> str | None:
    return addressing.href(left.replaced_by) if left.replaced_by else None


def _page(generation: Generation, left: Tombstone, accepted: tuple[str, ...]) -> str:
    look = Look(generation.store, accepted)
    other: IRI | None = left.replaced_by
    return generation.surroundings.pages.render(
        "gone.html",
        title="Withdrawn",
        generation=generation.number,
        day=left.withdrawn[:10],
        replaced_by=look.name(other) if other else None,
    )
