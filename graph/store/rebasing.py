"""A store rewritten to another base: every address below the old base becomes one below the new.

Nothing that is minted depends on the base but its beginning (``addresses``), so that the rewritten store is
what the same sources would have made under the new base.
"""

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox

from ..addresses import Addresses
from ..errors import StoreError
from .engine_errors import disk_error, engine_errors
from .folder import describe_store, store_base
from .generations import Generations
from .locks import writer_lock


def rebase(store: Path, base: str) -> int:
    """Rewrite a store in a folder to another base, as its next generation, and give the count of statements.

    Readers keep the generation they opened. Whoever is killed meanwhile leaves the store as it was: the base
    changes with the generation, by one rename. Texts, which are words of others, are not touched.

    Raises:
        AddressError: the base cannot begin an address.
        StoreMissing: there is no store.
        StoreBusy: another process is writing.
        StoreDamaged: the store is not what its marker says.
        StoreError: the addresses begin with that base already, or there is no room on the disk.
    """
    Addresses(base)
    old = store_base(store)
    if base == old:
        raise StoreError(f"The addresses of the store at {store} begin with {base} already.")
    generations = Generations(store)
    try:
        with writer_lock(store / "writer.lock"):
            number = generations.current()
            generations.check(number)
            generations.clean()
            count = _rewrite(generations, number, old, base)
            describe_store(store, base)
            generations.clean()
            return count
    except OSError as error:
        raise disk_error(error) from error


def _rewrite(generations: Generations, number: int, old: str, new: str) -> int:
    before, engine = generations.open(number), generations.empty(number + 1)
    with engine_errors():
        engine.bulk_extend(_moved(before, old, new))
        for graph in before.named_graphs():
            engine.add_graph(_term(graph, old, new) if isinstance(graph, ox.NamedNode) else graph)
        kept = len(before)
        if len(engine) != kept:
            raise StoreError(f"Some addresses are below {new} already and would become one with others.")
        count = sum(1 for _ in engine.quads_for_pattern(None, None, None, ox.DefaultGraph()))
    generations.commit(number + 1, engine, kept, generations.note(number), new)
    return count


def _moved(store: ox.Store, old: str, new: str) -> Iterator[ox.Quad]:
    for quad in store:
        graph = quad.graph_name
        yield ox.Quad(
            _term(quad.subject, old, new) if isinstance(quad.subject, ox.NamedNode) else quad.subject,
            _term(quad.predicate, old, new),
            _term(quad.object, old, new) if isinstance(quad.object, ox.NamedNode) else quad.object,
            _term(graph, old, new) if isinstance(graph, ox.NamedNode) else graph,
        )


def _term(node: ox.NamedNode, old: str, new: str) -> ox.NamedNode:
    return ox.NamedNode(new + node.value[len(old) :]) if node.value.startswith(old) else node
