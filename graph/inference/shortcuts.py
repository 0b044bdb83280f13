"""Shortcuts: one triple from an activity to an organisation, named after the role it has there."""

from collections.abc import Iterator
from types import MappingProxyType
from typing import Final

from .. import addresses
from ..records import Role
from ..terms import IRI, Triple
from .facts import AGENT, INVOLVEMENT, ROLE, Facts, named

INVOLVES: Final = addresses.hp("involves")

#: The shortcuts of each role, beside hp:involves, which every role has.
SHORTCUTS: Final = MappingProxyType(
    {
        addresses.role(role): tuple(addresses.hp(name) for name in names)
        for role, names in {
            Role.ORGANISER: ("organisedBy",),
            Role.CO_ORGANISER: ("organisedBy",),
            Role.COORDINATOR: ("organisedBy",),
            Role.PARTNER: ("partneredBy",),
            Role.COOPERATING: ("cooperationOf",),
            Role.CONSULTATIVE: ("advisedBy",),
            Role.SUPPORTER: ("supportedBy",),
            Role.FUNDER: ("supportedBy", "fundedBy"),
            Role.HOST: ("hostedBy",),
            Role.PARTICIPANT: ("participatedInBy",),
            Role.BENEFICIARY: ("benefits",),
            Role.AUTHOR: ("authoredBy",),
        }.items()
    }
)


def shortcuts(facts: Facts, activity: IRI) -> Iterator[Triple]:
    """Yield hp:involves and the shortcuts of its role for every involvement of an activity."""
    for involvement in named(facts, activity, INVOLVEMENT):
        names = {INVOLVES}
        for role in named(facts, involvement, ROLE):
            names.update(SHORTCUTS.get(role, ()))
        for agent in named(facts, involvement, AGENT):
            yield from (Triple(activity, name, agent) for name in names)
