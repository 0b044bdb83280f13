"""What a source states, as plain records without any RDF in them.

Announcements and tables meet here. Records of one source name each other by *keys*, which hold only
within their ``Account``; addresses are minted when records become statements.
"""

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Final

from .partial_dates import PartialDate

#: The media type of a source whose text is a table, whatever file it was read of.
TABLE: Final = "text/csv"


class Role(StrEnum):
    """How an organisation or a delegation takes part; notations of the scheme ``hp:roles``."""

    ORGANISER = "organiser"
    CO_ORGANISER = "co-organiser"
    PARTNER = "partner"
    COOPERATING = "cooperating"
    CONSULTATIVE = "consultative"
    SUPPORTER = "supporter"
    FUNDER = "funder"
    HOST = "host"
    PARTICIPANT = "participant"
    BENEFICIARY = "beneficiary"
    AUTHOR = "author"
    COORDINATOR = "coordinator"


class ActivityKind(StrEnum):
    """What an activity is; each but ``OTHER`` has a class of its own in the vocabulary."""

    PROJECT = "project"
    TRAINING = "training"
    CONFERENCE = "conference"
    EXHIBITION = "exhibition"
    AGREEMENT = "agreement"
    RESTORATION = "restoration"
    GRANT = "grant"
    DESIGNATION = "designation"
    PUBLICATION = "publication"
    OTHER = "other"


class OrganisationKind(StrEnum):
    """What an organisation is; notations of the scheme ``hp:organisation-kinds``."""

    INTERGOVERNMENTAL = "intergovernmental"
    MINISTRY = "ministry"
    NATIONAL_COMMISSION = "national-commission"
    PUBLIC_BODY = "public-body"
    LOCAL_AUTHORITY = "local-authority"
    MUSEUM = "museum"
    LIBRARY = "library"
    ARCHIVE = "archive"
    UNIVERSITY = "university"
    RESEARCH_INSTITUTE = "research-institute"
    SCHOOL = "school"
    NGO = "ngo"
    PROFESSIONAL_ASSOCIATION = "professional-association"
    FOUNDATION = "foundation"
    COMPANY = "company"
    RELIGIOUS_BODY = "religious-body"
    OTHER = "other"


class PlaceKind(StrEnum):
    """How wide a place is."""

    VENUE = "venue"
    SITE = "site"
    CITY = "city"
    REGION = "region"
    COUNTRY = "country"


@dataclass(frozen=True, slots=True, order=True)
class Passage:
    """Words of a text: a half-open range of Unicode code points of the snapshot's text."""

    start: int
    end: int

    def words(self, text: str) -> str:
        """Quote the passage from the text it points into."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True, order=True)
class Row:
    """A row of a table (1 is the first after the header), or one named column of it."""

    number: int
    column: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why a record says what it says.

    ``field`` names the record's field (``title``, ``start``, ``places`` …); ``value`` says which of its
    values, where the field holds several; ``rule`` names the rule that read it.
    """

    field: str
    where: Passage | Row
    rule: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Organisation:
    """A body that takes part. ``country`` is ISO 3166-1 alpha-2; ``unit_of`` the key of its parent.

    ``identifiers`` are those of registers, each with the name of its register before it: ``pic:999654356``.
    """

    key: str
    name: str
    kind: OrganisationKind | None = None
    country: str | None = None
    aliases: tuple[str, ...] = ()
    unit_of: str | None = None
    identifiers: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """Where something happens. Degrees are WGS 84; ``within`` is the key of a wider place."""

    key: str
    name: str
    kind: PlaceKind
    country: str | None = None
    aliases: tuple[str, ...] = ()
    within: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    geonames: str | None = None
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Activity:
    """What is done together. Places, wholes and bases are keys; heritage types are scheme notations.

    An activity with ``identifiers`` is told from others by the first of them, not by its title.
    """

    key: str
    title: str
    kind: ActivityKind
    aliases: tuple[str, ...] = ()
    start: PartialDate | None = None
    end: PartialDate | None = None
    places: tuple[str, ...] = ()
    heritage_types: tuple[str, ...] = ()
    part_of: tuple[str, ...] = ()
    based_on: tuple[str, ...] = ()
    identifiers: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Involvement:
    """One tie: who takes part in which activity, in which role, and in which words the source says so.

    ``phrase`` is the verbatim wording that was read as the role; ``evidence`` holds the words that state
    the whole tie (field ``"role"``), and where known the phrase (``"phrase"``) and the name
    (``"organisation"``). ``country`` (ISO alpha-2) is what a delegation represents; one of
    ``organisation`` and ``country`` is always given. ``confidence`` estimates how likely a careful reader
    finds the same tie, where a rule read it.
    """

    activity: str
    role: Role
    organisation: str | None = None
    country: str | None = None
    phrase: str = ""
    order: int | None = None
    amount: Decimal | None = None
    currency: str | None = None
    count: int | None = None
    start: PartialDate | None = None
    end: PartialDate | None = None
    evidence: tuple[Evidence, ...] = ()
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class DatedPassage:
    """A calendar date that the source mentions, whatever it is the date of."""

    value: PartialDate
    where: Passage | Row


@dataclass(frozen=True, slots=True)
class Source:
    """Where the words come from. ``address`` is what was retrieved; ``name`` the file's own name.

    Where the text is not the file's own, but what a ``mapping`` reads of it, ``file_sha256`` is the hash of
    the file; ``slice`` says in words which records of it were taken.
    """

    name: str
    title: str
    language: str = "en"
    address: str | None = None
    publisher: str | None = None
    issued: PartialDate | None = None
    retrieved: PartialDate | None = None
    licence: str | None = None
    media_type: str = "text/plain"
    file_sha256: str = ""
    mapping: str = ""
    slice: str = ""


@dataclass(frozen=True, slots=True)
class Account:
    """All that one source states, over the snapshot of its text."""

    source: Source
    text: str
    activities: tuple[Activity, ...] = ()
    organisations: tuple[Organisation, ...] = ()
    places: tuple[Place, ...] = ()
    involvements: tuple[Involvement, ...] = ()
    dates: tuple[DatedPassage, ...] = field(default=())
