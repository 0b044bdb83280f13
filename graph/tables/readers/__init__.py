"""Files of open data as records of cells, whatever their format."""

from .opening import FORMATS, Opened, open_table
from .record import Record

__all__ = ["FORMATS", "Opened", "Record", "open_table"]
