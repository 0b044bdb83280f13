"""Fixtures that every test may use."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real corpora, authorities and specifications, named by KOINON_SHARED."""
    folder = (ROOT / os.environ.get("KOINON_SHARED", "../shared")).resolve()
    if not (folder / "corpus").is_dir():
        pytest.skip(f"the shared corpora are not at {folder} (KOINON_SHARED names their folder)")
    return folder
