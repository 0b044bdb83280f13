"""What the engine complains of, in sentences of our own."""

import errno
import re
from collections.abc import Iterator
from contextlib import contextmanager

from ..errors import QueryError, StoreError, StoreFull

_POSITION = re.compile(r"error at (\d+):(\d+): expected (?:one of )?(.*)", re.DOTALL)


@contextmanager
def engine_errors() -> Iterator[None]:
    """Turn errors of the engine into ours.

    Raises:
        QueryError: the engine cannot parse or evaluate a query.
        StoreError: the engine cannot read or write its files.
        StoreFull: there is no room for them.
    """
    try:
        yield
    except SyntaxError as error:
        raise QueryError(_syntax(str(error))) from None
    except OSError as error:
        raise disk_error(error) from error
    except (RuntimeError, ValueError) as error:
        raise QueryError(f"The query cannot be answered: {error}.") from error


def disk_error(error: OSError) -> StoreError:
    """Say what a disk complains of: that it is full, or anything else."""
    # The engine passes on the words of the operating system without its number.
    if error.errno in {errno.ENOSPC, errno.EDQUOT} or "No space left" in str(error):
        return StoreFull("The disk is full, so nothing was written; make room and try again.")
    return StoreError(f"The store's files cannot be read or written: {error}.")


def _syntax(message: str) -> str:
    found = _POSITION.match(message)
    if found is None:
        return f"The query is not SPARQL: {message}."
    line, column, expected = found.groups()
    where = f"The query is not SPARQL at line {line}, column {column}"
    if "Prefix not found" in expected:
        return f"{where}: a prefix before this place is not declared; add a PREFIX line."
    if "variable that is unbound" in expected:
        return f"{where}: a variable of the SELECT is neither grouped by nor aggregated."
    # The engine lists what could have come next, down to single characters; words help, classes do not.
    # What the guard refuses, or SPARQL 1.1 does not know, is no help either.
    words = [word for word in expected.replace("\n", " ").split(", ") if not word.startswith("[")]
    words = [word for word in words if word not in {"LATERAL", "SERVICE"}]
    return f"{where}: expected {' or '.join(words)}." if words else f"{where}."
