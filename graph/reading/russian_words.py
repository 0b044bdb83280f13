"""Russian words by their dictionary (OpenCorpora, packaged with pymorphy3): forms, cases, parts of speech."""

from dataclasses import dataclass
from functools import lru_cache

from pymorphy3 import MorphAnalyzer
from pymorphy3.analyzer import Parse

#: The second genitive and locative (“чаю”, “лесу”), taken for the first.
_CASES_OF = {"gen1": "gent", "gen2": "gent", "loc1": "loct", "loc2": "loct", "acc2": "accs", "voct": "nomn"}
_FINITE = frozenset({"VERB", "INFN", "GRND", "PRED"})
#: A reading of a word that is this much less likely than all others together is left aside.
_LEAST = 0.02


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a word: its part of speech and grammemes as OpenCorpora names them."""

    part: str
    case: str
    number: str
    gender: str
    personal: bool
    proper: bool = False


@lru_cache(maxsize=1)
def _analyser() -> MorphAnalyzer:
    return MorphAnalyzer(lang="ru")


@lru_cache(maxsize=65_536)
def parses(word: str) -> tuple[Parse, ...]:
    """Give the ways to read a word, the likeliest first."""
    return tuple(_analyser().parse(word))


@lru_cache(maxsize=65_536)
def readings(word: str) -> tuple[Reading, ...]:
    """Give the ways to read a word, the likeliest first, without those that are next to never meant."""
    found = (parse for parse in parses(word) if parse.score >= _LEAST)
    return tuple(dict.fromkeys(_reading(parse) for parse in found))


def _reading(parse: Parse) -> Reading:
    tag = parse.tag
    personal = any(each in tag for each in ("Name", "Surn", "Patr"))
    proper = personal or any(each in tag for each in ("Orgn", "Geox", "Trad", "Abbr"))
    case = _CASES_OF.get(str(tag.case), str(tag.case or ""))
    return Reading(str(tag.POS or ""), case, str(tag.number or ""), str(tag.gender or ""), personal, proper)


def cases(word: str) -> frozenset[str]:
    """Give the cases that a noun, an adjective or a participle may stand in."""
    return frozenset(each.case for each in readings(word) if each.case)


def is_known(word: str) -> bool:
    """Tell a word that stands in the dictionary."""
    return bool(_analyser().word_is_known(word))


def is_verb(word: str) -> bool:
    """Tell a word that is a verb before all: finite, infinitive, or a short participle."""
    first = readings(word)[:1]
    return any(each.part in _FINITE or each.part == "PRTS" for each in first)


def is_personal(word: str) -> bool:
    """Tell a first name, a patronymic or a surname."""
    first = readings(word)[:1]
    return any(each.personal for each in first)


def is_pronoun(word: str) -> bool:
    """Tell a word that only points: “этот”, “свой”, “каждый”."""
    first = parses(word)[:1]
    return any(bool("Apro" in parse.tag or "NPRO" in parse.tag) for parse in first)


def forms(word: str) -> list[str]:
    """Give all forms of a word that belong to the form it is written in.

    A noun comes in all cases and numbers, a plural one only in the plural; a participle in all cases,
    genders and numbers of its tense and voice; a verb in all persons of its tense.
    """
    parse = _written(word)
    found = dict.fromkeys([word])
    for form in parse.lexeme:
        if _belongs(form, parse):
            found[form.word] = None
    return list(dict.fromkeys(each for form in found for each in (form, form.replace("ё", "е"))))


def _written(word: str) -> Parse:
    """Choose the reading in which a lexicon writes a word: a nominative, a short participle, a verb."""
    found = parses(word)
    first = found[0]
    for parse in found:
        if parse.score >= 0.1 and parse.tag.case == "nomn" and parse.tag.POS in ("NOUN", "ADJF", "PRTF"):
            return first if first.tag.POS in ("PRTS", "VERB") and first.score > 0.5 else parse
    return first


def _belongs(form: Parse, written: Parse) -> bool:
    if form.tag.POS != written.tag.POS:
        return False
    tag = written.tag
    if tag.POS in ("NOUN",):
        return bool(tag.number != "plur" or form.tag.number == "plur")
    alike = form.tag.tense == tag.tense and form.tag.voice == tag.voice
    return bool(alike) and _spoken(form, written)


def _spoken(form: Parse, written: Parse) -> bool:
    """Announcements speak of others: of a verb only the third person and the past are read."""
    if written.tag.POS != "VERB":
        return True
    return bool(form.tag.person in (None, "3per") and form.tag.mood == written.tag.mood)


def inflect(word: str, number: str, gender: str) -> str:
    """Give the nominative of a noun or adjective in a number and gender; an unknown word as it stands.

    Of a hyphenated word each noun follows: “дома-музея” is “дом-музей”, “историко-культурного” has one.
    """
    head, dash, tail = word.rpartition("-")
    if dash and any(each.part == "NOUN" for each in readings(head.rpartition("-")[2])[:1]):
        return f"{inflect(head, number, gender)}-{inflect(tail, number, gender)}"
    for parse in parses(word):
        agrees = parse.tag.POS != "NOUN" and number != "plur"
        form = parse.inflect({"nomn", number, gender} - {""} if agrees else {"nomn", number})
        if form is not None and parse.tag.case is not None:
            return str(form.word)
    return word
