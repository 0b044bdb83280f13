"""All addresses are minted here: readable slugs with a short hash of what identifies the thing.

The same input gives the same address on every machine: nothing of time, place or order goes in. A slug is
made of what identifies the thing too, so that two spellings of one name give one address and not two.
"""

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from urllib.parse import urlsplit

import pycountry

from koinon.ontology.namespaces import COUNTRY, HERITAGE_TYPE, HP, ORGANISATION_KIND, ROLE

from .errors import AddressError
from .linking.names import name_key
from .records import Activity, ActivityKind, Organisation, Passage, Place, Role, Row, Source
from .terms import IRI

DEFAULT_BASE = "http://127.0.0.1:8000/"
_SLUG_LENGTH = 60
_ALONE = 12
_BASE32 = "abcdefghijklmnopqrstuvwxyz234567"
_LATIN_ACCENT = re.compile(r"([a-z])[\u0300-\u036f]+")
# A training or a conference of the same title comes again next year; a project or a treaty does not.
_RECURRING = frozenset({ActivityKind.TRAINING, ActivityKind.CONFERENCE, ActivityKind.EXHIBITION})


def slug(name: str) -> str:
    """Make a name fit for an address: lower case, hyphens, any script, at most 60 characters."""
    # Accents go from Latin letters only: an и is not a й.
    plain = _LATIN_ACCENT.sub(r"\1", unicodedata.normalize("NFKD", name).casefold())
    words = re.findall(r"[^\W_]+", unicodedata.normalize("NFC", plain))
    short = ""
    for word in words:
        if short and len(short) + len(word) >= _SLUG_LENGTH:
            break
        short = f"{short}-{word}" if short else word[:_SLUG_LENGTH]
    return short or "x"


def digest(*parts: str, length: int = 8) -> str:
    """Hash what identifies a thing to a few characters of base 32, 5 bits of SHA-256 each.

    8 characters tell things apart that have a readable slug as well. Where the hash stands alone, 12 make
    it two in a million that any two of two million meet (n²/2 over 2⁶⁰).
    """
    number = int.from_bytes(hashlib.sha256("\x1f".join(parts).encode()).digest()[:8], "big")
    return "".join(_BASE32[number >> shift & 31] for shift in range(59, 59 - 5 * length, -5))


def hp(name: str) -> IRI:
    """Name a term of the vocabulary."""
    return IRI(HP + name)


def role(name: Role | str) -> IRI:
    """Name the concept of a role."""
    return IRI(ROLE + name)


def organisation_kind(notation: str) -> IRI:
    """Name the concept of a kind of organisation."""
    return IRI(ORGANISATION_KIND + notation)


def heritage_type(notation: str) -> IRI:
    """Name the concept of a heritage type."""
    return IRI(HERITAGE_TYPE + notation)


def country(alpha2: str) -> IRI:
    """Name a country by the EU Publications Office's authority, whose codes are ISO 3166-1 alpha-3.

    Raises:
        AddressError: there is no country of that code.
    """
    found = pycountry.countries.get(alpha_2=alpha2.upper())
    if found is None:
        raise AddressError(f"“{alpha2}” is not a country code of ISO 3166-1 (two letters, such as AZ).")
    return IRI(COUNTRY + found.alpha_3)


