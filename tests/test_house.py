"""The house keeps its order: packages are named, and layers point one way."""

import ast
import tomllib
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FOLDERS = ("ontology", "graph", "service", "data")
MAY_IMPORT = {
    "ontology": {"ontology"},
    "graph": {"graph", "ontology"},
    "service": {"service", "graph", "ontology", "data"},
    "data": {"data"},
}


def modules() -> Iterator[Path]:
    for folder in FOLDERS:
        yield from sorted(path for path in (ROOT / folder).rglob("*.py") if "node_modules" not in path.parts)


def imported(path: Path) -> Iterator[tuple[str, bool]]:
    """Yield each imported name with whether it was imported absolutely."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((alias.name, True) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or "", node.level == 0


def test_every_folder_of_modules_or_resources_is_a_named_package() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]
    found = {
        "koinon." + ".".join(marker.parent.relative_to(ROOT).parts)
        for folder in FOLDERS
        for marker in (ROOT / folder).rglob("__init__.py")
        if "node_modules" not in marker.parts
    }
    assert sorted(settings["packages"]) == sorted(found)


def test_every_resource_is_shipped() -> None:
    patterns = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"][
        "package-data"
    ]
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*.*")):
            if path.is_dir() or path.suffix in {".py", ".pyc"}:
                continue
            # The front end ships as it was built, not as it was written.
            if path.is_relative_to(ROOT / "service/web"):
                continue
            own = patterns.get(f"koinon.{folder}", [])
            inside = path.relative_to(ROOT / folder).as_posix()
            beside_code = (path.parent / "__init__.py").exists() and any(
                path.match(pattern) for pattern in patterns["*"]
            )
            assert beside_code or any(fnmatch(inside, pattern) for pattern in own), f"{path} is not shipped"


@pytest.mark.parametrize("path", list(modules()), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_layers_point_one_way(path: Path) -> None:
    own = path.relative_to(ROOT).parts[0]
    for name, absolute in imported(path):
        first, *rest = name.split(".")
        if first == "koinon":
            assert rest[0] in MAY_IMPORT[own], f"{path} imports {name}"
            assert rest[0] != own, f"{path} imports its own package absolutely: {name}"
        elif absolute:
            assert first not in FOLDERS, f"{path} imports the bare name {name}"


# A debt, to be paid by parting the file by noun: finding titles, and finding what bears none.
LONGER = {"graph/reading/deed_mentions.py": 520}


@pytest.mark.parametrize("path", list(modules()), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_file_outgrows_the_house(path: Path) -> None:
    source = path.read_text("utf-8")
    most = LONGER.get(path.relative_to(ROOT).as_posix(), 400)
    assert source.count("\n") <= most, f"{path} has more than {most} lines"
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            assert length <= 60, f"{path}: {node.name} has {length} lines"
