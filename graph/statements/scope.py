"""What the keys of an account stand for."""

from dataclasses import dataclass
from typing import Self

from ..addresses import Addresses
from ..records import Account, Place
from ..store.snapshots import sha256_of
from ..terms import IRI, Literal, text


@dataclass(frozen=True, slots=True)
class Scope:
    """The addresses of an account's things, by key, and of the source itself."""

    addresses: Addresses
    source_id: str
    sha256: str
    language: str
    activities: dict[str, IRI]
    organisations: dict[str, IRI]
    places: dict[str, IRI]
    names: dict[IRI, str]

    @classmethod
    def of(cls, account: Account, addresses: Addresses, sha256: str = "") -> Self:
        """Mint the addresses of all that an account holds; ``sha256`` is that of its text, where known.

        Of records that turn out to be one thing, the first one's name is the name it goes by.
        """
        activities = _unified({one.key: addresses.activity(one) for one in account.activities})
        organisations = _unified({one.key: addresses.organisation(one) for one in account.organisations})
        places = _unified({one.key: addresses.place(one) for one in account.places})
        names: dict[IRI, str] = {}
        for activity in account.activities:
            names.setdefault(activities[activity.key], activity.title)
        for organisation in account.organisations:
            names.setdefault(organisations[organisation.key], organisation.name)
        for place in account.places:
            names.setdefault(places[place.key], place.name)
        return cls(
            addresses,
            addresses.source_id(account.source),
            sha256 or sha256_of(account.text),
            account.source.language,
            activities,
            organisations,
            places,
            names,
        )

    @property
    def source(self) -> IRI:
        """Address the source."""
        return self.addresses.source(self.source_id)

    @property
    def snapshot(self) -> IRI:
        """Address the text that was read."""
        return self.addresses.snapshot(self.source_id, self.sha256)

    def words(self, words: str) -> Literal:
        """Make a literal in the language of the source."""
        return text(words, self.language or None)


def _unified(addresses: dict[str, IRI]) -> dict[str, IRI]:
    """Give what has one identity one address, the first one's; spellings of a name may make two slugs."""
    first: dict[str, IRI] = {}
    return {key: first.setdefault(iri.rpartition("-")[2], iri) for key, iri in addresses.items()}


def is_country(place: Place) -> bool:
    """Tell whether a place is a country, which the vocabulary describes and no source does."""
    return place.kind == "country" and place.country is not None
