"""Why a query finds nothing, or too much: its patterns tried one after the other, its terms looked up."""

from .explanation import Explanation, Note, NoteKind, Tried, explain
from .known_terms import KnownTerms

__all__ = ["Explanation", "KnownTerms", "Note", "NoteKind", "Tried", "explain"]
