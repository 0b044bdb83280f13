"""Figures measured: Markdown for people, JSON for programs, with the machine and the versions."""

import json
import os
import platform
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final

RESULTS: Final = Path(__file__).parent / "results"
_SOFTWARE: Final = (
    "koinon",
    "pyoxigraph",
    "oxigraph",
    "rdflib",
    "rdflib-endpoint",
    "fastapi",
    "uvicorn",
    "numpy",
)


@dataclass(frozen=True, slots=True)
class Table:
    """A table of figures: what it shows, its columns, its rows."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]


@dataclass(frozen=True, slots=True)
class Promise:
    """A figure that was to be reached, and whether it was."""

    what: str
    wanted: str
    found: str
    kept: bool


@dataclass(slots=True)
class Report:
    """What one benchmark found."""

    name: str
    title: str
    sizes: dict[str, object]
    tables: list[Table] = field(default_factory=list)
    promises: list[Promise] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def write(self, folder: Path = RESULTS) -> str:
        """Write ``name.md`` and ``name.json``; give the Markdown."""
        folder.mkdir(parents=True, exist_ok=True)
        when = datetime.now(UTC).isoformat(timespec="seconds")
        around = {"measured": when, "machine": machine(), "software": software(), "sizes": self.sizes}
        found = {name: value for name, value in asdict(self).items() if name != "sizes"}
        whole = json.dumps({**around, **found}, indent=1, ensure_ascii=False, default=str)
        (folder / f"{self.name}.json").write_text(f"{whole}\n", encoding="utf-8")
        text = self._markdown(around)
        (folder / f"{self.name}.md").write_text(text, encoding="utf-8")
        return text

    def _markdown(self, around: dict[str, object]) -> str:
        parts = [f"# {self.title}\n"]
        if self.promises:
            rows = tuple(
                (one.what, one.wanted, one.found, "yes" if one.kept else "**no**") for one in self.promises
            )
            parts.append(_table(Table("Figures to reach", ("what", "wanted", "found", "kept"), rows)))
        parts += [_table(table) for table in self.tables]
        parts += [f"{note}\n" for note in self.notes]
        for name, value in around.items():
            told = (
                ", ".join(f"{key} {one}" for key, one in value.items()) if isinstance(value, dict) else value
            )
            parts.append(f"- {name}: {told}")
        return "\n".join(parts) + "\n"


def machine() -> dict[str, object]:
    """Describe this machine: processor, cores that may be used, memory, system."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return {
        "processor": _processor(),
        "cores": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count(),
        "memory": f"{memory / 1e9:.0f} GB",
        "load": f"{os.getloadavg()[0]:.1f} when written",
        "system": f"{platform.system()} {platform.release()}",
    }


def software() -> dict[str, str]:
    """Name the versions of what was measured."""
    found = {"python": platform.python_version()}
    for name in _SOFTWARE:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    named = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(named, platform.machine())


def _table(table: Table) -> str:
    rows = [table.columns, ["---"] * len(table.columns), *table.rows]
    return f"## {table.title}\n\n" + "\n".join(f"| {' | '.join(map(_cell, row))} |" for row in rows) + "\n"


def _cell(value: object) -> str:
    if isinstance(value, float):
        return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"
    return f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) else str(value)
