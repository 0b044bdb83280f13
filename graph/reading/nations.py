"""What the people of a country are called: “Malian”, “algériens”, “казахстанские”."""

import re
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files

#: How Russian goes on behind the stem of a nation: adjectives in any case, and those who live there.
_RUSSIAN = re.compile(
    r"(?:[а-яё]{0,4}[скц]?к?(?:ий|ие|их|ими|им|ая|ой|ое|ого|ому|ую)|[а-яё]{0,4}(?:ец|цы|цев|цами|цам|ца)"
    r"|ян(?:е|ин|ами)?|ин(?:ы|ов)?|ы|ов|н)"
)


@lru_cache(maxsize=8)
def _forms(language: str) -> Mapping[str, str]:
    """Give each form with its country; for Russian each stem."""
    path = files("koinon.graph.reading.lexicons").joinpath(language, "nations.toml")
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    endings = [""] if language == "ru" else table["endings"]
    return {
        stem + ending: country
        for country, stems in table["stems"].items()
        for stem in stems
        for ending in endings
    }


@lru_cache(maxsize=16_384)
def nation(word: str, language: str) -> str | None:
    """Tell the country (ISO 3166-1 alpha-2) whose people or things a word in small letters calls so."""
    forms = _forms(language)
    if language != "ru":
        return forms.get(word)
    for cut in range(len(word) - 1, 2, -1):
        country = forms.get(word[:cut])
        if country is not None and _RUSSIAN.fullmatch(word, cut):
            return country
    return None
