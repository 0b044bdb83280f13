"""French and Spanish words in all numbers and genders, by the endings that their first form has.

The rules give a form too many rather than one too few: it is only ever looked up.
"""

import re

_FRENCH_FEMININES = (
    ("teur", "trice"),
    ("eur", "euse"),
    ("eux", "euse"),
    ("er", "ère"),
    ("if", "ive"),
    ("el", "elle"),
    ("en", "enne"),
    ("on", "onne"),
)
_FRENCH_PARTICIPLE = re.compile(r"(?:é|i|u|[aeiou]t|rt|[aeiou]nt|is|al|ais|ois|ain)$")


def french_forms(word: str) -> list[str]:
    """Give a French noun, adjective or participle in both numbers, in both genders where it has them."""
    bases = [word]
    feminine = next((end for end in _FRENCH_FEMININES if word.endswith(end[0])), None)
    if feminine is not None:
        bases.append(word.removesuffix(feminine[0]) + feminine[1])
    elif _FRENCH_PARTICIPLE.search(word):
        bases.append(word + "e")
    return [form for base in bases for form in (base, _french_plural(base))]


def _french_plural(word: str) -> str:
    if word.endswith(("s", "x", "z")):
        return word
    if word.endswith("al"):
        return word[:-2] + "aux"
    return word + ("x" if word.endswith(("eau", "eu")) else "s")


_UNACCENTED = str.maketrans("áéíóú", "aeiou")


def spanish_forms(word: str) -> list[str]:
    """Give a Spanish noun, adjective or participle in both numbers, in both genders where it has them."""
    if word.endswith("o"):
        return [word, word[:-1] + "a", word + "s", word[:-1] + "as"]
    if re.search(r"[aeiué]$", word):
        return [word, word + "s"]
    if word.endswith("z"):
        return [word, word[:-1] + "ces"]
    if word.endswith("s") and not re.search(r"[áéíóú]s$", word):
        return [word]
    stem = re.sub(r"[áéíóú](?=[ns]$)", lambda match: match[0].translate(_UNACCENTED), word)
    return [word, stem + "es", *([word + "a", word + "as"] if word.endswith("or") else [])]
