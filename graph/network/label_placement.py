"""Labels of a figure: placed by greed, the most important first, none over another or over a node."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

_GAP: Final = 4.0
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
    """Lines of text at a node; ``anchor`` is that of SVG, ``y`` the base line of the first line."""

    node: int
    lines: tuple[str, ...]
    x: float
    y: float
    anchor: str


def text_width(text: str, size: float) -> float:
    """Estimate the width of a text: wide scripts an em a letter, others a little over half of one."""
    letters = [letter for letter in text if not unicodedata.combining(letter)]
    ems = sum(1.0 if unicodedata.east_asian_width(letter) in "WF" else 0.56 for letter in letters)
    return size * ems


def lines_of(text: str, longest: int = 26) -> tuple[str, ...]:
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
        for label, box in _candidates(node, lines_of(name), disc, size):
            others = (other for number, other in enumerate(taken) if number != node)
            if box.within(frame) and not any(box.overlaps(other) for other in others):
                placed.append(label)
                taken.append(box)
                break
    return placed


def _candidates(node: int, lines: tuple[str, ...], disc: Disc, size: float) -> list[tuple[Label, Box]]:
    width = max(text_width(line, size) for line in lines)
    leading = size * 1.15
    height = leading * len(lines)
    reach = disc.radius + _GAP
    tops = {
        "beside": disc.y - height / 2,
        "above": disc.y - reach - height,
        "below": disc.y + reach,
    }
    corner = disc.radius * 0.7 + _GAP
    spots = [
        ("start", disc.x + reach, tops["beside"]),
        ("end", disc.x - reach, tops["beside"]),
        ("middle", disc.x, tops["below"]),
        ("middle", disc.x, tops["above"]),
        ("start", disc.x + corner, disc.y - corner - height),
        ("start", disc.x + corner, disc.y + corner),
        ("end", disc.x - corner, disc.y - corner - height),
        ("end", disc.x - corner, disc.y + corner),
    ]
    found = []
    for anchor, x, top in spots:
        left = {"start": x, "end": x - width, "middle": x - width / 2}[anchor]
        box = Box(left - 1, top, left + width + 1, top + height)
        found.append((Label(node, lines, x, top + size * 0.92, anchor), box))
    return found
