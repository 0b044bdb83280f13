"""Fixtures that every test may use."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

# No test is timed. Where CI runs, examples are the same every time: a run that fails can be run again.
settings.register_profile("koinon", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("koinon")

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real corpora, authorities and specifications, named by KOINON_SHARED."""
    folder = (ROOT / os.environ.get("KOINON_SHARED", "../shared")).resolve()
    if not (folder / "corpus").is_dir():
        pytest.skip(f"the shared corpora are not at {folder} (KOINON_SHARED names their folder)")
    return folder
