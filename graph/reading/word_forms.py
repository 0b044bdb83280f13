"""All forms of a word: what a lexicon means where it writes ``~word``."""

import itertools
import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from .romance_words import french_forms, spanish_forms
from .russian_words import forms as russian_forms

_INFLECTORS: dict[str, Callable[[str], list[str]]] = {
    "ru": russian_forms,
    "fr": french_forms,
    "es": spanish_forms,
}
_MARKED = re.compile(r"~([^\s|()_~]+)")


_PHRASES = frozenset({"phrases", "weak", "object"})


@lru_cache(maxsize=8_192)
def forms(word: str, language: str) -> tuple[str, ...]:
    """Give a word in all its forms, the given one first; in a language without rules, the word alone."""
    inflect = _INFLECTORS.get(language)
    return tuple(dict.fromkeys([word, *(inflect(word) if inflect else ())]))


def written_out(phrase: str, language: str) -> str:
    """Write out the marked words of a cue phrase as choices: ``~funded by`` is ``funded|… by``.

    The marked words of a row ``~take_part`` must be chosen together, so that each form makes a row.
    """
    return " ".join(_slot(part, language) for part in phrase.split())


_ELIDED = re.compile(r"([dlnscmjt])['’](?=\w)")


def _parted(choice: str) -> list[str]:
    """Part elided words as texts are cut: “l'atelier” is two words, “s'est” three, with either apostrophe."""
    match = _ELIDED.match(choice)
    if match is None:
        return [choice]
    rest = choice[match.end() :]
    return [f"{match[1]}'_{rest}"] if match[1] in "dln" else [f"{match[1]}_{mark}_{rest}" for mark in "'’"]


def _slot(part: str, language: str) -> str:
    if language == "fr" and ("'" in part or "’" in part) and "(" not in part[1:]:
        choices = part.removeprefix("(").removesuffix(")").split("|")
        shown = "|".join(dict.fromkeys(each for choice in choices for each in _parted(choice)))
        part = f"({shown})" if part.startswith("(") else shown
    if "~" not in part:
        return part
    inner = part.removeprefix("(").removesuffix(")") if part.startswith("(") else part
    choices = []
    for choice in inner.split("|"):
        pieces = [
            forms(piece[1:], language) if piece.startswith("~") else (piece,) for piece in choice.split("_")
        ]
        choices += ["_".join(row) for row in itertools.product(*pieces)]
    shown = "|".join(choices)
    return f"({shown})" if part.startswith("(") else shown


def all_written_out(table: Any, language: str) -> Any:
    """Write out every marked word in the lists of a lexicon: in a list of words, as further words."""
    if isinstance(table, dict):
        return {
            name: _phrases_written_out(entry, language)
            if name == "families" or (name in _PHRASES and isinstance(entry, list))
            else all_written_out(entry, language)
            for name, entry in table.items()
        }
    if isinstance(table, list):
        return [word for entry in table for word in _words(entry, language)]
    return table


def _phrases_written_out(entry: Any, language: str) -> Any:
    if isinstance(entry, dict):
        return {name: _phrases_written_out(each, language) for name, each in entry.items()}
    return [written_out(each, language) for each in entry]


def _words(entry: Any, language: str) -> list[Any]:
    if not isinstance(entry, str):
        return [all_written_out(entry, language)]
    if language == "fr":
        entry = re.sub(r"\b([dl])[’'](?=\w)", r"\1' ", entry)
    if "~" not in entry:
        return [entry]
    pieces = [
        forms(match[1], language) if (match := _MARKED.fullmatch(piece)) else (piece,)
        for piece in entry.split(" ")
    ]
    return [" ".join(row) for row in itertools.product(*pieces)]
