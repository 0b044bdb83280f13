"""Text put together as a reader of a page sees it, and which of it is set aside."""

import re

from ..records import Passage

# HTML's own white space (WHATWG HTML, section 2.1.4 of "common parser idioms"); a no-break space is kept.
_WHITE = re.compile(r"[ \t\n\f\r]+")
# Fonts of icons put their pictures on code points for private use; no word is written with these.
_ICONS = re.compile("[\ue000-\uf8ff]")


class VisibleText:
    """Grows a text from runs of words and breaks between blocks; offsets count code points."""

    def __init__(self) -> None:
        self.keep_lines = 0
        self._parts: list[str] = []
        self._length = 0
        self._lines = 0
        self._space = False
        self._held = ""
        self._marker = ""
        self._asides = 0
        self._aside_start: int | None = None
        self._set_aside: list[Passage] = []

    @property
    def text(self) -> str:
        """Give the text as it stands, with a line feed at its end."""
        return "".join(self._parts) + "\n" if self._parts else ""

    @property
    def set_aside(self) -> tuple[Passage, ...]:
        """Give the passages that are furniture of the page, in order."""
        return tuple(self._set_aside)

    def break_lines(self, lines: int) -> None:
        """Ask for a new line (1) or a new paragraph (2) before the next words."""
        self._lines = max(self._lines, lines)
        if lines:
            self._space, self._held = False, ""

    def mark(self, marker: str) -> None:
        """Put a marker before the next words, which begin an item of a list."""
        self._marker = marker

    def say(self, words: str) -> None:
        """Add words; their white space is one space each, unless lines are kept."""
        words = _ICONS.sub("", words)
        if self.keep_lines:
            self._say_kept(words)
            return
        if not (said := _WHITE.sub(" ", words)).strip(" "):
            self._space = self._space or said == " "
            return
        self._space = self._space or said.startswith(" ")
        self._put(said.strip(" "))
        self._space = said.endswith(" ")

    def begin_aside(self) -> None:
        """Set aside what is said from here on."""
        self._asides += 1

    def end_aside(self) -> None:
        """Read on where the outermost thing set aside ends."""
        self._asides -= 1
        if not self._asides and self._aside_start is not None:
            self._set_aside.append(Passage(self._aside_start, self._length))
            self._aside_start = None

    def _say_kept(self, words: str) -> None:
        """Add words as they stand; white space at their end waits for words that follow it."""
        words = self._held + words
        bare = words.rstrip()
        # The first line feed within <pre> is no part of it (WHATWG HTML, section 13.2.6.4.7).
        said = bare.lstrip("\n") if self._lines or not self._parts else bare
        if said:
            self._put(said)
        self._held = words[len(bare) :] if not self._lines else ""

    def _put(self, words: str) -> None:
        if self._parts:
            self._write("\n" * self._lines or (" " if self._space else ""))
        if self._asides and self._aside_start is None:
            self._aside_start = self._length
        self._write(self._marker + words)
        self._lines, self._space, self._marker = 0, False, ""

    def _write(self, words: str) -> None:
        self._parts.append(words)
        self._length += len(words)
