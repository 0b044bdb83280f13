"""Forms of a name in which it may be met: spelt out, as it sounds, by its initials, in pieces."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from ..linking.names import fold, name_key
from .scripts import latin

_LONGEST: Final = 200
_ACRONYM: Final = (2, 12)
# What different spellings and transliterations of one sound are made the same by, in this order.
_SOUNDS: Final = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"shch|sch|tch|sh|ch", "s"),
        (r"ts|tz", "s"),
        (r"ph", "f"),
        (r"zh|dj|dzh", "j"),
        (r"c(?=[eiy])", "s"),
        (r"g(?=[eiy])", "j"),
        (r"ck|[cq]", "k"),
        (r"x", "ks"),
        (r"w", "v"),
        (r"h", ""),
        (r"y", "i"),
        (r"i(?=[aeou])", ""),
        (r"(.)\1", r"\1"),
        (r"(?<=\w{3})e\b", ""),
    )
)


@dataclass(frozen=True, slots=True)
class Forms:
    """The forms of one name. All are folded, in Latin letters where there is a table for the script.

    ``words`` are in their order; ``key`` and ``sound`` are content words in alphabetical order, as they
    are spelt and as they sound.
    """

    words: str
    key: str
    sound: str


@lru_cache(4_096)
def forms(name: str) -> Forms:
    """Give the forms of a name; of a very long one those of its beginning."""
    words = latin(fold(name[:_LONGEST]))
    key = latin(name_key(name[:_LONGEST]))
    return Forms(words, key, " ".join(sorted(map(sound, key.split()))))


@lru_cache(65_536)
def sound(word: str) -> str:
    """Give what a word of Latin letters sounds like, roughly: ``hermitage`` is ``ermitaj``."""
    for pattern, heard in _SOUNDS:
        word = pattern.sub(heard, word)
    return word


def acronyms(name: str) -> frozenset[str]:
    """Give how a name may be abbreviated, as it sounds: itself where it is short, else its initials."""
    words = latin(fold(name[:_LONGEST])).split()
    together = "".join(words)
    least, most = _ACRONYM
    found = {together} if least <= len(together) <= most else set()
    if len(words) > 1:
        kept = _content(name)
        initials = "".join(word[0] for word in words)
        content = "".join(word[0] for word in words if word in kept)
        found |= {one for one in (initials, content) if least <= len(one) <= most}
    return frozenset(map(sound, found)) - {""}


def pieces(sounds: str) -> list[str]:
    """Cut words into overlapping pieces of three letters; their begin and end count as letters.

    A name that is misspelt twice still shares most of its pieces with what was meant.
    """
    found: dict[str, None] = {}
    for word in sounds.split():
        padded = f"^{word}$"
        found.update(dict.fromkeys(padded[at : at + 3] for at in range(max(1, len(padded) - 2))))
    return list(found)


def _content(name: str) -> frozenset[str]:
    return frozenset(latin(word) for word in name_key(name[:_LONGEST]).split())
