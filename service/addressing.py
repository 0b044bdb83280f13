"""Where the things of the graph stand on this server, and what stands at an address asked for."""

from dataclasses import dataclass
from urllib.parse import quote

from koinon.graph.terms import IRI
from koinon.ontology.namespaces import COUNTRY, HERITAGE_TYPE, HP, ORGANISATION_KIND, ROLE

#: Kinds of things below the base, whose addresses are served here.
KINDS = ("organisation", "activity", "place", "involvement", "source", "tie")
#: Terms that live elsewhere, and where this server shows them.
ELSEWHERE = {
    "role": ROLE,
    "organisation-kind": ORGANISATION_KIND,
    "heritage-type": HERITAGE_TYPE,
    "country": COUNTRY,
}
_UNRESERVED = "/:@!$&'()*+,;=~-._"


@dataclass(frozen=True, slots=True)
class Addressing:
    """Maps between stored addresses, which begin with the graph's base, and paths on this server."""

    base: str

    def iri(self, path: str) -> IRI:
        """Give the stored address of what stands at a path such as ``organisation/icom-…``."""
        kind, _, rest = path.strip("/").partition("/")
        return IRI(f"{ELSEWHERE[kind]}{rest}" if kind in ELSEWHERE else f"{self.base}{kind}/{rest}")

    def path(self, iri: str) -> str | None:
        """Give the path on this server where a thing is shown, or None where it is not shown here."""
        # “//host” would be another server.
        if iri.startswith(self.base) and not iri.startswith("/", len(self.base)):
            return "/" + _quoted(iri[len(self.base) :])
        for kind, namespace in ELSEWHERE.items():
            if iri.startswith(namespace) and len(iri) > len(namespace):
                return f"/{kind}/{_quoted(iri[len(namespace) :])}"
        return f"/ns#{_quoted(iri[len(HP) :])}" if iri.startswith(HP) else None

    def href(self, iri: str) -> str | None:
        """Give what a link to a thing points at: here, or on the web; never another scheme."""
        if found := self.path(iri):
            return found
        return iri if iri.startswith(("http://", "https://", "mailto:")) else None


def _quoted(text: str) -> str:
    name, hash_, fragment = text.partition("#")
    return quote(name, _UNRESERVED) + hash_ + quote(fragment, _UNRESERVED)
