"""Things described in the terms of other vocabularies (W3C draft, Content Negotiation by Profile)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from starlette.requests import Request

from koinon.graph.errors import NotAcceptable
from koinon.graph.queries.load import query
from koinon.graph.store.binding import substitute
from koinon.graph.store.seam import Store
from koinon.graph.terms import IRI, Triple
from koinon.ontology.namespaces import PREFIXES

# One member of an Accept-Profile header: an IRI in brackets, and how much it is liked.
_MEMBER: Final = re.compile(r"\s*<([^<>\s]*)>\s*(?:;\s*q\s*=\s*(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)\s*)?")


@dataclass(frozen=True, slots=True)
class Profile:
    """A vocabulary in which things can be described: its token, its address, its prefix, and the query."""

    token: str
    iri: str
    prefix: str
    namespace: str
    query: str

    @property
    def prefixes(self) -> Mapping[str, str]:
        """Give the prefixes of a description in it."""
        return {**PREFIXES, self.prefix: self.namespace}


PROFILES: Final = (
    Profile("schema-org", "https://schema.org/", "schema", "https://schema.org/", "profile_schema_org"),
    Profile(
        "cidoc-crm", "http://www.cidoc-crm.org/cidoc-crm/", "crm", "http://www.cidoc-crm.org/cidoc-crm/",
        "profile_cidoc_crm",
    ),
    Profile("org", "http://www.w3.org/ns/org#", "org", "http://www.w3.org/ns/org#", "profile_org"),
)  # fmt: skip


def profile_asked_for(request: Request) -> Profile | None:
    """Read which profile a request names, by ``?profile=`` or else by ``Accept-Profile``, if any.

    A header that likes only profiles that there are not here is passed over; an address is not.

    Raises:
        NotAcceptable: the address names a profile that there is not.
    """
    if name := request.query_params.get("profile"):
        return _named(name)
    liked = [
        (float(quality or 1), -place, profile)
        for place, (iri, quality) in enumerate(_MEMBER.findall(request.headers.get("accept-profile", "")))
        for profile in PROFILES
        if profile.iri == iri and float(quality or 1) > 0
    ]
    return max(liked, key=lambda one: one[:2])[2] if liked else None


def describe_in(store: Store, thing: IRI, profile: Profile) -> list[Triple]:
    """Describe a thing in the terms of a profile.

    Raises:
        NotAcceptable: the profile has no terms for such a thing.
    """
    found = list(store.construct(substitute(query(profile.query), {"thing": thing})))
    if not found:
        raise NotAcceptable(f"The profile {profile.token} has no terms for {thing}; leave ?profile= away.")
    return found


def _named(name: str) -> Profile:
    for profile in PROFILES:
        if name in {profile.token, profile.iri}:
            return profile
    known = ", ".join(f"{one.token} ({one.iri})" for one in PROFILES)
    raise NotAcceptable(f"There is no profile “{name}” here; possible are {known}.")
