"""The documentation is complete, and what it shows works."""

import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer

from koinon.graph.store import EmbeddedStore
from koinon.service.app import create_app
from koinon.service.cli.program import program
from koinon.service.generations import Generations
from koinon.service.settings import Settings, read_settings

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
KOINON = Path(sys.executable).parent / "koinon"
PYTHON_PAGES = ("README.md", "docs/networks.md", "docs/store.md")


def blocks(page: Path, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", page.read_text("utf-8"), re.M | re.S)


def run(command: list[str], folder: Path) -> str:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=900, check=False)
    assert done.returncode == 0, f"{shlex.join(command)}: {done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def folder_of_a_reader(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which someone has followed the first steps: the graph built, the announcement written."""
    folder = tmp_path_factory.mktemp("reader")
    run([str(KOINON), "build"], folder)
    announcement = blocks(DOCS / "first-steps.md", "text")[0]
    (folder / "workshop.txt").write_text(announcement, encoding="utf-8")
    return folder


def shown_commands() -> Iterator[str]:
    page = (DOCS / "first-steps.md").read_text("utf-8")
    for block in re.findall(r"<!-- runs: \w+ -->\n```console\n(.*?)```", page, re.S):
        yield from re.findall(r"^\$ koinon (.*)$", block, re.M)


def test_the_first_steps_work_in_their_order(folder_of_a_reader: Path) -> None:
    printed = {
        command: run([str(KOINON), *shlex.split(command)], folder_of_a_reader) for command in shown_commands()
    }
    assert '"Georgian National Museum"' in printed["read workshop.txt"]
    assert "nothing changed" in printed["add workshop.txt"]
    assert "Abegg Foundation" in next(
        said for command, said in printed.items() if command.startswith("query")
    )
    assert (folder_of_a_reader / "net.gexf").stat().st_size > 1000
    assert (folder_of_a_reader / "georgia.csv").is_file()


@pytest.mark.parametrize("page", PYTHON_PAGES)
def test_the_python_that_is_shown_runs(page: str, folder_of_a_reader: Path) -> None:
    shown = blocks(ROOT / page, "python")
    assert shown
    # Blocks follow one another, as in a notebook.
    run([sys.executable, "-W", "error", "-c", "\n".join(shown)], folder_of_a_reader)


def test_the_first_query_of_the_readme_answers(folder_of_a_reader: Path) -> None:
    query = re.search(r"koinon query -e '\n(.*?)'\n```", (ROOT / "README.md").read_text("utf-8"), re.S)
    assert query
    answer = run([str(KOINON), "query", "--format", "csv", "-e", query[1]], folder_of_a_reader)
    assert len(answer.splitlines()) > 5


@pytest.mark.parametrize("query", blocks(DOCS / "vocabulary.md", "sparql"))
def test_the_queries_of_the_vocabulary_answer(query: str, folder_of_a_reader: Path) -> None:
    answer = run([str(KOINON), "query", "--format", "csv", "-e", query], folder_of_a_reader)
    assert len(answer.splitlines()) > 5


def test_every_command_and_option_is_documented() -> None:
    page = (DOCS / "command-line.md").read_text("utf-8")
    group = typer.main.get_group(program)
    for name, command in group.commands.items():
        assert f"koinon {name}" in page, f"the command {name} is not documented"
        for parameter in command.params:
            for option in parameter.opts:
                assert not option.startswith("--") or f"`{option}`" in page, (
                    f"{name} {option} is not documented"
                )


def test_every_setting_is_documented_with_its_default() -> None:
    page = (DOCS / "settings.md").read_text("utf-8")
    for name, field in Settings.model_fields.items():
        default = f"{field.default:g}" if isinstance(field.default, float) else str(field.default)
        row = next((line for line in page.splitlines() if line.startswith(f"| `{name}` ")), "")
        assert f"`KOINON_{name.upper()}`" in row, f"the setting {name} is not documented"
        assert f"`{default}`" in row or default in {"None", ""}, f"the default of {name} is not {default}"


def test_every_address_is_documented() -> None:
    page = (DOCS / "web.md").read_text("utf-8")
    generations = Generations.of(EmbeddedStore.memory(), "http://127.0.0.1:8000/")
    paths = create_app(generations, read_settings()).openapi()["paths"]
    assert len(paths) > 15
    for path in paths:
        shown = path.replace("{rest}", "…").replace("{rest:path}", "…")
        assert f"`{shown}" in page, f"the address {shown} is not documented"
