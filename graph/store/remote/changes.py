"""A change, written to a remote store as one whole.

An engine that runs an update request as one transaction gets a small change in one request. Every other
change is written ahead: its plan is noted in the marker, its quads are staged in graphs of their own, and
once all of them are there a promise is noted. Then the engine moves them into place by itself, by steps that
can be repeated. Whoever finds a promise does these steps to the end; whoever finds a plan without a promise
throws it away. So a change is never left half, whenever the writer or the engine dies; on an engine whose
requests are not transactions a reader may see it half for as long as the moving takes.
"""

import secrets
from collections.abc import Iterable

from ...errors import StoreError, StoreMissing
from ...terms import IRI, Quad
from .client import Client
from .engines import Engine
from .marker import Marker, read_marker
from .own_graphs import OwnGraphs
from .updates import Operations, chunks, n_triples

#: Quads of one request; Virtuoso's compiler takes fewer than 5000.
_CHUNK, _VIRTUOSO_CHUNK = 20_000, 2_000


class Writer:
    """Writes changes to one store. There must be one writer at a time: SPARQL has no locks."""

    def __init__(self, client: Client, own: OwnGraphs, engine: Engine) -> None:
        self._client = client
        self._own = own
        self._engine = engine
        self._operations = Operations(own, engine)
        self.chunk = _VIRTUOSO_CHUNK if engine.is_virtuoso else _CHUNK

    def marker(self) -> Marker:
        """Read the marker, after finishing or throwing away what another writer left.

        Raises:
            StoreMissing: there is none.
        """
        marker = read_marker(self._client, self._own)
        if marker is None:
            raise StoreMissing("The remote store was never made ready for writing; create_remote does that.")
        if marker.pending is not None:
            self._run([*self._operations.move(), *self._ending(marker.pending, marker.staged)])
        elif marker.staged:
            self._run(self._operations.close(marker.staged))
        else:
            return marker
        return Marker(marker.generation if marker.pending is None else marker.pending)

    def write(self, removed: Iterable[Quad], added: Iterable[Quad], generation: int) -> None:
        """Remove and add quads, all or none, which makes ``generation``.

        Raises:
            StoreError: the engine did not take them; nothing changed, or the sentence says otherwise.
        """
        going = list(removed)
        coming = [quad._replace(object=self._engine.written(quad.object)) for quad in added]
        whole = self._engine.whole_requests and len(going) + len(coming) <= self.chunk
        operations = self._operations
        if whole and not going:
            self._run([operations.add(coming), *operations.count(generation)])
            return
        roles, staged = self._staged(going, coming)
        if whole:
            noted = [operations.plan(roles), operations.stage(staged)]
            self._run([*noted, *operations.move(), *self._ending(generation, roles)])
            return
        self._prepare(roles, staged, generation)
        self._finish(generation, tuple(roles))

    def _staged(self, going: list[Quad], coming: list[Quad]) -> tuple[dict[IRI, tuple[IRI, IRI]], list[Quad]]:
        """Give each graph of the change a staged graph to remove or to add, and the quads as staged there."""
        change = secrets.token_hex(8)
        graphs: dict[tuple[IRI, IRI], IRI] = {}
        staged = []
        for role, quads in ((self._own.removes_from, going), (self._own.adds_to, coming)):
            for quad in quads:
                key = role, quad.graph
                if key not in graphs:
                    graphs[key] = self._own.staged(change, len(graphs))
                staged.append(quad._replace(graph=graphs[key]))
        return {graph: key for key, graph in graphs.items()}, staged

    def _prepare(self, roles: dict[IRI, tuple[IRI, IRI]], staged: list[Quad], generation: int) -> None:
        names = list(roles)
        try:
            for start in range(0, len(names), self.chunk):
                part = names[start : start + self.chunk]
                self._client.update(self._operations.plan({name: roles[name] for name in part}))
            for quads in chunks(staged, self.chunk):
                self._stage(quads)
            self._client.update(self._operations.promise(generation))
        except StoreError:
            self._attempt([self._operations.withdraw(), *self._operations.close(names)])
            raise

    def _stage(self, quads: list[Quad]) -> None:
        if self._client.takes_graphs and len({quad.graph for quad in quads}) == 1:
            self._client.add_to_graph(quads[0].graph, n_triples(quads))
        else:
            self._client.update(self._operations.stage(quads))

    def _finish(self, generation: int, staged: tuple[IRI, ...]) -> None:
        steps = [*self._operations.move(), *self._ending(generation, staged)]
        try:
            self._run(steps)
        except StoreError as error:
            if self._attempt(steps):
                return
            if self._engine.whole_requests and self._attempt(
                [self._operations.withdraw(), *self._operations.close(staged)]
            ):
                raise  # the engine moved nothing, and the promise is taken back
            raise StoreError(
                f"{error} The change is staged whole in the store and will be finished before the next one."
            ) from error

    def _ending(self, generation: int, staged: Iterable[IRI]) -> list[str]:
        operations = self._operations
        return [*operations.count(generation), operations.withdraw(), *operations.close(staged)]

    def _run(self, steps: Iterable[str]) -> None:
        if self._engine.whole_requests:
            self._client.update(" ;\n".join(steps))
            return
        for step in steps:
            self._client.update(step)

    def _attempt(self, steps: Iterable[str]) -> bool:
        try:
            self._run(steps)
        except StoreError:
            return False
        return True
