"""PDF → the text of its pages, read in a process of its own that is ended when it takes too much."""

import json
import re
import subprocess
import sys
from collections import Counter
from typing import Any

from ..errors import DocumentError
from .content import Content
from .metadata import Metadata, language_code
from .plain_text import newlines

SECONDS = 60

_BROKEN_WORD = re.compile(r"(\w+)(-|\u00ad|\u2010)\n(\w+)")


def read_pdf(data: bytes, name: str) -> Content:
    """Read a PDF page by page, each after a form feed; words broken at the end of a line are joined.

    Raises:
        DocumentError: it is damaged, locked by a password, a scan, or takes too much time or memory.
    """
    answer = _pages(data, name)
    if "error" in answer:
        raise DocumentError(f"{name} {answer['error']}")
    text = join_broken_words(newlines("\n\f".join(answer["pages"])) + "\n")
    if not re.search(r"\w", text):
        raise DocumentError(f"{name} holds no text: it may be a scan, which needs character recognition.")
    metadata = Metadata(title=answer.get("title"), language=language_code(answer.get("language")))
    return Content(text, "application/pdf", metadata)


def join_broken_words(text: str) -> str:
    """Join a word broken at the end of a line, where the text itself shows how it is written.

    A soft hyphen goes. A hard one goes where a small letter follows and no compound with that hyphen
    stands elsewhere; otherwise it is kept, and the lines are not joined.
    """
    words = Counter(re.findall(r"\w+(?:-\w+)*", text.casefold()))

    def joined(match: re.Match[str]) -> str:
        head, hyphen, tail = match.groups()
        if hyphen == "\u00ad" or words[(head + tail).casefold()]:
            return head + tail
        if not tail[0].islower() or not head.isalpha() or len(head) < 3 or words[f"{head}-{tail}".casefold()]:
            return match.group()
        return head + tail

    return _BROKEN_WORD.sub(joined, text)


def _pages(data: bytes, name: str) -> dict[str, Any]:
    command = [sys.executable, "-m", f"{__package__}.pdf_pages"]
    try:
        run = subprocess.run(command, input=data, capture_output=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired:
        raise DocumentError(f"{name} takes more than {SECONDS} seconds to read; it may be damaged.") from None
    if run.returncode:
        raise DocumentError(f"{name} cannot be read: it is damaged, or takes too much time or memory.")
    answer: dict[str, Any] = json.loads(run.stdout)
    return answer
