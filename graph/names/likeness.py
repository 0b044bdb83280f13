"""How alike two names are, from 0 to 1, and never 1 unless they are the same name."""

from typing import Final

from rapidfuzz import fuzz

from .forms import Forms, acronyms

#: How much each kind of likeness is worth at most.
SAME: Final = 1.0
SPELT: Final = 0.99
SOUNDING: Final = 0.96
ABBREVIATED: Final = 0.9
COMPLETED: Final = 0.94


def likeness(asked: Forms, known: Forms, asked_name: str, known_name: str) -> float:
    """Compare a name that is asked for with one that is known.

    The best of four counts: as it is spelt (in any order), as it sounds across scripts, as one abbreviates
    the other, and as the beginning of the known name, which people type.
    """
    if asked.key == known.key:
        return SAME if asked.words == known.words or len(asked.key) > 3 else SPELT
    spelt = max(fuzz.ratio(asked.words, known.words), fuzz.ratio(asked.key, known.key))
    heard = fuzz.ratio(asked.sound, known.sound)
    best = max(spelt / 100 * SPELT, heard / 100 * SOUNDING)
    if best < ABBREVIATED and _may_abbreviate(asked, known) and acronyms(asked_name) & acronyms(known_name):
        best = ABBREVIATED
    return max(best, _completed(asked.words.split(), known.words.split()))


def _may_abbreviate(asked: Forms, known: Forms) -> bool:
    """Tell whether just one of two names is a single word."""
    return (" " in asked.words) != (" " in known.words)


def _completed(asked: list[str], known: list[str]) -> float:
    """Compare as far as was typed: the words asked for begin as many words of the name."""
    left = list(known)
    for word in asked:
        begun = next((one for one in left if one.startswith(word)), None)
        if begun is None:
            return 0.0
        left.remove(begun)
    share = sum(map(len, asked)) / sum(map(len, known)) if asked else 0.0
    return COMPLETED * (0.6 + 0.4 * share) if asked else 0.0
