"""What can go wrong with a write, beyond what can go wrong with a store.

KoinonError
├── WriteRefused    the token does not allow it, or nobody may
├── WriteTooCostly  it needed more time or memory than one write may take
├── KeyReused       an idempotency key came again with another request
├── UploadRefused   a body is too large, or not what it says it is
│   └── UnknownFormat  its media type is none that is read
└── WriterGone      the writer cannot be reached
"""

from collections.abc import Mapping
from http import HTTPStatus

from koinon.graph import errors as graph_errors
from koinon.graph.errors import KoinonError
from koinon.graph.updating import NoDefaultGraph


class WriteRefused(KoinonError):  # noqa: N818 - the names say what is the case
    """The token does not allow it, or nobody may."""


class WriteTooCostly(KoinonError):  # noqa: N818
    """It needed more time or memory than one write may take; nothing of it was written."""


class KeyReused(KoinonError):  # noqa: N818
    """An idempotency key came again with another request."""


class UploadTooLarge(KoinonError):  # noqa: N818
    """A body is larger than one may be."""


class UnknownFormat(KoinonError):  # noqa: N818
    """A body's media type is none that is read."""


class WriterBusy(KoinonError):  # noqa: N818
    """Too many writes are waiting."""


class WriterGone(KoinonError):  # noqa: N818
    """The writer cannot be reached."""


_OWN = (WriteRefused, WriteTooCostly, KeyReused, UploadTooLarge, UnknownFormat, WriterBusy, WriterGone)
_KINDS: Mapping[str, type[KoinonError]] = {kind.__name__: kind for kind in _OWN} | {
    name: kind
    for name, kind in vars(graph_errors).items()
    if isinstance(kind, type) and issubclass(kind, KoinonError)
}

#: The status that tells each of them over HTTP.
STATUS: Mapping[type[KoinonError], HTTPStatus] = {
    WriteRefused: HTTPStatus.FORBIDDEN,
    NoDefaultGraph: HTTPStatus.FORBIDDEN,
    WriteTooCostly: HTTPStatus.SERVICE_UNAVAILABLE,
    KeyReused: HTTPStatus.UNPROCESSABLE_ENTITY,
    UploadTooLarge: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    UnknownFormat: HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    WriterBusy: HTTPStatus.SERVICE_UNAVAILABLE,
    WriterGone: HTTPStatus.SERVICE_UNAVAILABLE,
    graph_errors.StoreFull: HTTPStatus.INSUFFICIENT_STORAGE,
    graph_errors.CheckError: HTTPStatus.UNPROCESSABLE_ENTITY,
    graph_errors.DocumentError: HTTPStatus.BAD_REQUEST,
    graph_errors.AddressError: HTTPStatus.BAD_REQUEST,
}


def error_of(kind: str, sentence: str) -> KoinonError:
    """Make the error again that another process told of."""
    if kind == NoDefaultGraph.__name__:
        return NoDefaultGraph()
    return _KINDS.get(kind, KoinonError)(sentence)
