"""An announcement that was read."""

import pytest

from koinon.graph.documents import read_bytes
from koinon.graph.reading import read_account
from koinon.graph.records import Account

ANNOUNCEMENT = """\
Workshop on the care of textiles in Tbilisi

The Georgian National Museum held a workshop “Care of Textile Collections” in Tbilisi, Georgia, from 4 to 8
May 2015. The workshop was organised by the Georgian National Museum in partnership with the Abegg Foundation
and with the financial support of the Ministry of Culture of Georgia.
"""


@pytest.fixture(scope="session")
def account() -> Account:
    """What the announcement says: a workshop and three organisations."""
    return read_account(read_bytes(ANNOUNCEMENT.encode(), "workshop.txt"))
