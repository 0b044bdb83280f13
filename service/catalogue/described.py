"""What there is to tell of a generation, computed once for every process that serves it."""

from koinon.graph.catalogue import Catalogue, catalogue

from ..generations import Generation


def described(generation: Generation) -> Catalogue:
    """Describe a generation. The first caller waits for counts of the whole graph."""
    base = generation.surroundings.base
    return generation.remember_together("catalogue", lambda: catalogue(generation.store, base))
