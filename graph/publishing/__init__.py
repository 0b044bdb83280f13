"""Other forms in which the graph is published: RDF 1.2 with reifiers, and nanopublications."""

from .nanopublications import nanopublications
from .reified import n_quads_1_2
from .reviews import Review, accept, reviews, withdraw

__all__ = ["Review", "accept", "n_quads_1_2", "nanopublications", "reviews", "withdraw"]
