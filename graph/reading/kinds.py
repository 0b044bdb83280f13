"""What a body is, told by the nouns of its name."""

from collections.abc import Mapping, Sequence

from ..records import OrganisationKind
from .lexicon import NameWords

#: Bodies whose offices, committees and sections are of their own kind.
_WHOLES = frozenset({OrganisationKind.INTERGOVERNMENTAL, OrganisationKind.PROFESSIONAL_ASSOCIATION})
_HOUSES = frozenset({OrganisationKind.MUSEUM, OrganisationKind.LIBRARY, OrganisationKind.ARCHIVE})


def kind_of(
    names: NameWords, head: str, words: Sequence[str], body: OrganisationKind | None
) -> OrganisationKind | None:
    """Tell the kind of a body; None where its noun is used of bodies of every kind.

    ``head`` is the noun that makes the name one of a body, ``words`` are all words of the name in small
    letters, ``body`` is the kind of a body known everywhere that the name holds.
    """
    lower = " ".join(words)
    for noun, kind in names.heads.items():
        if " " in noun and noun in lower:
            return kind
    if body in _WHOLES and (head in names.seated or head in names.chapters):
        return body
    if names.among_states & set(words[:2]):
        return OrganisationKind.INTERGOVERNMENTAL
    if head in names.offices and (names.tails | names.town_halls) & set(words):
        return OrganisationKind.LOCAL_AUTHORITY
    if head in names.centres:
        return _centre(names.heads, names, words, head)
    return names.heads.get(head) if head else None


def _centre(
    heads: Mapping[str, OrganisationKind], names: NameWords, words: Sequence[str], head: str
) -> OrganisationKind | None:
    """“Museum Centre” is of museums, “Research Centre” of research; a centre may be anything else."""
    before = words[: words.index(head)] if head in words else words
    houses = [heads[word] for word in before if heads.get(word) in _HOUSES]
    if houses:
        return houses[-1]
    return OrganisationKind.RESEARCH_INSTITUTE if names.learned & set(words) else None
