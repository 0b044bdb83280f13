"""Open-data files become records."""

from .mapped_reading import Choice, has_mapping, read_mapped
from .mapping import read_mapping, shipped_mappings
from .problems import Problem, TableReading, in_brief
from .proposing import propose
from .reading import read_table

__all__ = [
    "Choice",
    "Problem",
    "TableReading",
    "has_mapping",
    "in_brief",
    "propose",
    "read_mapped",
    "read_mapping",
    "read_table",
    "shipped_mappings",
]
