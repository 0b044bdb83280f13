"""A small, transparent guess at the language of a text: its script, then its commonest words."""

import re
from collections import Counter

#: The dozen or so commonest function words of each language, chosen so that the sets hardly overlap.
_COMMON = {
    "en": "the of and to in is for with by on from was were which that will this".split(),
    "fr": "le les des du et au aux une est pour dans par avec sur ce cette qui que".split(),
    "es": "el los las del y una es para por con en se su como que al este esta".split(),
    "ru": "и в на с по для что это как от из при его за также был были не к".split(),
}
_SAMPLE = 20_000


def guess_language(text: str) -> str:
    """Guess among English, French, Russian and Spanish; English where nothing speaks for another."""
    words = Counter(re.findall(r"[^\W\d_]+", text[:_SAMPLE].casefold()))
    scores = {language: sum(words[word] for word in common) for language, common in _COMMON.items()}
    if _mostly_cyrillic(text[:_SAMPLE]):
        return "ru"
    best = max(scores, key=lambda language: scores[language])
    return best if scores[best] > scores["en"] else "en"


def _mostly_cyrillic(text: str) -> bool:
    cyrillic = len(re.findall(r"[\u0400-\u04FF]", text))
    return cyrillic > sum(map(str.isalpha, text)) / 2
