"""What came of fetching."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Fetched:
    """A file that was fetched: whether it is another than was there, and how many records, where counted."""

    path: Path
    title: str
    fresh: bool
    records: int | None = None
    passed_over: str = ""

    def __str__(self) -> str:
        if self.passed_over:
            return f"{self.title}: {self.passed_over}"
        count = f", {self.records:,} records" if self.records is not None else ""
        state = "fetched" if self.fresh else "unchanged"
        return f"{self.path.name} ({self.title}{count}): {state}."
