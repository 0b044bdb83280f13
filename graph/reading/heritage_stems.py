"""Words without their endings, so that a label is found in the plural and in every case."""

import re
from collections.abc import Callable
from functools import lru_cache

_SPELLINGS = (
    (re.compile(r"iz(?=e|ed|es|ing|ation)"), "is"),
    (re.compile(r"^archeo"), "archaeo"),
    (re.compile(r"^paleo"), "palaeo"),
    (re.compile(r"^artifact"), "artefact"),
    (re.compile(r"^(cent|theat)er(?=s?$)"), r"\1re"),
    (re.compile(r"jewelry"), "jewellery"),
)


@lru_cache(maxsize=65_536)
def stem(word: str, language: str) -> str:
    """Fold a word and take off what its number, gender or case adds."""
    return _STEMMERS.get(language, _english)(word.casefold())


def _english(word: str) -> str:
    for spelling, british in _SPELLINGS:
        word = spelling.sub(british, word)
    if len(word) <= 3 or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("sses", "ches", "shes", "xes")):
        return word[:-2]
    return word.removesuffix("s")


def _french(word: str) -> str:
    if len(word) > 4 and word.endswith("aux") and not word.endswith("eaux"):
        word = word[:-3] + "al"
    if len(word) > 3:
        word = re.sub(r"[sx]$", "", word)
    return re.sub(r"(?<=[^\W\d_]{4})e$", "", word)


def _spanish(word: str) -> str:
    if len(word) <= 3:
        return word
    if word.endswith("ces"):
        return word[:-3] + "z"
    word = re.sub(r"(?<=[^aeiouáéíóú])es$", "", word) if word.endswith("es") else word.removesuffix("s")
    return re.sub(r"(?<=[^\W\d_]{3})[aeo]$", "", word).translate(_ACCENTS)


_ACCENTS = str.maketrans("áéíóú", "aeiou")

_RUSSIAN_ENDINGS = re.compile(
    r"(?<=[а-я]{3})(?:иями|ями|ами|ием|иям|иях|ией|ого|его|ому|ему|ыми|ими|ах|ях|ов|ев|ой|ый|ий|ая|яя|ое|ее|ые|ие|ых|их|"
    r"ую|юю|ым|им|ом|ем|ию|ия|ии|ью|ям|ам|а|я|о|е|и|ы|у|ю|ь|й)$"
)


def _russian(word: str) -> str:
    word = _RUSSIAN_ENDINGS.sub("", word.replace("ё", "е"))
    return re.sub(r"(?<=[а-я]{3})[еиь]$", "", word)


LANGUAGES = ("en", "fr", "ru", "es")
_STEMMERS: dict[str, Callable[[str], str]] = {
    "en": _english,
    "fr": _french,
    "ru": _russian,
    "es": _spanish,
}
