"""E-mail → its letter head, set aside, and its letter: the plain text, or else the page."""

import re
from collections.abc import Iterator
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from email.utils import parseaddr, parsedate_to_datetime

from ..errors import DocumentError
from ..partial_dates import PartialDate, partial_date
from ..records import Passage
from .content import Content
from .encoding import decode
from .metadata import Metadata
from .plain_text import newlines
from .web_page import read_web_page

# RFC 3676, section 4.3: two hyphens and a space alone on a line begin the signature.
_SIGNATURE = re.compile(r"^-- ?\n", re.MULTILINE)


def read_mail(data: bytes, name: str) -> Content:
    """Read a message: who, when and what about, without mailbox addresses, then the letter.

    Attachments are not read. The head and the signature are set aside.

    Raises:
        DocumentError: the message has no letter, or its text cannot be decoded.
    """
    try:
        return _content(message_from_bytes(data, policy=default), name)
    except (AttributeError, LookupError, TypeError, ValueError):
        # The parser lets damaged headers through, and fails only when they are asked for.
        raise DocumentError(f"{name} is damaged, so that it cannot be read as a message.") from None


def _content(message: EmailMessage, name: str) -> Content:
    metadata = _metadata(message)
    body, head = _letter(message, name), _head(metadata)
    shifted = (Passage(len(head) + one.start, len(head) + one.end) for one in body.set_aside)
    aside = (Passage(0, len(head)),) if head else ()
    return Content(head + body.text, "message/rfc822", metadata, (*aside, *shifted))


def _letter(message: EmailMessage, name: str) -> Content:
    part = message.get_body(preferencelist=("plain", "html"))
    if part is None:
        raise DocumentError(f"{name} is a message without a letter in it.")
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes) or not data.strip():
        raise DocumentError(f"{name} is a message without a letter in it.")
    if part.get_content_subtype() == "html":
        return read_web_page(data, name)
    text = newlines(_decoded(data, part.get_content_charset(), name))
    if str(part.get_param("format", "")).lower() == "flowed":
        text = "".join(_unfolded(text))
    signature = _SIGNATURE.search(text)
    aside = (Passage(signature.start(), len(text)),) if signature else ()
    return Content(text, "text/plain", set_aside=aside)


def _decoded(data: bytes, charset: str | None, name: str) -> str:
    try:
        return data.decode(charset or "utf-8")
    except (LookupError, UnicodeDecodeError):
        return decode(data, name)


def _unfolded(text: str) -> Iterator[str]:
    """Join lines that a mail program has folded: they end with a space (RFC 3676, section 4.1)."""
    for line in text.splitlines(keepends=True):
        bare = line.rstrip("\n")
        yield bare if bare.endswith(" ") and bare != "-- " else line


def _metadata(message: EmailMessage) -> Metadata:
    sender, _ = parseaddr(str(message.get("From") or ""))
    subject = " ".join(str(message.get("Subject") or "").split())
    return Metadata(title=subject or None, publisher=sender or None, issued=_date(message))


def _date(message: EmailMessage) -> PartialDate | None:
    try:
        return partial_date(parsedate_to_datetime(str(message["Date"])).date().isoformat())
    except (TypeError, ValueError):
        return None


def _head(metadata: Metadata) -> str:
    lines = [("From", metadata.publisher), ("Date", metadata.issued), ("Subject", metadata.title)]
    head = "".join(f"{label}: {value}\n" for label, value in lines if value)
    return f"{head}\n" if head else ""
