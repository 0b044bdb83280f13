"""``robots.txt`` (RFC 9309): what a host asks of programs, heard once a run."""

from collections.abc import Callable
from typing import Final
from urllib.robotparser import RobotFileParser

import httpx

from .manners import NAME, Manners

#: So much of the file is read (RFC 9309, 2.5).
_LONGEST: Final = 500 * 1024


class Robots:
    """The rules of the hosts that are asked, each read when its host is first asked."""

    def __init__(self, read: Callable[[httpx.URL], str | None], manners: Manners) -> None:
        self._read = read
        self._manners = manners
        self._rules: dict[bytes, RobotFileParser] = {}

    def allow(self, url: httpx.URL) -> bool:
        """Tell whether the host lets an address be fetched."""
        return self._rules_of(url).can_fetch(NAME, str(url))

    def delay(self, url: httpx.URL) -> float:
        """Give the seconds that the host wants between two requests; 0 where its rules are not yet read."""
        known = self._rules.get(url.netloc)
        if known is None:
            return 0.0
        rate = known.request_rate(NAME)
        return max(float(known.crawl_delay(NAME) or 0), rate.seconds / rate.requests if rate else 0.0)

    def _rules_of(self, url: httpx.URL) -> RobotFileParser:
        if url.netloc not in self._rules:
            parser = RobotFileParser()
            parser.parse((self._read(url) or "")[:_LONGEST].splitlines())
            self._rules[url.netloc] = parser
        return self._rules[url.netloc]
