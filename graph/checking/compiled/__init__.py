"""Shapes turned into plain functions, which see a hundred times as many statements a second as pySHACL.

Only what the shapes of the vocabulary use of SHACL is known here. A shape that uses more is left to pySHACL,
which is also the measure: on any statements both find the same.
"""

from .results import Result
from .shape_set import ShapeSet, shape_set
from .stated import Stated

__all__ = ["Result", "ShapeSet", "Stated", "shape_set"]
