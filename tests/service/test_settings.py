"""Settings come from flags, then variables, then koinon.toml."""

from pathlib import Path

import pytest

from koinon.graph.errors import AddressError
from koinon.service.settings import SettingsError, origins, read_settings


@pytest.fixture(autouse=True)
def empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_flag_wins_over_a_variable_and_a_variable_over_the_file(
    empty_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (empty_folder / "koinon.toml").write_text('port = 1\nhost = "0.0.0.0"\nqueue = 3\n')
    monkeypatch.setenv("KOINON_PORT", "2")
    monkeypatch.setenv("KOINON_HOST", "127.0.0.2")
    settings = read_settings(port=3, host=None)
    assert (settings.port, settings.host, settings.queue) == (3, "127.0.0.2", 3)


def test_each_setting_names_its_origin(empty_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (empty_folder / "koinon.toml").write_text("queue = 3\n")
    monkeypatch.setenv("KOINON_HOST", "127.0.0.2")
    found = origins(flags={"port"})
    assert (found["port"], found["host"], found["queue"], found["base"]) == (
        "--port",
        "KOINON_HOST",
        "koinon.toml",
        "default",
    )


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("port = 70000\n", "“port” cannot be 70000"),
        ("colour = 1\n", "There is no setting “colour”"),
        ("port = \n", "not valid TOML"),
    ],
)
def test_a_wrong_file_is_said_in_a_sentence(empty_folder: Path, text: str, sentence: str) -> None:
    (empty_folder / "koinon.toml").write_text(text)
    with pytest.raises(SettingsError, match=sentence):
        read_settings()


def test_the_base_must_be_an_address() -> None:
    with pytest.raises(AddressError, match="ends in a slash"):
        read_settings(base="http://example.org")


def test_settings_are_frozen() -> None:
    with pytest.raises(ValueError, match="frozen"):
        setattr(read_settings(), "port", 1)  # noqa: B010 - mypy would refuse the plain form
