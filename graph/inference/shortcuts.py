"""Shortcuts: one triple from an activity to an organisation, named after the role it has there."""

from collections.abc import Iterable, Iterator
from types import MappingProxyType
from typing import Final

from .. import addresses
from ..records import Role
from ..terms import Triple
from .participations import Participation

_INVOLVES: Final = addresses.hp("involves")

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


def shortcuts(taking_part: Iterable[Participation]) -> Iterator[Triple]:
    """Yield hp:involves and the shortcuts of its role for every participation, perhaps more than once."""
    for activity, _, agent, role in taking_part:
        yield Triple(activity, _INVOLVES, agent)
        for name in SHORTCUTS.get(role, ()) if role else ():
            yield Triple(activity, name, agent)
