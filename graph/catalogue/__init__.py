"""The graph as data sets: what it holds, told to portals and harvesters."""

from .datasets import Catalogue, Publisher, SourceDataset, Totals, catalogue
from .dcat import dcat
from .void import void

__all__ = ["Catalogue", "Publisher", "SourceDataset", "Totals", "catalogue", "dcat", "void"]
