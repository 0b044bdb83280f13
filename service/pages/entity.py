"""The page of one thing."""

from koinon.graph.terms import IRI

from ..entities.describing import describe
from ..entities.writing import write
from ..forms import JSON_LD, RDF
from ..generations import Generation, Texts
from .facts import facts
from .locator import locator
from .looking import Look, View
from .sources import snapshot_of, source
from .views import VIEWS, other_names, sources_of, thing

_TEMPLATES = {
    "organisation": "organisation.html",
    "activity": "activity.html",
    "place": "place.html",
    "country": "place.html",
    "role": "concept.html",
    "organisation-kind": "concept.html",
    "heritage-type": "concept.html",
    "tie": "tie.html",
    "involvement": "involvement.html",
    "source": "source.html",
}
_PARTS = frozenset({"snapshot", "statement", "run"})


def entity_page(generation: Generation, look: Look, iri: IRI, path: str, row: int = 1) -> str:
    """Show a thing: what is particular to its kind, then every statement, then its sources.

    Of a source that is a long table, the page that holds a row is shown.
    """
    surroundings = generation.surroundings
    addressing = surroundings.addressing
    kind = path.partition("/")[0]
    if kind == "source" and _PARTS & set(path.split("/")[2:]):
        kind = "part"
    view = _view(look, iri, kind, surroundings.texts, row)
    name = look.name(iri)
    figure = locator(view.pop("sites", ()), addressing.href)
    data = write(describe(look.store, iri), JSON_LD, addressing.base, iri).decode()
    return surroundings.pages.render(
        _TEMPLATES.get(kind, "thing.html"),
        **{"title": name.label, **view},
        generation=generation.number,
        map=figure,
        iri=iri,
        kind=kind,
        name=name,
        other_names=other_names(look, iri, name.label),
        facts=facts(look, iri),
        sources=[] if kind in {"source", "part"} else sources_of(look, iri),
        forms=RDF,
        path=addressing.path(iri),
        data=_in_script(data),
    )


def _view(look: Look, iri: IRI, kind: str, texts: Texts, row: int) -> View:
    if kind == "source":
        digest = snapshot_of(look, iri)
        return source(look, iri, texts(digest) if digest else None, row)
    return VIEWS.get(kind, thing)(look, iri)


def _in_script(json: str) -> str:
    # Within a script element only “</” and “<!--” could end or change it; JSON can spell “<” otherwise.
    return json.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
