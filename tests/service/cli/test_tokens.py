from collections.abc import Callable

from typer.testing import Result

Koinon = Callable[..., Result]


def test_a_token_is_printed_once_listed_by_name_and_revoked(koinon: Koinon) -> None:
    koinon("add", "workshop.txt")
    made = koinon("token", "new", "--scope", "write")
    token = made.stdout.strip()
    name = token.split("_")[1]
    assert made.exit_code == 0
    assert token.startswith("koinon_")
    listed = koinon("token", "list").stdout
    assert name in listed
    assert "write" in listed
    assert token not in listed
    assert koinon("token", "revoke", name).exit_code == 0
    assert "read-only" in koinon("token", "list").stdout


def test_there_are_no_tokens_without_a_store(koinon: Koinon) -> None:
    assert koinon("token", "new", "--scope", "write").exit_code != 0
    assert koinon("token", "new", "--scope", "everything").exit_code == 2
