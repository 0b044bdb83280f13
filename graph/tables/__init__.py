"""Open-data files become records."""

from .problems import Problem, TableReading
from .reading import read_table

__all__ = ["Problem", "TableReading", "read_table"]
