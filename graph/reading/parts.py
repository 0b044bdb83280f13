"""What is a part of what, and what is based on what."""

from collections.abc import Sequence

from ..records import Passage
from .deed_mentions import DeedMention
from .deeds import Deed, DeedBook
from .focus import Focus
from .layout import Unit
from .lexicon import Lexicon
from .vocabulary import WordedText


def relate(
    text: WordedText,
    lexicon: Lexicon,
    units: Sequence[Unit],
    book: DeedBook,
    mentions: Sequence[DeedMention],
    focus: Focus,
) -> None:
    """Make each activity a part of the whole that is named for it, and base it on what it draws on."""
    for mention in mentions:
        deed = book.of.get(id(mention))
        if deed is None or mention.context not in ("whole", "base"):
            continue
        unit = units[mention.unit]
        where = Passage(text.words[unit.first].start, text.words[unit.last - 1].end)
        for part in _parts(mention, deed, mentions, book, focus):
            relation = part.part_of if mention.context == "whole" else part.based_on
            if part is not deed and id(part) not in deed.part_of and not relation:
                relation[id(deed)] = (deed, where)


def _parts(
    mention: DeedMention, deed: Deed, mentions: Sequence[DeedMention], book: DeedBook, focus: Focus
) -> list[Deed]:
    before = [
        other
        for other in mentions
        if other.unit == mention.unit
        and other.last <= mention.first
        and id(other) in book.of
        and book.of[id(other)] is not deed
    ]
    free = [other for other in before if other.context not in {"base", "whole"}]
    if before and before[-1].context == "base" and mention.context == "whole":
        return []
    if free:
        return focus.told_by(mention.unit, free[-1].last, free[-1].last, "right")
    return focus.around(mention.unit)
