"""Whether every passage still says what it is said to say."""

import hashlib
from collections.abc import Callable, Iterator, Mapping

from ..addresses import Addresses
from ..queries.load import query
from ..store.seam import Store
from ..terms import IRI, Term
from .findings import Finding, Severity, in_order
from .origin import Origins
from .quotations import Text, misquoted, words_of

#: Gives the text of a snapshot by the SHA-256 of its UTF-8 (64 hexadecimal digits), or None.
Texts = Callable[[str], str | None] | Mapping[str, str]

_READ_AGAIN = "Read the source again."
_RESTORE = "Restore it from a backup, or read the source again."


def check_evidence(store: Store, addresses: Addresses, snapshots: Texts) -> list[Finding]:
    """Compare every passage with the snapshot it quotes, and every pointer with the passages there are.

    A snapshot must be there and hash to what the graph says; a passage must lie within it and quote its
    words, with what stands before and after; a row must exist; what points to evidence must find it.
    """
    return in_order(_EvidenceCheck(store, addresses, snapshots).findings())


class _EvidenceCheck:
    def __init__(self, store: Store, addresses: Addresses, snapshots: Texts) -> None:
        self._store = store
        self._text_of = snapshots if callable(snapshots) else snapshots.get
        self._origins = Origins(store, addresses)
        self._sound: dict[IRI, Text] = {}
        self._known: set[IRI] = set()

    def findings(self) -> Iterator[Finding]:
        yield from self._snapshots()
        passages = set()
        for row in self._store.select(query("passages")):
            passages.add(row["passage"])
            yield from self._passage(row)
        for row in self._store.select(query("evidence_pointers")):
            if row["passage"] not in passages:
                yield self._dangling(IRI(row["node"]), IRI(row["pointer"]), row["passage"])

    def _snapshots(self) -> Iterator[Finding]:
        for row in self._store.select(query("snapshots")):
            node, sha256 = IRI(row["snapshot"]), words_of(row.get("sha256"))
            self._known.add(node)
            text = self._text_of(sha256)
            if text is None:
                yield self._finding(
                    node,
                    f"The text with the SHA-256 {sha256 or '(none is given)'} is not stored, so that nothing "
                    f"that quotes it can be checked. {_RESTORE}",
                )
            elif (true := hashlib.sha256(text.encode()).hexdigest()) != sha256:
                yield self._finding(
                    node,
                    f"The stored text has the SHA-256 {true}, but the graph knows it by {sha256}: it was "
                    f"changed after it was read. {_RESTORE}",
                )
            else:
                self._sound[node] = Text(text)

    def _passage(self, row: Mapping[str, Term]) -> Iterator[Finding]:
        passage, snapshot = IRI(row["passage"]), row.get("snapshot")
        if not isinstance(snapshot, IRI) or snapshot not in self._known:
            yield self._finding(
                passage, f"The passage quotes a snapshot that the graph does not know. {_READ_AGAIN}"
            )
        elif snapshot in self._sound:
            wrong = misquoted(row, self._sound[snapshot])
            if wrong:
                yield self._finding(passage, f"{wrong} {_READ_AGAIN}")

    def _dangling(self, node: IRI, pointer: IRI, passage: Term) -> Finding:
        name = self._origins.name(node)
        return self._finding(
            node,
            f"For {name}, {_short(pointer)} points to {_short(passage)}, which is no passage that the graph "
            f"knows: nobody can see the words on which it rests. {_READ_AGAIN}",
        )

    def _finding(self, node: IRI, sentence: str) -> Finding:
        return Finding(Severity.VIOLATION, node, sentence, *self._origins.origin(node))


def _short(term: Term) -> str:
    return str(term).rsplit("#", 1)[-1] if isinstance(term, IRI) else f"“{term.value}”"
