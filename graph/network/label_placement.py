"""Labels of a figure: placed by greed, the most important first, none over another or over a node."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

_GAP: Final = 4.0
#: How far off a label may stand, joined to its node by a line, where there is no room beside it.
_STEPS_OFF: Final = (16.0, 32.0, 48.0)
#: Only so many labels are important enough to be led away.
_LED_AWAY: Final = 10
_ELLIPSIS: Final = "…"


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in units of the figure."""

    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: "Box") -> bool:
        """Say whether two rectangles share a point of their insides."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def within(self, other: "Box") -> bool:
        """Say whether this rectangle lies in another."""
        return (
            other.left <= self.left
            and other.top <= self.top
            and self.right <= other.right
            and self.bottom <= other.bottom
        )


@dataclass(frozen=True, slots=True)
class Disc:
    """A node as it is drawn."""

    x: float
    y: float
    radius: float

    def box(self) -> Box:
        """Give the square around the disc."""
        return Box(self.x - self.radius, self.y - self.radius, self.x + self.radius, self.y + self.radius)


@dataclass(frozen=True, slots=True)
class Label:
    """Lines of text at a node; ``anchor`` is that of SVG, ``y`` the base line of the first line.

    ``leader`` is where a line from the node ends, for a label that stands off.
    """

    node: int
    lines: tuple[str, ...]
    x: float
    y: float
    anchor: str
    leader: tuple[float, float] | None = None


def text_width(text: str, size: float) -> float:
    """Estimate the width of a text: wide scripts an em a letter, others a little over half of one."""
    letters = [letter for letter in text if not unicodedata.combining(letter)]
    ems = sum(1.0 if unicodedata.east_asian_width(letter) in "WF" else 0.56 for letter in letters)
    return size * ems


def lines_of(text: str, longest: int = 31) -> tuple[str, ...]:
    """Break a name into at most two lines of about equal length; what does not fit is cut off."""
    clean = " ".join(text.split())
    if len(clean) <= longest:
        return (clean,)
    words = clean.split(" ")
    breaks = [(" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words))]
    fitting = [pair for pair in breaks if max(map(len, pair)) <= longest]
    if fitting:
        return min(fitting, key=lambda pair: max(map(len, pair)))
    first = next((one for one, _ in reversed(breaks) if len(one) <= longest), clean[:longest])
    rest = clean[len(first) :].strip()
    return first, rest if len(rest) <= longest else rest[: longest - 1].rstrip() + _ELLIPSIS


def place_labels(
    names: Sequence[str], discs: Sequence[Disc], frame: Box, size: float, most: int
) -> list[Label]:
    """Place labels beside, above or below their nodes, in the order given, as long as there is room."""
    taken = [disc.box() for disc in discs]
    placed: list[Label] = []
    for node, (name, disc) in enumerate(zip(names, discs, strict=True)):
        if len(placed) == most:
            break
        others = [other for number, other in enumerate(taken) if number != node]
        for label, box in _candidates(node, lines_of(name), disc, size):
            covered = [box, *_along(disc, label.leader)]
            if box.within(frame) and not any(one.overlaps(other) for one in covered for other in others):
                placed.append(label)
                taken += covered
                break
    return placed


def _along(disc: Disc, end: tuple[float, float] | None) -> Iterator[Box]:
    """Cover a line from a node with small boxes."""
    if end is not None:
        for share in (0.4, 0.55, 0.7, 0.85):
            x, y = disc.x + (end[0] - disc.x) * share, disc.y + (end[1] - disc.y) * share
            yield Box(x - 1, y - 1, x + 1, y + 1)


def _candidates(node: int, lines: tuple[str, ...], disc: Disc, size: float) -> Iterator[tuple[Label, Box]]:
    """Yield where a label may stand, the best places first."""
    yield from _around(node, lines, disc, size, 0.0)
    if node < _LED_AWAY:
        for off in _STEPS_OFF:
            yield from _around(node, lines, disc, size, off)


def _around(
    node: int, lines: tuple[str, ...], disc: Disc, size: float, off: float
) -> Iterator[tuple[Label, Box]]:
    width = max(text_width(line, size) for line in lines)
    height = size * 1.15 * len(lines)
    reach = disc.radius + _GAP + off
    corner = disc.radius * 0.7 + _GAP + off * 0.8
    beside, above, below = disc.y - height / 2, disc.y - reach - height, disc.y + reach
    spots = [
        ("start", disc.x + reach, beside),
        ("end", disc.x - reach, beside),
        ("middle", disc.x, below),
        ("middle", disc.x, above),
        ("start", disc.x + corner, disc.y - corner - height),
        ("start", disc.x + corner, disc.y + corner),
        ("end", disc.x - corner, disc.y - corner - height),
        ("end", disc.x - corner, disc.y + corner),
    ]
    for anchor, x, top in spots:
        left = {"start": x, "end": x - width, "middle": x - width / 2}[anchor]
        box = Box(left - 1, top, left + width + 1, top + height)
        end = (min(max(disc.x, left), left + width), min(max(disc.y, top), top + height))
        yield Label(node, lines, x, top + size * 0.92, anchor, end if off else None), box
