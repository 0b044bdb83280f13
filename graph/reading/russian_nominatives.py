"""Russian names in the nominative: the noun and the words that agree with it, the rest as it stands."""

from .russian_words import Reading, cases, inflect, is_verb, readings
from .vocabulary import Word, WordedText

_ADJECTIVES = frozenset({"ADJF", "PRTF"})


def nominative(text: WordedText, first: int, last: int, head: int = -1) -> str:
    """Quote a name with its noun at ``head``, and the adjectives before that, in the nominative.

    Without a noun for bodies the last word leads, where the words before it agree with it. White space
    is made single.
    """
    words = text.words[first:last]
    at = head - first if head >= 0 else _leading(words)
    shown = text.quote(first, last)
    if at < 0 or words[at].acronym or words[at].text.isascii():
        return shown
    number, gender, case = _agreement(words[: at + 1])
    if case == "nomn":
        return shown
    base, pieces, end = words[0].start, [], words[0].start
    for word in words[: at + 1]:
        pieces.append(text.text[end : word.start])
        pieces.append(
            _as_written(word.text, inflect(word.lower, number, gender)) if word.alpha else word.text
        )
        end = word.end
    assert base <= end
    return " ".join(("".join(pieces) + text.text[end : words[-1].end]).split())


def _leading(words: list[Word]) -> int:
    """Find the noun of a short name without a noun for bodies: “Эрмитажем”, “Русским музеем”."""
    plain = [number for number, word in enumerate(words) if word.alpha]
    if not plain or len(words) > 4 or any(is_verb(word.lower) for word in words):
        return -1
    if len(words) == 1:
        return 0
    first = [each for each in readings(words[0].lower) if each.part in _ADJECTIVES]
    at = next((number for number, word in enumerate(words) if _is_noun(word)), -1)
    return at if first and at > 0 and cases(words[0].lower) & cases(words[at].lower) else -1


def _is_noun(word: Word) -> bool:
    return any(each.part == "NOUN" for each in readings(word.lower)[:1])


def _agreement(words: list[Word]) -> tuple[str, str, str]:
    """Find number, gender and case of a noun, the last word, by itself and the adjectives before it."""
    noun = [each for each in readings(words[-1].lower) if each.part == "NOUN"] or list(
        readings(words[-1].lower)
    )
    fitting = [each for each in noun if all(_fits(each, word) for word in words[:-1])] or noun
    straight = [each for each in fitting if each.case == "nomn"]
    singular = [each for each in fitting if each.number == "sing"]
    if straight and (straight[0].number == "sing" or not singular):
        return straight[0].number, straight[0].gender, "nomn"
    best = (singular or fitting or [Reading("", "nomn", "sing", "", False)])[0]
    return best.number, best.gender, best.case


def _fits(noun: Reading, word: Word) -> bool:
    found = [each for each in readings(word.lower) if each.part in _ADJECTIVES]
    return not found or any(
        each.case == noun.case and each.number == noun.number and each.gender in ("", noun.gender)
        for each in found
    )


def _as_written(written: str, form: str) -> str:
    """Give a form the capitals of the word as it is written, part by part of a hyphenated word."""
    parts = zip(written.split("-"), form.split("-"), strict=False)
    if written.count("-") != form.count("-"):
        return form.capitalize() if written[0].isupper() else form
    return "-".join(
        new.upper()
        if old.isupper() and len(old) > 1
        else (new[:1].upper() + new[1:] if old[:1].isupper() else new)
        for old, new in parts
    )
