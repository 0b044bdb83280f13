"""Who may write where."""

from collections.abc import Callable

from koinon.graph.addresses import Addresses
from koinon.graph.settling import maintained
from koinon.graph.store.seam import Change
from koinon.graph.terms import IRI

from ..scopes import Scope
from .errors import WriteRefused

#: The graph that is kept as the default graph under KOINON_DEFAULT_GRAPH=own.
DEFAULT = "default"


def policy(addresses: Addresses, scope: Scope, within: IRI | None = None) -> Callable[[Change], None]:
    """Give the check of each change that a token of a scope makes.

    The graphs that the program fills are nobody's to write: what is inferred follows from the rest, and the
    vocabulary is that of the program. Provenance, which every tie rests on, is for tokens of scope admin.
    A write that is ``within`` a graph may change nothing else.
    """
    kept = maintained(addresses)
    provenance = addresses.graph("provenance")

    def check(change: Change) -> None:
        graphs = {quad.graph for quad in (*change.added, *change.removed)}
        if within is not None and graphs != {within}:
            raise WriteRefused(f"An update sent to {within} changes that graph only; send others to /sparql.")
        if touched := sorted(graphs & kept):
            raise WriteRefused(
                f"The graph {touched[0]} is filled by Koinon itself and cannot be written to; change the "
                "graph of a source, or one of your own, and what follows from it is derived again."
            )
        if provenance in graphs and not scope.allows(Scope.ADMIN):
            raise WriteRefused(
                f"The graph {provenance} says which words every tie rests on; "
                "to change it takes a token of scope admin."
            )

    return check