@dataclass(frozen=True, slots=True)
class Addresses:
    """Mints the addresses of a graph under its base."""

    base: str = DEFAULT_BASE

    def __post_init__(self) -> None:
        """Refuse a base that is no address of the web.

        Raises:
            AddressError: the base is not http(s), or does not end in a slash.
        """
        parts = urlsplit(self.base)
        if parts.scheme not in {"http", "https"} or not parts.netloc or not self.base.endswith("/"):
            raise AddressError(f"The base “{self.base}” must be an http(s) address that ends in a slash.")

    def source_id(self, source: Source) -> str:
        """Identify a source by the address it was retrieved from, else by its file name and title."""
        identity = source.address or f"{source.name}\x1f{source.title}"
        return f"{slug(source.title)}-{digest(identity)}"

    def source(self, source_id: str) -> IRI:
        """Address a source."""
        return IRI(f"{self.base}source/{source_id}")

    def snapshot(self, source_id: str, sha256: str) -> IRI:
        """Address the stored text of a source as it was read."""
        return IRI(f"{self.base}source/{source_id}/snapshot/{sha256[:16]}")

    def passage(self, source_id: str, where: Passage | Row) -> IRI:
        """Address the words of a source that state something."""
        if isinstance(where, Passage):
            return IRI(f"{self.base}source/{source_id}/passage/{where.start}-{where.end}")
        column = f"/{slug(where.column)}" if where.column else ""
        return IRI(f"{self.base}source/{source_id}/row/{where.number}{column}")

    def organisation(self, organisation: Organisation) -> IRI:
        """Address an organisation by what its name is made of."""
        key = name_key(organisation.name)
        return IRI(f"{self.base}organisation/{slug(key)}-{digest('organisation', key)}")

    def activity(self, activity: Activity) -> IRI:
        """Address an activity by its identifier, else its title and, where that may come again, its year.

        The slug of one with an identifier is made of that alone: its title may change.
        """
        if activity.identifiers:
            known = activity.identifiers[0]
            return IRI(f"{self.base}activity/{slug(known)}-{digest('activity', known)}")
        year = (activity.start or "")[:4] if activity.kind in _RECURRING else ""
        key = name_key(activity.title)
        return IRI(f"{self.base}activity/{slug(key)}-{digest('activity', key, year)}")

    def place(self, place: Place) -> IRI:
        """Address a place: by GeoNames' number where it is known, else by name and country."""
        if place.kind == "country" and place.country:
            return country(place.country)
        if place.geonames:
            return IRI(f"{self.base}place/geonames-{place.geonames}")
        key = name_key(place.name)
        return IRI(f"{self.base}place/{slug(key)}-{digest('place', key, place.country or '')}")

    def involvement(self, source_id: str, activity: IRI, agent: IRI, role: str, phrase: str) -> IRI:
        """Address a tie as one source states it."""
        return IRI(
            f"{self.base}involvement/{source_id}/"
            f"{digest(self._short(activity), self._short(agent), role, phrase, length=_ALONE)}"
        )

    def statement(self, source_id: str, subject: IRI, predicate: IRI, value: str) -> IRI:
        """Address the provenance of a single statement of a source."""
        known = digest(self._short(subject), self._short(predicate), self._short(value), length=_ALONE)
        return IRI(f"{self.base}source/{source_id}/statement/{known}")

    def tie(self, one: IRI, other: IRI) -> IRI:
        """Address the tie of two organisations, whichever is named first."""
        return IRI(f"{self.base}tie/{digest(*sorted(map(self._short, (one, other))), length=_ALONE)}")

    def link(self, thing: IRI, target: IRI) -> IRI:
        """Address what is known of a link: how it was found, and how surely."""
        return IRI(f"{self.graph('links')}#{digest(self._short(thing), self._short(target), length=_ALONE)}")

    def country_tie(self, one: IRI, other: IRI, year: int) -> IRI:
        """Address the tie of two countries in a year, whichever is named first."""
        return IRI(f"{self.base}country-tie/{digest(*sorted((one, other)), str(year), length=_ALONE)}")

    def run(self, source_id: str, sha256: str, version: str) -> IRI:
        """Address the reading of a snapshot by a version of the software."""
        return IRI(f"{self.base}source/{source_id}/run/{digest(sha256, version)}")

    def source_graph(self, source_id: str) -> IRI:
        """Address the graph of what a source asserts."""
        return self.graph(f"source/{source_id}")

    def graph(self, name: str) -> IRI:
        """Address a named graph: ``provenance``, ``review``, ``links``, ``inferred`` or ``ontology``."""
        return IRI(f"{self.base}graphs/{name}")

    def _short(self, identity: str) -> str:
        """Leave the base out of what identifies a thing: its hash is the same under any base."""
        return identity.replace(self.base, "")
