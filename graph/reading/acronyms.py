"""Acronyms: whether letters stand for words."""

from collections.abc import Sequence


def spells(acronym: str, words: Sequence[str], whole: bool = False) -> bool:
    """Tell whether an acronym is made of the first letters of words, small words skipped at will.

    With ``whole`` the last capitalised word must give its letter too.
    """
    letters = [letter.casefold() for letter in acronym if letter.isalnum()]
    # “Historico-Archaeological” gives two letters; a word inside may stay silent where others answer.
    initials = [
        (part[0].casefold(), word[:1].isupper())
        for word in words
        for part in word.replace("’", "-").split("-")
        if part and part[0].isalnum()
    ]
    if whole and letters and [initial for initial, large in initials if large][-1:] != letters[-1:]:
        return False
    return len(letters) > 1 and _spelled(letters, initials)


def _spelled(letters: list[str], initials: list[tuple[str, bool]]) -> bool:
    position, skipped = 0, 0
    for initial, large in initials:
        if position < len(letters) and initial == letters[position]:
            position += 1
        elif large:
            skipped += 1
    return position == len(letters) and skipped <= max(0, len(letters) - 2) // 2
