"""The cases of Russian names, by the endings that their nominative has.

The rules give every form that the declensions allow for an ending and leave out none: a form too many costs
nothing, because it is only ever looked up.
"""

import re
from itertools import zip_longest

_SMALL = frozenset("и на де ла эль аль над под".split())

#: Ending of the nominative → endings of genitive, dative, accusative, instrumental, prepositional; several
#: paradigms where an ending has several. The longest ending decides.
_PARADIGMS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("ия", ("ии ии ию ией ии",)),
    ("ая", ("ой ой ую ой ой",)),
    ("яя", ("ей ей юю ей ей",)),
    ("ые", ("ых ым ые ыми ых",)),
    ("ие", ("их им ие ими их",)),
    ("ое", ("ого ому ое ым ом",)),
    ("ее", ("его ему ее им ем",)),
    ("ый", ("ого ому ый ым ом",)),
    ("ой", ("ого ому ой ым ом", "оя ою ой оем ое")),
    ("ий", ("ого ому ий им ом", "его ему ий им ем", "ия ию ий ием ии")),
    ("ово", ("ова ову ово овом ове",)),
    ("ево", ("ева еву ево евом еве",)),
    ("ино", ("ина ину ино ином ине",)),
    ("ец", ("ца цу ец цом це", "ца цу ец цем це")),
    ("а", ("ы е у ой е", "и е у ой е", "и е у ей е")),
    ("я", ("и е ю ей е",)),
    ("ь", ("и и ь ью и", "я ю ь ем е", "я ю ь ём е")),
    ("й", ("я ю й ем е",)),
    ("ы", ("- ам ы ами ах", "ов ам ы ами ах")),
)
_BARE = ("а у - ом е", "а у - ем е")

#: (ending of a case, ending of the nominative), the longest case endings first.
_CASES = sorted(
    {
        (case.replace("ё", "е").strip("-"), ending)
        for ending, rows in (*_PARADIGMS, ("", _BARE))
        for row in rows
        for case in row.split()
    },
    key=lambda pair: (-len(pair[0]), pair),
)


def inflected(name: str) -> set[str]:
    """Give a name in all its cases, the nominative among them; every word of it follows, or only one."""
    words = name.split(" ")
    paradigms = [_cases(word) for word in words]
    forms = {name}
    for chosen in {range(len(words)), range(1), range(len(words) - 1, len(words))}:
        columns = [paradigms[i] if i in chosen else [(word,) * 5] for i, word in enumerate(words)]
        for rows in zip_longest(*columns):
            full = [row or column[0] for row, column in zip(rows, columns, strict=True)]
            forms.update(" ".join(form) for form in zip(*full, strict=True))
    return forms


def nominatives(form: str) -> list[str]:
    """Give every word whose case this form may be, the form itself not among them."""
    found: dict[str, None] = {}
    for case, ending in _CASES:
        if form.endswith(case) and len(form) - len(case) >= 2:
            found[form[: len(form) - len(case)] + ending] = None
    return list(found)


def _cases(word: str) -> list[tuple[str, ...]]:
    """Give the paradigms of a word; in a hyphenated one the last part declines, or that before “на”."""
    if word in _SMALL:
        return [(word,) * 5]
    parts = re.split(r"(-)", word)
    at = parts.index("на") - 2 if "на" in parts[1:] else len(parts) - 1
    head, tail = "".join(parts[:at]), "".join(parts[at + 1 :])
    return [tuple(f"{head}{form}{tail}" for form in row) for row in _declined(parts[at])]


def _declined(word: str) -> list[tuple[str, ...]]:
    if len(word) < 3 or not re.search(r"[а-яё]$", word):
        return [(word,) * 5]
    for ending, rows in _PARADIGMS:
        if word.endswith(ending):
            return [_row(word[: -len(ending)], row) for row in rows]
    if word[-1] in "оеиуюэё":
        return [(word,) * 5]
    return [_row(word, row) for row in _BARE]


def _row(stem: str, endings: str) -> tuple[str, ...]:
    return tuple(stem + ("" if ending == "-" else ending) for ending in endings.split())
