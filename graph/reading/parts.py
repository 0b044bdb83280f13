"""What is a part of what, and what is based on what."""

from collections.abc import Sequence

from ..records import ActivityKind, Passage
from .deed_headings import RULE as HEADING
from .deed_titles import DeedMention
from .deeds import Deed, DeedBook
from .entries import RULE as ENTRY
from .focus import Focus
from .layout import Unit, UnitKind
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
    _under_main(text, units, book)


def _under_main(text: WordedText, units: Sequence[Unit], book: DeedBook) -> None:
    """On the page of one activity, those with headings of their own below it are its parts.

    On the page of a project that goes for all that is told without saying that it is something else's.
    """
    main = book.main
    if main is None or main.kind in _NO_WHOLES:
        return
    head = any(unit.first <= main.where[0] < unit.last for unit in units[:_HEAD]) and not _in_item(
        units, main.where[0]
    )
    project = main.kind is ActivityKind.PROJECT
    page = main.kind is ActivityKind.PROJECT and main.rule in (_STATED, HEADING)
    for deed in book.deeds:
        listed = head and (_in_item(units, deed.where[0]) or (deed.rule == ENTRY and project))
        headed = (deed.rule == HEADING or listed) and deed.kind not in _NO_PARTS
        if deed is main or deed.part_of or deed.contexts or not (headed or page) or id(deed) in main.part_of:
            continue
        if deed.where[0] < main.where[0]:
            continue
        where = Passage(text.words[main.where[0]].start, text.words[main.where[1] - 1].end)
        deed.part_of[id(main)] = (main, where)


def _in_item(units: Sequence[Unit], at: int) -> bool:
    return any(unit.kind is UnitKind.ITEM for unit in units if unit.first <= at < unit.last)


_HEAD = 4
_NO_WHOLES = frozenset({ActivityKind.PUBLICATION, ActivityKind.GRANT, ActivityKind.DESIGNATION})
_NO_PARTS = frozenset({ActivityKind.PUBLICATION, ActivityKind.PROJECT, ActivityKind.AGREEMENT})
_STATED = "activities.title-field"


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
