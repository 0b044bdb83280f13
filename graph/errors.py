"""The tree of errors. A message is a sentence: what is wrong, where, what to do.

KoinonError
├── DocumentError       a file cannot be read as an announcement or a table
├── PortalError         a portal does not answer, or not with what was asked
├── AddressError        an address or identifier cannot be minted or understood
├── QueryError          a query is not SPARQL, or asks for what is not allowed
│   └── NotAcceptable   a result has no form among those asked for
├── StoreError          the store cannot be opened, read or written
│   ├── StoreMissing    there is no store where one was expected
│   ├── StoreBusy       another process is writing
│   ├── StoreFull       the disk has no room for what is to be written
│   ├── StoreDamaged    the store does not hold what its marker says
│   ├── StoreUnreachable a remote store does not answer, or not as a SPARQL engine does
│   ├── StoreTimeout    a remote store took longer than it may
│   └── StoreIncomplete a remote store gave a part of a result only
├── CheckError          data break a shape, and were therefore not written
└── NetworkError        a filter or a network file cannot be understood
    └── NotExpressible  a network has no query that would count the same
"""


class KoinonError(Exception):
    """What went wrong, in one sentence a user can act on."""


class DocumentError(KoinonError):
    """A file cannot be read as an announcement or a table."""


class PortalError(KoinonError):
    """A portal does not answer, or not with what was asked."""


class AddressError(KoinonError):
    """An address or identifier cannot be minted or understood."""


class QueryError(KoinonError):
    """A query is not SPARQL, or asks for what is not allowed."""


class NotAcceptable(QueryError):  # noqa: N818 - the names say what is the case
    """A result has no form among those asked for."""


class StoreError(KoinonError):
    """The store cannot be opened, read or written."""


class StoreMissing(StoreError):  # noqa: N818
    """There is no store where one was expected."""


class StoreBusy(StoreError):  # noqa: N818
    """Another process is writing."""


class StoreFull(StoreError):  # noqa: N818
    """The disk has no room for what is to be written."""


class StoreDamaged(StoreError):  # noqa: N818
    """The store does not hold what its marker says."""


class StoreUnreachable(StoreError):  # noqa: N818
    """A remote store does not answer, or not as a SPARQL engine does."""


class StoreTimeout(StoreError):  # noqa: N818
    """A remote store took longer than it may."""


class StoreIncomplete(StoreError):  # noqa: N818
    """A remote store gave a part of a result only; ``rows`` are the most it gives, where it says so."""

    def __init__(self, message: str, rows: int | None = None) -> None:
        super().__init__(message)
        self.rows = rows


class CheckError(KoinonError):
    """Data break a shape, and were therefore not written."""


class NetworkError(KoinonError):
    """A filter or a network file cannot be understood."""


class NotExpressible(NetworkError):  # noqa: N818
    """A network has no query that would count the same."""
