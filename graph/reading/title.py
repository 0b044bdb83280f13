"""The title of a document as a name of the activity it announces."""

from collections.abc import Sequence

from ..records import ActivityKind, Passage
from .deed_titles import DeedMention
from .deeds import Deed, DeedBook
from .layout import Unit, UnitKind
from .lexicon import Lexicon
from .vocabulary import Word, WordedText

_LONGEST_TITLE = 30
_SHORT_TITLE = 4
_FIELD_RULE = "activities.title-field"
_TELLING = frozenset(
    {"start", "end", "span", "organiser", "co-organiser", "partner", "coordinator", "amount"}
)
_WHEN = frozenset({"start", "end", "span"})
_WHO = frozenset({"organiser", "co-organiser", "host", "partner", "coordinator", "funder"})
_LONGEST_HEAD = 18
_SHORT_GENRE = 6
_OPENERS = frozenset('“«"„‘')


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
        _make(text, lexicon, units, unit, words, book)
        return
    if _names_whole(text, lexicon, unit, book):
        return
    first = _after_tag(text, unit)
    label = text.quote(first, unit.last)
    if label != book.main.label:
        book.main.aliases.setdefault(label, (first, unit.last))


def _names_whole(text: WordedText, lexicon: Lexicon, unit: Unit, book: DeedBook) -> bool:
    """“Project: “X””, below what is announced: the title of what it is a part of."""
    main = book.main
    if main is None or unit.key is None or main.where[0] >= unit.first:
        return False
    key = text.text[unit.key.start : unit.key.end].casefold().split()
    if not any(lexicon.activities.nouns.get((word,)) is ActivityKind.PROJECT for word in key):
        return False
    whole = next((deed for deed in book.deeds if unit.first <= deed.where[0] < unit.last), None)
    if whole is not None and whole is not main:
        where = Passage(unit.key.start, text.words[unit.last - 1].end)
        main.part_of.setdefault(id(whole), (whole, where))
    return True


def _after_tag(text: WordedText, unit: Unit) -> int:
    """“[list] Fwd: …”: pass over what a mail programme puts before a title."""
    first = unit.first
    words = text.words
    while first + 2 < unit.last and (words[first].text == "[" or words[first + 1].text == ":"):
        if words[first].text == "[":
            closing = next((at for at in range(first, unit.last) if words[at].text == "]"), -1)
            if closing < 0:
                break
            first = closing + 1
        elif words[first].lower in {"re", "fwd", "fw"}:
            first += 2
        else:
            break
    return min(first, unit.last - 1)


def stated_title(
    text: WordedText, lexicon: Lexicon, units: Sequence[Unit], headed: bool
) -> DeedMention | None:
    """Read the title of a page whose fields tell of one activity: its dates, its leader, its partners.

    Without a field for the title it is the line above the fields, unless the text is ``headed`` otherwise.
    """
    number = next((at for at, unit in enumerate(units) if unit.field == "title"), None)
    if number is None and not headed:
        number = _above_fields(text, lexicon, units)
    if number is None or not any(unit.field in _TELLING for unit in units):
        return None
    unit = units[number]
    words = [word.lower for word in text.words[unit.first : unit.last]]
    if (
        not words
        or len(words) > _LONGEST_TITLE
        or any(text.words[at].text in _OPENERS for at in range(unit.first, unit.last))
    ):
        return None
    if words[0].isdigit() or any(word in lexicon.names.persons for word in words):
        return None
    nouns = [noun for word in words if (noun := lexicon.activities.nouns.get((word,))) is not None]
    kind = nouns[-1] if nouns else _field_kind(text, lexicon, units, unit)
    return DeedMention(
        unit.first, unit.last, number, kind, "", (unit.first, unit.last), True, rule=_FIELD_RULE
    )


def _above_fields(text: WordedText, lexicon: Lexicon, units: Sequence[Unit]) -> int | None:
    """Find the title over a sheet of fields that say when and by whom, where no field holds it."""
    fields = {unit.field for unit in units}
    if not fields & _WHEN or not fields & _WHO:
        return None
    first = next(at for at, unit in enumerate(units) if unit.field in _WHEN | _WHO)
    for number, unit in enumerate(units[:first]):
        words = text.words[unit.first : unit.last]
        named = sum(word.alpha for word in words) > 1 and words[0].capital and words[-1].text not in ".!?,;:"
        if named and not unit.field and len(words) <= _LONGEST_HEAD and not _genre(lexicon, words):
            return number
    return None


def _genre(lexicon: Lexicon, words: Sequence[Word]) -> bool:
    """“CALL FOR APPLICATIONS”: what kind of page it is, not what it is about."""
    lower = tuple(word.lower for word in words)
    if lower[0] in lexicon.layout.genres and len(words) < _SHORT_GENRE:
        return True
    known = lexicon.activities
    small = known.inside | known.before | {row[0] for row in known.nouns if len(row) == 1}
    return lower in known.nouns or all(word in small for word in lower)


def _field_kind(text: WordedText, lexicon: Lexicon, units: Sequence[Unit], unit: Unit) -> ActivityKind:
    """Tell the kind by the key of the title, else a project."""
    if unit.key is not None:
        for word in text.text[unit.key.start : unit.key.end].casefold().replace("_", " ").split():
            if (word,) in lexicon.activities.nouns:
                return lexicon.activities.nouns[word,]
    return ActivityKind.PROJECT


def _make(
    text: WordedText, lexicon: Lexicon, units: Sequence[Unit], unit: Unit, words: list[str], book: DeedBook
) -> None:
    led = len(words) < _SHORT_TITLE and any(each.field in ("organiser", "partner") for each in units)
    kind = _kind(lexicon, words, [word.lower for word in text.words], led)
    deed = Deed(text.quote(unit.first, unit.last), kind, (unit.first, unit.last), "activities.page-title")
    deed.wanted = True
    number = 0
    deed.mentions.append(DeedMention(unit.first, unit.last, number, kind, "", named=True))
    book.deeds.insert(0, deed)
    book.main = deed


def _kind(lexicon: Lexicon, words: list[str], whole: list[str], led: bool) -> ActivityKind:
    """Tell the kind by a noun in the title, else by its verb, else by the commonest noun of the text.

    A page that names who leads something, and whose title says no more, tells of a project.
    """
    nouns = lexicon.activities.nouns
    for word in reversed(words):
        if (word,) in nouns:
            return nouns[word,]
    for word in words:
        if word in lexicon.activities.headline:
            return lexicon.activities.headline[word]
    if led:
        return ActivityKind.PROJECT
    counts: dict[ActivityKind, int] = {}
    for word in whole:
        if (word,) in nouns:
            counts[nouns[word,]] = counts.get(nouns[word,], 0) + 1
    return max(counts, key=lambda kind: counts[kind], default=ActivityKind.OTHER)
