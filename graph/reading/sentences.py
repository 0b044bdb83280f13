"""Where sentences end."""

from collections.abc import Iterator, Sequence

from .vocabulary import Word

_ENDS = frozenset(".!?…")
_CLOSERS = frozenset("”\"’»)]'")


def sentence_ends(
    words: Sequence[Word], first: int, last: int, abbreviations: frozenset[str]
) -> Iterator[int]:
    """Give the numbers of the words after which a sentence ends, in a range of words; the last included.

    A full stop ends no sentence after an abbreviation or an initial, inside brackets, before a small
    letter or a digit that goes on with a date.
    """
    depth = 0
    for number in range(first, last - 1):
        word, after = words[number], words[number + 1]
        depth = max(0, depth + _depth(word.text))
        if not _may_end(word.text) or after.text in _CLOSERS or depth > 0:
            closed = word.text in _CLOSERS and number > first and words[number - 1].text in _ENDS
            if closed and depth == 0 and after.alpha and _opens(after):
                yield number + 1
            continue
        if word.text in _ENDS and number > first and _abbreviated(words[number - 1], word, abbreviations):
            continue
        if word.text not in _ENDS and (word.lower in abbreviations or _initial(word.text)):
            continue
        if _opens(after):
            yield number + 1
    yield last


def _may_end(shown: str) -> bool:
    return shown in _ENDS or shown.startswith("...") or (len(shown) > 2 and shown.endswith("."))


def _depth(shown: str) -> int:
    return {"(": 1, "[": 1, ")": -1, "]": -1}.get(shown, 0)


def _abbreviated(before: Word, stop: Word, abbreviations: frozenset[str]) -> bool:
    return before.end == stop.start and (before.lower + "." in abbreviations or _initial(before.text))


def _initial(shown: str) -> bool:
    letters = shown.rstrip(".").split(".")
    return all(len(letter) == 1 and letter.isupper() for letter in letters)


def _opens(word: Word) -> bool:
    return word.capital or not word.alpha or word.text[0].isdigit()
