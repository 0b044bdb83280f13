"""Bytes → characters: by mark, as UTF-8, as declared, else by a guess that can be trusted."""

import codecs
import re

import charset_normalizer

from ..errors import DocumentError

# UTF-32 first: its little-endian mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Tab, line feed, form feed, carriage return and escape occur in texts; other control characters do not.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f]")
_SAMPLE = 200_000

# Half of the western texts in other encodings pass charset-normalizer's own measure as some encoding
# they are not in. So western means: only letters and signs of English, French and Spanish, capitals not
# within a word; Cyrillic means: mostly Cyrillic, and letters as frequent as in Russian.
_NOT_WESTERN = re.compile(
    "[^\\x00-\\x7fàâäáçéèêëîïíôöóùûüúñÿœæÀÂÁÇÉÈÊÎÏÍÔÖÓÙÛÜÚÑŸŒÆºª¿¡«»’‘“”„–—…•€°§\\xa0\\xad]|[a-zß-ÿ][À-Þ]"
)
_CYRILLIC = ["cp1251", "koi8_r", "iso8859_5", "cp866"]
_LEAST_COHERENCE = 0.4
_MOST_CHAOS = 0.05


def decode(data: bytes, name: str, declared: str | None = None) -> str:
    """Decode by the byte-order mark, as UTF-8, as declared, else by a guess that can be trusted.

    Raises:
        DocumentError: the bytes are no text, or their encoding cannot be told.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _checked(_decode_as(data[len(mark) :], encoding, name), name)
    for candidate in ("utf-8", declared or "utf-8"):
        try:
            return _checked(data.decode(candidate), name)
        except (UnicodeDecodeError, LookupError):
            continue
    return _guess(data, name)


def _guess(data: bytes, name: str) -> str:
    if b"\x00" in data:
        raise DocumentError(f"{name} is a binary file, not a text.")
    for guess in (_western, _cyrillic):
        if (text := guess(data)) is not None:
            return _checked(text, name)
    raise DocumentError(f"The encoding of {name} cannot be told; save it as UTF-8.")


def _western(data: bytes) -> str | None:
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        return None
    return None if _NOT_WESTERN.search(text) else text


def _cyrillic(data: bytes) -> str | None:
    found = charset_normalizer.from_bytes(data[:_SAMPLE], cp_isolation=_CYRILLIC, enable_fallback=False)
    best = found.best()
    if best is None or best.coherence < _LEAST_COHERENCE or best.chaos > _MOST_CHAOS:
        return None
    text = data.decode(best.encoding, errors="replace")
    letters = sum(map(str.isalpha, text[:_SAMPLE]))
    mostly = len(re.findall(r"[\u0400-\u04FF]", text[:_SAMPLE])) * 2 > letters
    return text if mostly and "\ufffd" not in text else None


def _decode_as(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise DocumentError(f"{name} is not valid {encoding.upper()}; save it as UTF-8.") from None


def _checked(text: str, name: str) -> str:
    found = len(_CONTROL.findall(text, 0, _SAMPLE))
    if "\x00" in text or found * 100 > min(len(text), _SAMPLE):
        raise DocumentError(f"{name} is a binary file, not a text.")
    return text
