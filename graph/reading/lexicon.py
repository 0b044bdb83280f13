"""The words a language has for organisations, activities and roles, read from TOML once a language."""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any, TypeVar

from ..records import ActivityKind, OrganisationKind, Role
from .phrases import PhraseBook
from .vocabulary import Word
from .word_forms import all_written_out, forms

LANGUAGES = ("en", "fr", "ru", "es")
FALLBACK = "en"
_FOLDER = "koinon.graph.reading.lexicons"

Words = frozenset[str]
_KIND_PARTS = ("chapters", "among_states", "offices", "town_halls", "centres", "learned")
Kind = TypeVar("Kind", OrganisationKind, ActivityKind)


@dataclass(frozen=True, slots=True)
class NameWords:
    """What names of bodies are made of; see ``lexicons/en/organisations.toml``.

    ``grammar`` is "cased" or "noun-first" where names follow rules of their own, told by ``phrases``;
    ``head_forms`` gives each form of a noun for bodies the noun that ``heads`` and the other lists hold.
    """

    heads: Mapping[str, OrganisationKind]
    head_forms: Mapping[str, str]
    weak: Words
    seated: Words
    parts: Words
    listing: Words
    of: Words
    for_: Words
    in_: Words
    and_: Words
    article: Words
    indefinite: Words
    qualifying: Words
    ambiguous: Words
    final: Words
    matters: Words
    adjective_endings: tuple[str, ...]
    foreign: Words
    endings: tuple[str, ...]
    possessive: Words
    common: Words
    persons: Words
    people: Words
    particles: Words
    legal_forms: Words
    bodies: Mapping[str, OrganisationKind]
    lowercase_names: bool
    grammar: str
    phrases: Mapping[str, Words]
    name_ends: Words
    end_letters: tuple[str, ...]
    tails: Words
    chapters: Words
    among_states: Words
    offices: Words
    town_halls: Words
    centres: Words
    learned: Words
    branches: Words


@dataclass(frozen=True, slots=True)
class ActivityWords:
    """What activities are called and what is said of them; see ``lexicons/en/activities.toml``."""

    nouns: Mapping[tuple[str, ...], ActivityKind]
    longest: int
    weak: Words
    before: Words
    ordinals: Words
    open: Words
    inside: Words
    concluded: Words
    copulas: Words
    plural: Words
    ends_before: Words
    starts_before: Words
    naming: Words
    titles: Words
    definite: Words
    stops: Words
    back: Words
    headline: Mapping[str, ActivityKind]
    issued: Words
    runs: Words
    noun_first: bool
    contexts: PhraseBook[str]


@dataclass(frozen=True, slots=True)
class Cue:
    """What a cue phrase says: the role, where its names stand, and how far it can be trusted.

    A ``weak`` cue counts only beside the activity it tells of, one with an ``object`` only before an
    activity; a ``joint`` one names who joins the organiser; ``people`` of a body tell less than any
    other cue. The names of an ``either`` cue stand before it, else behind it; with a ``case`` they are
    in it, where the language has cases.
    """

    role: Role
    side: str
    joint: bool = False
    weak: bool = False
    people: bool = False
    object: bool = False
    case: str = ""


@dataclass(frozen=True, slots=True)
class RoleWords:
    """How roles are told; see ``lexicons/en/roles.toml``."""

    cues: PhraseBook[Cue]
    keys: Mapping[str, Role]
    fillers: Words
    key_nouns: Words
    blocks: Words
    between: Words
    adverbs: Words
    asides: Words
    list: Words
    governed: Words
    compounds: Mapping[str, Role]
    agents: Mapping[str, Role]
    by: Words
    ends: Words
    accompanied: Words

    def ending(self, words: Sequence[str]) -> str | None:
        """Give the role of the cue that ends a row of words, its names to come."""
        row = [Word(word, word, 0, 0, False, False, True) for word in words]
        found = self.cues.find(row)
        whole = found and found[-1].last == len(row) and found[-1].first <= 2
        if not whole or found[-1].meaning.side != "right":
            return None
        return None if found[-1].meaning.weak else found[-1].meaning.role.value


@dataclass(frozen=True, slots=True)
class LayoutWords:
    """How pages are furnished; see ``lexicons/en/layout.toml``."""

    abbreviations: Words
    furniture: Words
    open_ends: Words
    fields: Mapping[str, str]
    naming: Words
    genres: Words


