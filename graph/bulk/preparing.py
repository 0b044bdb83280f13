"""A large table parted into files of a spool, and these turned into statements wherever there is a hand."""

import hashlib
import pickle
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version
from itertools import chain
from pathlib import Path
from typing import Final

from ..addresses import Addresses, digest
from ..batch import Outcome, in_processes
from ..batch.outcome import Work
from ..errors import DocumentError
from ..records import TABLE, Account
from ..statements import statements, table_rows
from ..store.snapshots import sha256_of
from ..terms import Quad
from .parting import parted
from .working import WAITING, Done, done_before, turn_into_statements

#: From how many activities and involvements on a table is prepared piece by piece.
LARGE: Final = 20_000
#: Activities in a piece.
SIZE: Final = 2_000
_PARTED: Final = "parted"

#: Does work on files: by processes of this machine, or on a cluster.
Doing = Callable[[Work[Done], list[Path]], Iterable[Outcome[Done]]]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A source whose statements lie in files: ``description`` says what it is, ``run`` who read it."""

    source_id: str
    title: str
    text: Path
    description: tuple[Quad, ...]
    run: tuple[Quad, ...]
    pieces: tuple[Done, ...]


def is_large(account: Account) -> bool:
    """Tell whether an account is a table that is worth preparing piece by piece."""
    return account.source.media_type == TABLE and len(account.activities) + len(account.involvements) >= LARGE


def prepare(
    account: Account, base: str, spool: Path, doing: Doing | None = None, size: int = SIZE
) -> Prepared:
    """Turn an account into files of statements below the spool; what is there already is not done again.

    Raises:
        DocumentError: a piece could not be turned into statements.
    """
    addresses = Addresses(base)
    bare = Account(account.source, account.text)
    described = statements(bare, addresses, version("koinon"))
    sha256 = sha256_of(account.text)
    folder = spool / digest(
        described.source_id, sha256, version("koinon"), base, str(size), _records(account)
    )
    pieces = _parted_into(folder, account, addresses, sha256, size)
    text = folder / "text"
    if not text.exists():
        text.write_text(account.text, encoding="utf-8", newline="")
    return Prepared(
        described.source_id,
        account.source.title,
        text,
        described.provenance,
        described.run,
        tuple(_done(pieces, base, doing or in_processes)),
    )


def _records(account: Account) -> str:
    """Digest what was read: another mapping may read other records of the same text."""
    digested = hashlib.sha256()
    for record in chain(account.activities, account.organisations, account.places, account.involvements):
        digested.update(repr(record).encode())
    return digested.hexdigest()


def _parted_into(folder: Path, account: Account, addresses: Addresses, sha256: str, size: int) -> list[Path]:
    """Write the pieces as files; the mark that all are there is written last."""
    parted_already = folder / _PARTED
    if not parted_already.exists():
        folder.mkdir(parents=True, exist_ok=True)
        rows = table_rows(account.text)
        for number, piece in enumerate(parted(account, addresses, sha256, rows, size)):
            with (folder / f"{number:06}{WAITING}").open("wb") as file:
                pickle.dump(piece, file, protocol=pickle.HIGHEST_PROTOCOL)
        parted_already.touch()
    return sorted(folder.glob(f"*{WAITING}"))


def _done(pieces: list[Path], base: str, doing: Doing) -> Iterator[Done]:
    before = {path: done for path in pieces if (done := done_before(path))}
    outcomes = iter(
        doing(partial(turn_into_statements, base), [path for path in pieces if path not in before])
    )
    for path in pieces:
        if path in before:
            yield before[path]
            continue
        outcome = next(outcomes)
        if outcome.result is None:
            raise DocumentError(outcome.problem or f"{path} could not be turned into statements.")
        yield outcome.result
