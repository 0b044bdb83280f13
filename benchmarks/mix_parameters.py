"""The mix of questions that engines are compared by, each with the values it is asked for."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from string import Template
from typing import Final

import numpy as np

from .worlds import FIRST_YEAR, THINGS, YEARS, World, Written

MIX: Final = Path(__file__).parent / "mix"
#: How many times each question is asked, for other values each time where it has any.
TIMES: Final = 20


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the mix: its name, what it asks, and the texts it is asked in."""

    name: str
    said: str
    texts: tuple[str, ...]

    @property
    def accept(self) -> str:
        """Name the media type that it is answered in."""
        graph = re.search(r"^CONSTRUCT", self.texts[0], re.MULTILINE)
        return "application/n-triples" if graph else "application/sparql-results+json"


def questions(world: World, wording: str = "") -> list[Question]:
    """Read the mix for a world; with a ``wording``, in that one where a question has it."""
    rows = parameters(world)
    found = []
    for plain in sorted(MIX.glob("*.rq")):
        special = MIX / wording / plain.name
        template = (special if wording and special.exists() else plain).read_text(encoding="utf-8")
        said = template.partition("\n")[0].removeprefix("# ")
        found.append(Question(plain.stem, said, tuple(Template(template).substitute(row) for row in rows)))
    return found


def parameters(world: World) -> list[Mapping[str, object]]:
    """Choose values: organisations from the busiest to small ones, and the commonest of the rest."""
    written = Written(world)
    busiest = np.argsort(-np.bincount(world.member, minlength=world.organisations), kind="stable")
    places = np.unique(np.geomspace(1, max(world.organisations // 5, TIMES * 2), TIMES * 4).astype(int)) - 1
    spread = places[np.linspace(0, len(places) - 1, TIMES).astype(int)]
    organisations = [written.organisation[int(busiest[place])] for place in spread]
    largest = [written.organisation[int(one)] for one in busiest[: TIMES + 5]]
    years = [int(year) for year in np.linspace(FIRST_YEAR + YEARS - 2, FIRST_YEAR + 5, TIMES)]
    spans = list(pairwise(int(year) for year in np.linspace(FIRST_YEAR, FIRST_YEAR + YEARS, TIMES + 1)))
    topics = np.argsort(-np.bincount(world.topic), kind="stable")
    return [
        {
            "organisation": organisations[number][1:-1],
            "largest": " ".join(largest[number : number + 5]),
            "since": years[number],
            "type": written.topics[int(topics[number % len(topics)])][1:-1],
            "word": THINGS[number % len(THINGS)].lower(),
            "beginning": THINGS[number % len(THINGS)][:3],
            "country": written.country[number][1:-1],
            "first": spans[number][0],
            "last": spans[number][1] + 3,
        }
        for number in range(TIMES)
    ]
