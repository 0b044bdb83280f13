"""The title of a document as a name of the activity it announces."""

from collections.abc import Sequence

from ..records import ActivityKind
from .deed_mentions import DeedMention
from .deeds import Deed, DeedBook
from .layout import Unit, UnitKind
from .lexicon import Lexicon
from .vocabulary import WordedText

_LONGEST_TITLE = 30


def title_mentions(text: WordedText, lexicon: Lexicon, units: Sequence[Unit], book: DeedBook) -> None:
    """Give the announced activity the title its document bears, making the activity where none is named."""
    unit = next((unit for unit in units if unit.field == "title"), None)
    heading = next((unit for unit in units if unit.kind is UnitKind.HEADING), None)
    if unit is None and book.main is None:
        unit = heading
    if unit is None or unit.last - unit.first > _LONGEST_TITLE:
        return
    words = [word.lower for word in text.words[unit.first : unit.last]]
    if book.main is None:
        _make(text, lexicon, unit, words, book)
        return
    label = text.quote(unit.first, unit.last)
    if label != book.main.label:
        book.main.aliases.setdefault(label, (unit.first, unit.last))


def _make(text: WordedText, lexicon: Lexicon, unit: Unit, words: list[str], book: DeedBook) -> None:
    kind = _kind(lexicon, words, [word.lower for word in text.words])
    deed = Deed(text.quote(unit.first, unit.last), kind, (unit.first, unit.last), "activities.page-title")
    deed.wanted = True
    number = 0
    deed.mentions.append(DeedMention(unit.first, unit.last, number, kind, "", named=True))
    book.deeds.insert(0, deed)
    book.main = deed


def _kind(lexicon: Lexicon, words: list[str], whole: list[str]) -> ActivityKind:
    """Tell the kind by a noun in the title, else by its verb, else by the commonest noun of the text."""
    nouns = lexicon.activities.nouns
    for word in reversed(words):
        if (word,) in nouns:
            return nouns[word,]
    for word in words:
        if word in lexicon.activities.headline:
            return lexicon.activities.headline[word]
    counts: dict[ActivityKind, int] = {}
    for word in whole:
        if (word,) in nouns:
            counts[nouns[word,]] = counts.get(nouns[word,], 0) + 1
    return max(counts, key=lambda kind: counts[kind], default=ActivityKind.OTHER)
