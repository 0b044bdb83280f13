"""Records become statements: what one source asserts, and where it says so."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..addresses import Addresses
from ..records import Account, Evidence
from ..terms import IRI, Quad, Triple
from .activities import activity_facts
from .facts import Fact, Grounds, grounds
from .involvements import involvement_statements
from .organisations import organisation_facts
from .places import place_facts
from .provenance import Rows, passages, run, source_description, statement_nodes, table_rows
from .scope import Scope

__all__ = ["Rows", "Statements", "statements", "statements_of_records", "table_rows"]


@dataclass(frozen=True, slots=True)
class Statements:
    """What a source asserts, its provenance, and the run that read it, each without a quad twice.

    ``run`` names the version of the software. It is kept apart because reading the same again with another
    version, at another time, states nothing new.
    """

    source_id: str
    graph: IRI
    asserted: tuple[Quad, ...]
    provenance: tuple[Quad, ...]
    run: tuple[Quad, ...] = ()


def statements(account: Account, addresses: Addresses, version: str) -> Statements:
    """Turn the account of a source into quads; the same account gives the same quads in the same order.

    Raises:
        AddressError: a country code is none of ISO 3166-1.
        KeyError: a record names another by a key that the account does not hold.
    """
    scope = Scope.of(account, addresses)
    asserted, provenance = _of_records(account, scope)
    graph = addresses.source_graph(scope.source_id)
    return Statements(
        scope.source_id,
        graph,
        asserted,
        tuple(
            dict.fromkeys(
                (*_in_graph(source_description(account, scope), addresses.graph("provenance")), *provenance)
            )
        ),
        _in_graph(run(scope, graph, version), addresses.graph("provenance")),
    )


def statements_of_records(part: Account, addresses: Addresses, sha256: str, rows: Rows) -> tuple[Quad, ...]:
    """Turn a part of a table's records into quads: what they assert, and its provenance.

    ``sha256`` is that of the whole table, ``rows`` those of its rows to which the records point.

    Raises:
        AddressError, KeyError: see ``statements``.
    """
    asserted, provenance = _of_records(part, Scope.of(part, addresses, sha256), rows)
    return (*asserted, *provenance)


def _of_records(
    account: Account, scope: Scope, rows: Rows | None = None
) -> tuple[tuple[Quad, ...], tuple[Quad, ...]]:
    asserted: list[Triple] = []
    known: list[Grounds] = []
    for facts, evidence in _described(account, scope):
        asserted += (fact.triple for fact in facts)
        known += grounds(facts, evidence)
    involvements = involvement_statements(account.involvements, scope)
    known += involvements.grounds
    described = [
        *passages(account, scope, [*(found.where for found in known), *involvements.pointed], rows),
        *statement_nodes(known, scope),
    ]
    return (
        _in_graph([*asserted, *involvements.triples], scope.addresses.source_graph(scope.source_id)),
        _in_graph(described, scope.addresses.graph("provenance")),
    )


def _in_graph(triples: Iterable[Triple], graph: IRI) -> tuple[Quad, ...]:
    return tuple(dict.fromkeys(Quad(*triple, graph) for triple in triples))


def _described(account: Account, scope: Scope) -> Iterator[tuple[list[Fact], tuple[Evidence, ...]]]:
    """Yield the facts about each thing of an account, with the evidence given for them."""
    for activity in account.activities:
        yield list(activity_facts(activity, scope)), activity.evidence
    for organisation in account.organisations:
        yield list(organisation_facts(organisation, scope)), organisation.evidence
    for place in account.places:
        yield list(place_facts(place, scope)), place.evidence
