"""What the page on operating promises is proved by tests that exist, and what is deployed is well formed."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml  # type: ignore[import-untyped]

from koinon.service.settings import Settings

ROOT = Path(__file__).parent.parent
DEPLOY = ROOT / "deploy"
PAGE = (ROOT / "docs" / "operating.md").read_text("utf-8")
PROOFS = re.findall(r"`(tests/[\w/.]+)::(\w+)`", PAGE)


def test_every_limit_and_promise_names_a_test() -> None:
    assert len(PROOFS) > 30
    rows = [line for line in PAGE.splitlines() if line.startswith("| ") and "Proved by" not in line]
    promised = rows[: next(number for number, row in enumerate(rows) if row.startswith("| Address"))]
    assert [row for row in promised if "::test_" not in row] == []


@pytest.mark.parametrize(("path", "name"), sorted(set(PROOFS)))
def test_the_test_that_is_named_exists(path: str, name: str) -> None:
    assert re.search(rf"^(?:async )?def {name}\(", (ROOT / path).read_text("utf-8"), re.M)


def test_defaults_are_those_of_the_settings() -> None:
    for name, shown in {
        "query_seconds": "10 s",
        "worker_megabytes": "512 MB",
        "concurrency": "4, 32",
        "client_seconds": "60 s",
        "client_faults": "120",
        "transfer_seconds": "600 s",
    }.items():
        row = next(line for line in PAGE.splitlines() if f"`{name}`" in line)
        assert f"| {shown} |" in row
        assert f"{Settings.model_fields[name].default:g}" in shown


@pytest.mark.parametrize("file", sorted(DEPLOY.iterdir()), ids=lambda path: path.name)
def test_every_variable_that_is_deployed_is_a_setting(file: Path) -> None:
    known = {f"KOINON_{name.upper()}" for name in Settings.model_fields}
    assert set(re.findall(r"KOINON_[A-Z_]+", file.read_text("utf-8"))) <= known


def test_the_compose_file_names_what_is_there() -> None:
    compose = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))
    koinon, proxy = compose["services"]["koinon"], compose["services"]["proxy"]
    assert (DEPLOY / koinon["build"]["context"] / koinon["build"]["dockerfile"]).is_file()
    assert (DEPLOY / proxy["volumes"][0].partition(":")[0]).is_file()
    assert {volume.partition(":")[0] for volume in koinon["volumes"]} <= set(compose["volumes"])
    subnet = compose["networks"]["inside"]["ipam"]["config"][0]["subnet"]
    assert koinon["environment"]["KOINON_TRUSTED_PROXIES"] == subnet


def test_systemd_takes_the_unit(tmp_path: Path) -> None:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd-analyze is not here")
    unit = (DEPLOY / "koinon.service").read_text("utf-8").replace("/opt/koinon/bin/koinon", "/bin/true")
    (tmp_path / "koinon.service").write_text(unit, encoding="utf-8")
    done = subprocess.run(
        ["systemd-analyze", "verify", str(tmp_path / "koinon.service")],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("name", ["nginx.conf", "Caddyfile", "compose.yaml", "koinon.service"])
def test_blocks_are_closed_and_the_page_names_the_file(name: str) -> None:
    text = re.sub(r"#.*", "", (DEPLOY / name).read_text("utf-8"))
    assert text.count("{") == text.count("}")
    assert f"deploy/{name}" in PAGE
