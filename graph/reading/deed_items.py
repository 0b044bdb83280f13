"""Activities listed as items below the noun that names them all."""

from collections.abc import Sequence

from .deed_titles import DeedMention
from .layout import Unit, UnitKind
from .lexicon import Lexicon
from .vocabulary import WordedText


def itemised(
    mentions: Sequence[DeedMention], units: Sequence[Unit], text: WordedText, nouns: Lexicon
) -> list[DeedMention]:
    """Read the items below “the exhibitions:” as activities, where each is a short title in capitals."""
    found: list[DeedMention] = []
    for mention in mentions:
        unit = units[mention.unit]
        if text.words[unit.last - 1].text != ":" or mention.last != unit.last - 1 or mention.title:
            continue
        if mention.noun not in nouns.activities.plural:
            continue
        items = []
        for number in range(mention.unit + 1, len(units)):
            if units[number].kind is not UnitKind.ITEM or units[number].section != unit.section:
                break
            items.append((number, units[number]))
        titles = [_title_words(text, item) for _, item in items]
        if items and all(_is_title(text, first, last) for first, last in titles):
            for (number, _), (first, last) in zip(items, titles, strict=True):
                found.append(
                    DeedMention(
                        first,
                        last,
                        number,
                        mention.kind,
                        mention.noun,
                        (first, last),
                        True,
                        rule="activities.item",
                    )
                )
    return found


def _title_words(text: WordedText, unit: Unit) -> tuple[int, int]:
    first, last = unit.first, unit.last
    while first < last and not text.words[first].alpha:
        first += 1
    while last > first and not text.words[last - 1].alpha:
        last -= 1
    return first, last


def _is_title(text: WordedText, first: int, last: int) -> bool:
    words = [word for word in text.words[first:last] if word.alpha]
    large = sum(word.capital for word in words)
    return 1 < len(words) <= 12 and large * 3 >= len(words) * 2