@dataclass(frozen=True, slots=True)
class DelegationWords:
    """How countries are said to take part; see ``lexicons/en/delegations.toml``."""

    people: Words
    links: Words
    glue: Words
    stops: Words
    verbs: Words = frozenset()
    acts: Words = frozenset()
    absent: Words = frozenset()
    origins: Words = frozenset()
    counts: Words = frozenset()


@dataclass(frozen=True, slots=True)
class VenueWords:
    """How venues and sites are told; see ``lexicons/en/venues.toml``."""

    sites: Words
    words: Words


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All words of one language."""

    language: str
    names: NameWords
    activities: ActivityWords
    roles: RoleWords
    layout: LayoutWords
    delegations: DelegationWords
    venues: VenueWords


@lru_cache(maxsize=len(LANGUAGES))
def lexicon(language: str) -> Lexicon:
    """Read the lexicon of a language; one without a lexicon is read with the English one."""
    known = language if language in LANGUAGES else FALLBACK
    return Lexicon(
        language=known,
        names=_name_words(_table(f"{known}/organisations.toml"), known),
        activities=_activity_words(_written(known, "activities")),
        roles=_role_words(_written(known, "roles")),
        layout=_layout_words(_written(known, "layout")),
        venues=VenueWords(**{name: _set(words) for name, words in _written(known, "venues").items()}),
        delegations=DelegationWords(
            **{name: _set(words) for name, words in _written(known, "delegations").items()}
        ),
    )


def _written(language: str, name: str) -> dict[str, Any]:
    table: dict[str, Any] = all_written_out(_table(f"{language}/{name}.toml"), language)
    return table


def _table(name: str) -> dict[str, Any]:
    return tomllib.loads(files(_FOLDER).joinpath(name).read_text(encoding="utf-8"))


def _name_words(written: dict[str, Any], language: str) -> NameWords:
    foreign, heads = _table("foreign.toml"), _by_word(written["heads"], OrganisationKind)
    table = all_written_out(written, language)
    joints = table["joints"]
    return NameWords(
        heads=_by_word(foreign["heads"], OrganisationKind)
        | {noun.removeprefix("~"): kind for noun, kind in heads.items()},
        head_forms=_head_forms([*_by_word(foreign["heads"], OrganisationKind), *heads], language),
        weak=_set(table["weak"]["words"]),
        seated=_set(table["seated"]["words"]),
        parts=_set(table["parts"]["words"]),
        listing=_set(table["listing"]["words"]),
        of=_set(joints["of"]),
        for_=_set(joints["for"]),
        in_=_set(joints["in"]),
        and_=_set(joints["and"]),
        article=_set(joints["article"]),
        indefinite=_set(joints["indefinite"]),
        qualifying=_set(table["qualifying"]["words"]),
        ambiguous=_set(table["ambiguous"]["words"]),
        final=_set(table["ambiguous"].get("final", ())),
        matters=_set(table["ambiguous"].get("matters", ())),
        adjective_endings=tuple(table["adjectives"]["endings"]),
        endings=tuple(sorted(foreign["compounds"]["words"], key=len, reverse=True)),
        foreign=_set(_by_word(foreign["heads"], OrganisationKind))
        - _set(noun.removeprefix("~") for noun in heads),
        possessive=_set(joints["possessive"]),
        common=_set(table["common"]["words"]),
        persons=_set(table["persons"]["words"]),
        people=_set(table["people"]["words"]),
        particles=_set(joints.get("particles", foreign["particles"]["words"])),
        legal_forms=_set(foreign["legal_forms"]["words"]),
        bodies={
            body: OrganisationKind(kind)
            for kind, bodies in _table("bodies.toml")["kinds"].items()
            for body in bodies
        },
        lowercase_names=table["scripts"]["lowercase_names"],
        grammar=table["scripts"].get("grammar", ""),
        phrases={name: _set(words) for name, words in table.get("phrases", {}).items()},
        name_ends=_set(table["scripts"].get("ends", ())),
        end_letters=tuple(table["scripts"].get("end_letters", ())),
        **{part: _set(table.get("kinds", {}).get(part, ())) for part in _KIND_PARTS},
        tails=_set(joints.get("tails", ())),
        branches=_set(joints["branches"]),
    )


def _head_forms(nouns: Iterable[str], language: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for noun in nouns:
        base = noun.removeprefix("~")
        for form in forms(base, language) if noun.startswith("~") else (base,):
            found.setdefault(form, base)
    return found


def _activity_words(table: dict[str, Any]) -> ActivityWords:
    nouns = {tuple(noun.split()): kind for noun, kind in _by_word(table["nouns"], ActivityKind).items()}
    contexts = [
        (phrase, context)
        for context in ("whole", "base", "past", "announced")
        for phrase in table[context]["phrases"]
    ]
    return ActivityWords(
        nouns=nouns,
        longest=max(map(len, nouns)),
        weak=_set(table["weak"]["words"]),
        before=_set(table["before"]["words"]),
        ordinals=_set(table["before"].get("ordinals", ())),
        open=_set(table["subject"]["open"]),
        inside=_set(table["subject"]["inside"]),
        concluded=_set(table["subject"]["concluded"]),
        copulas=_set(table["subject"]["copulas"]),
        plural=_set(table["back"]["plural"]),
        ends_before=_set(table["existing"]["ends"]),
        starts_before=_set(table["existing"]["starts"]),
        naming=_set(table["naming"]["words"]),
        titles=_set(table["naming"]["titles"]),
        definite=_set(table["back"]["definite"]),
        stops=_set(table["stops"]["words"]),
        back=_set(table["back"]["words"]),
        headline=_by_word(table["headline"], ActivityKind),
        issued=_set(table["existing"]["issued"]),
        runs=_set(table["existing"]["runs"]),
        noun_first=table["subject"].get("noun_first", False),
        contexts=PhraseBook(contexts, table.get("families")),
    )


def _role_words(table: dict[str, Any]) -> RoleWords:
    return RoleWords(
        cues=PhraseBook(list(_cues(table["cue"])), table.get("families")),
        keys={key: Role(role) for role, keys in table["keys"].items() for key in keys},
        fillers=_set(table["key_fillers"]["words"]),
        key_nouns=_set(table["key_fillers"].get("nouns", ())),
        blocks=_set(table["blocks"]["words"]),
        between=_set(table["between"]["words"]),
        adverbs=_set(table["between"].get("adverbs", ())),
        asides=_set(table["between"].get("asides", ())),
        list=_set(table["list"]["words"]),
        governed=_set(table["governed"]["words"]),
        compounds={word: Role(role) for word, role in table["compounds"].items()},
        agents={
            verb: Role(role) for role, verbs in table["agents"].items() if role != "by" for verb in verbs
        },
        by=_set(table["agents"]["by"]),
        ends=_set(table["ends"]["words"]),
        accompanied=_set(table["governed"]["accompanied"]),
    )


def _cues(entries: Iterable[dict[str, Any]]) -> Iterable[tuple[str, Cue]]:
    for entry in entries:
        weak, people = _set(entry.get("weak", ())), entry.get("people", False)
        role, side, joint = Role(entry["role"]), entry["side"], entry.get("joint", False)
        case = entry.get("case", "")
        for phrase in [*entry["phrases"], *sorted(weak - set(entry["phrases"]))]:
            yield phrase, Cue(role, side, joint, phrase in weak, people, case=case)
        for phrase in entry.get("object", ()):
            yield phrase, Cue(role, side, joint, people=people, object=True, case=case)


def _layout_words(table: dict[str, Any]) -> LayoutWords:
    return LayoutWords(
        abbreviations=_set(table["abbreviations"]),
        furniture=_set(table["furniture"]),
        open_ends=_set(table["open_ends"]),
        naming=_set(table.get("naming", ())),
        genres=_set(table["genres"]),
        fields={key: field for field, keys in table["fields"].items() for key in keys},
    )


def _by_word(table: Mapping[str, Iterable[str]], kind: type[Kind]) -> dict[str, Kind]:
    found: dict[str, Kind] = {}
    for name, words in table.items():
        for word in words:
            for form in _forms(word):
                found.setdefault(form, kind(name))
    return found


def _forms(word: str) -> Iterable[str]:
    """Write out the endings of a word: ``урок+//а/ом`` is урок, урока and уроком; ``урок+`` stays a stem."""
    stem, plus, endings = word.partition("+")
    return [stem + ending for ending in endings.split("/")] if plus and endings else [word]


def _set(words: Iterable[str]) -> Words:
    return frozenset(words)
