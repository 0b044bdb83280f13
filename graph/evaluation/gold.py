"""An account written in the shape of the gold annotations (``NNN.gold.json``)."""

from collections.abc import Iterable
from typing import Any, TypeVar

from koinon.ontology.load import concepts

from ..records import (
    Account,
    Activity,
    Evidence,
    Involvement,
    Organisation,
    OrganisationKind,
    Passage,
    Role,
)

T = TypeVar("T")

_TYPES = {
    OrganisationKind.INTERGOVERNMENTAL: "IGO",
    OrganisationKind.MINISTRY: "ministry",
    OrganisationKind.NATIONAL_COMMISSION: "national commission",
    OrganisationKind.MUSEUM: "museum",
    OrganisationKind.UNIVERSITY: "university",
    OrganisationKind.NGO: "NGO",
    OrganisationKind.PROFESSIONAL_ASSOCIATION: "NGO",
    OrganisationKind.FOUNDATION: "foundation",
    OrganisationKind.COMPANY: "company",
}


def gold(account: Account) -> dict[str, Any]:
    """Write what an account says as a gold annotation: labels instead of keys, supporters as funders."""
    titles = {activity.key: activity.title for activity in account.activities}
    names = {organisation.key: organisation.name for organisation in account.organisations}
    places = {place.key: place.name for place in account.places}
    return {
        "activities": [_activity(activity, titles, places, account.text) for activity in account.activities],
        "organisations": [_organisation(each, account.text) for each in account.organisations],
        "participations": _unique(
            _participation(each, names, titles) for each in account.involvements if each.organisation in names
        ),
        "countries_participating": _unique(
            each.country for each in account.involvements if each.country and each.role is Role.PARTICIPANT
        ),
        "places": [
            {"label": place.name, "country": place.country, "aliases": list(place.aliases)}
            for place in account.places
        ],
        "heritage_types": heritage_words(account),
        "dates": _unique(str(dated.value) for dated in account.dates),
    }


def heritage_words(account: Account) -> list[str]:
    """Give each heritage type of the activities as its first words in the text and its English label.

    The two stand as alternatives, ``краеведческие музеи|museums``: annotations are close to the text, with
    English equivalents.
    """
    labels = {concept.notation: concept.labels["en"] for concept in concepts("heritage-types")}
    notations = _unique(notation for activity in account.activities for notation in activity.heritage_types)
    words: dict[str, str] = {}
    for activity in account.activities:
        for each in activity.evidence:
            if each.field == "heritage_types" and each.value:
                words.setdefault(each.value, _words(each, account.text))
    return [
        "|".join(_unique([*filter(None, [words.get(each)]), labels.get(each, each)])) for each in notations
    ]


def _activity(
    activity: Activity, titles: dict[str, str], places: dict[str, str], text: str
) -> dict[str, Any]:
    return {
        "label": activity.title,
        "aliases": _aliases(activity.title, activity.aliases, activity.evidence, "title", text),
        "type": activity.kind.value,
        "start": activity.start,
        "end": activity.end,
        "places": [places[key] for key in activity.places if key in places],
        "part_of": next((titles[key] for key in activity.part_of if key in titles), None),
    }


def _organisation(organisation: Organisation, text: str) -> dict[str, Any]:
    kind = organisation.kind
    return {
        "label": organisation.name,
        "aliases": _aliases(organisation.name, organisation.aliases, organisation.evidence, "name", text),
        "type": _TYPES.get(kind, "other") if kind is not None else "other",
        "country": organisation.country,
    }


def _participation(involvement: Involvement, names: dict[str, str], titles: dict[str, str]) -> dict[str, str]:
    role = Role.FUNDER if involvement.role is Role.SUPPORTER else involvement.role
    return {
        "organisation": names[involvement.organisation or ""],
        "activity": titles.get(involvement.activity, involvement.activity),
        "role": role.value,
    }


def _aliases(
    label: str, aliases: Iterable[str], evidence: Iterable[Evidence], field: str, text: str
) -> list[str]:
    """Gather other names: those recorded, and the words of the text where they differ (inflected names)."""
    written = (_words(each, text) for each in evidence if each.field == field)
    return [name for name in _unique([*aliases, *written]) if name and name != label]


def _words(evidence: Evidence, text: str) -> str:
    if not isinstance(evidence.where, Passage):
        return ""
    return " ".join(evidence.where.words(text).split())


def _unique(values: Iterable[T]) -> list[T]:
    seen: list[T] = []
    for value in values:
        if value not in seen:
            seen.append(value)
    return seen
