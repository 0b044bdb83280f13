"""Text for XML: escaped, and free of characters that XML 1.0 does not allow (section 2.2)."""

import re
from typing import Final

_FORBIDDEN: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ESCAPES: Final = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}
)


def xml_text(value: object) -> str:
    """Write a value as XML text or attribute; what XML cannot hold becomes U+FFFD.

    Line breaks and tabs are written as references, for a reader would turn them into spaces.
    """
    return _FORBIDDEN.sub("\ufffd", str(value)).translate(_ESCAPES)
