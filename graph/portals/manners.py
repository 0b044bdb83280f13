"""How portals are asked: one request at a time, slowly, within bounds, saying who asks."""

import random
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final

#: The name by which ``robots.txt`` may address this program.
NAME: Final = "Koinon"
#: Where a portal fails, the next attempt waits this much longer than the one before.
_LONGER: Final = 2.0


@dataclass(frozen=True, slots=True)
class Manners:
    """Bounds of a run: seconds between requests to a host, seconds and bytes of all, attempts of one."""

    agent: str = NAME
    delay: float = 1.0
    seconds: float = 600.0
    longest: int = 1_000_000_000
    tries: int = 4
    robots: bool = True


class Clock:
    """Time, and waiting for it to pass."""

    def now(self) -> float:
        """Give seconds from some point on, which never go back."""
        return time.monotonic()

    def date(self) -> datetime:
        """Give the date and hour, in UTC."""
        return datetime.now(UTC)

    def sleep(self, seconds: float) -> None:
        """Wait."""
        time.sleep(seconds)


def pause_before(attempt: int, delay: float, asked: str, clock: Clock) -> float:
    """Say how many seconds to wait before an attempt after the first, by what the portal asked for.

    ``Retry-After`` holds seconds or a date (RFC 9110, 10.2.3). Without it the pause doubles each time, and
    is shifted by chance, so that many who were refused do not come back at once.
    """
    if asked.isdecimal():
        return float(asked)
    try:
        return max(0.0, (parsedate_to_datetime(asked) - clock.date()).total_seconds())
    except (ValueError, TypeError):
        return max(delay, 1.0) * _LONGER ** (attempt - 1) * random.uniform(1.0, 1.5)  # noqa: S311
