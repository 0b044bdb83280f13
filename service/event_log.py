"""The log: one line of JSON an event, on the error output.

A line holds no control character and nothing but ASCII, whatever a client has sent. Queries are named by the
beginning of their SHA-256, clients only where a setting says so.
"""

import hashlib
import json
import logging
import sys
import traceback
from datetime import UTC, datetime
from typing import Any, Final, TextIO

#: The attribute of a record that holds the fields of its event.
FIELDS: Final = "koinon_fields"
_DIGITS: Final = 16


class JsonLines(logging.Formatter):
    """Writes a record as one line of JSON: time, level, what happened, then the fields of the event."""

    def format(self, record: logging.LogRecord) -> str:
        """Write a record."""
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": record.getMessage(),
            **getattr(record, FIELDS, {}),
        }
        if record.exc_info and record.exc_info[1] is not None:
            line |= _told(record.exc_info[1])
        return json.dumps(line, default=str)


def begin_log(level: str, output: TextIO | None = None) -> None:
    """Write what is logged in this process as lines of JSON.

    Args:
        level: the least level that is written: debug, info, warning or error.
        output: where to; the error output unless given.
    """
    handler = logging.StreamHandler(output or sys.stderr)
    handler.setFormatter(JsonLines())
    logging.basicConfig(handlers=[handler], level=level.upper(), force=True)
    # The client for HTTP would log whole addresses, and with them queries.
    logging.getLogger("httpx").setLevel(logging.WARNING)


def query_name(text: str) -> str:
    """Name a query without telling it: the beginning of its SHA-256."""
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()[:_DIGITS]


def _told(error: BaseException) -> dict[str, Any]:
    # Its words are left out: they may quote what somebody asked.
    frames = traceback.extract_tb(error.__traceback__)
    return {
        "error": type(error).__name__,
        "trace": [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames],
    }
