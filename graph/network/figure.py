"""A figure of a network: SVG that stands by itself, in a page, or in a notebook."""

import hashlib
import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from .captions import meaning, restrictions, size, tie_words, years
from .filters import Unit
from .label_placement import Box, Disc, Label, place_labels, text_width
from .layout import apart
from .network import Edge, Network, Node
from .xml_text import xml_text

Colouring = Literal["kind", "country", "community"]

WIDTH: Final = 960
_PLOT_HEIGHT: Final = 600
_MARGIN: Final = 28
_FONT: Final = 12.5
_LINE: Final = 20
_LABELS: Final = 32
_RADII: Final = (4.0, 17.0)
_WIDTHS: Final = (0.6, 5.0)

# Okabe & Ito's palette, which most eyes tell apart, darker on paper and lighter on a dark ground; the
# last is for everything else.
_LIGHT: Final = ("#0072b2", "#d55e00", "#009e73", "#b8559b", "#c78a00", "#3a9bd0", "#7a5c3a", "#8a929c")
_DARK: Final = ("#4ea8e0", "#ff8a3d", "#2fc79a", "#e08cc4", "#f0b93a", "#8fd0f5", "#c4a27a", "#8a929c")
_KINDS_NAMED: Final = len(_LIGHT) - 1


@dataclass(frozen=True, slots=True)
class _Legend:
    """What the colours mean: values in order, the last of which may be everything else."""

    colour_of: dict[str, int]
    entries: tuple[tuple[str, int, int], ...]


def figure(network: Network, colour: Colouring | None = None) -> str:
    """Draw a network as SVG: nodes as large as their strength, ties as wide as their weight.

    ``colour`` says what the colours show: the kind of organisation or place (where nodes have one), the
    country, or the community. Every node links to its address; names are written for the strongest, as
    far as there is room. Colours follow the reader's choice of light or dark, and the variables
    ``--network-ink``, ``--network-paper`` and ``--network-0`` … ``--network-7`` of a page.
    """
    colour = colour or _telling(network)
    legend = _legend(network, colour)
    discs = _discs(network)
    frame = Box(4, 4, WIDTH - 4, _PLOT_HEIGHT - 4)
    labels = place_labels([node.label for node in network.nodes], discs, frame, _FONT, _LABELS)
    body = [
        *_edges(network, discs),
        *_nodes(network, discs, legend, colour),
        *_labels(labels, discs),
    ]
    below, height = _below(network, legend, colour)
    title, description = _words(network)
    name = "network-" + hashlib.sha256("".join([*body, *below]).encode()).hexdigest()[:10]
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" class="network-figure" '
            f'role="img" aria-labelledby="{name}-title {name}-description">',
            f'<title id="{name}-title">{xml_text(title)}</title>',
            f'<desc id="{name}-description">{xml_text(description)}</desc>',
            _style(),
            *body,
            *below,
            "</svg>",
        ]
    )


def _telling(network: Network) -> Colouring:
    if network.filters.unit in {Unit.ORGANISATION, Unit.PLACE}:
        return "kind"
    return "community"


def _value(node: Node, colour: Colouring) -> str:
    if colour == "community":
        return "" if node.community is None else f"group {node.community + 1}"
    stated = node.kind if colour == "kind" else node.country
    return (stated or "").replace("-", " ")


def _legend(network: Network, colour: Colouring) -> _Legend:
    counts = Counter(_value(node, colour) for node in network.nodes)
    others = counts.pop("", 0) + counts.pop("other", 0)
    ranked = sorted(counts, key=lambda value: (-counts[value], value))
    named, rest = ranked[:_KINDS_NAMED], ranked[_KINDS_NAMED:]
    others += sum(counts[value] for value in rest)
    if colour == "community" and len(ranked) == 1:
        return _Legend(dict.fromkeys(named, 0), ())  # one colour tells nothing
    entries = [(value, number, counts[value]) for number, value in enumerate(named)]
    if others:
        entries.append(("other or unknown", _KINDS_NAMED, others))
    return _Legend({value: number for number, value in enumerate(named)}, tuple(entries))


def _scale(value: float, largest: float, between: tuple[float, float]) -> float:
    """Scale by the square root, so that areas compare as the values do."""
    low, high = between
    return low + (high - low) * (max(value, 0.0) / largest) ** 0.5 if largest > 0 else low


def _discs(network: Network) -> list[Disc]:
    strongest = max((node.strength for node in network.nodes), default=0.0)
    crowd = min(1.0, (120 / max(len(network.nodes), 1)) ** 0.5)
    radii = [_scale(node.strength, strongest, _RADII) * max(crowd, 0.4) for node in network.nodes]
    half_width, half_height = WIDTH / 2 - _MARGIN - 60, _PLOT_HEIGHT / 2 - _MARGIN
    wished = [
        (WIDTH / 2 + (node.x or 0.0) * half_width, _PLOT_HEIGHT / 2 - (node.y or 0.0) * half_height)
        for node in network.nodes
    ]
    placed = apart(wished, radii, (WIDTH, _PLOT_HEIGHT))
    return [Disc(x, y, radius) for (x, y), radius in zip(placed, radii, strict=True)]


def _edges(network: Network, discs: Sequence[Disc]) -> Iterator[str]:
    place = {node.id: number for number, node in enumerate(network.nodes)}
    heaviest = max((edge.weight for edge in network.edges), default=0.0)
    # Where all ties weigh the same, none is drawn as if it were heavy.
    if len({edge.weight for edge in network.edges}) == 1:
        heaviest *= 8
    faint = min(1.0, (300 / max(len(network.edges), 1)) ** 0.5)
    yield '<g class="ties">'
    for edge in reversed(network.edges):
        here, there = discs[place[edge.source]], discs[place[edge.target]]
        share = edge.weight / heaviest if heaviest else 0.0
        yield (
            f'<line x1="{here.x:.1f}" y1="{here.y:.1f}" x2="{there.x:.1f}" y2="{there.y:.1f}" '
            f'stroke-width="{_scale(edge.weight, heaviest, _WIDTHS) * faint**0.5:.2f}" '
            f'stroke-opacity="{(0.17 + 0.33 * share) * faint:.3f}">'
            f"<title>{xml_text(_tie_title(network, place, edge))}</title></line>"
        )
    yield "</g>"


def _tie_title(network: Network, place: dict[str, int], edge: Edge) -> str:
    one, other = network.nodes[place[edge.source]].label, network.nodes[place[edge.target]].label
    return f"{one} – {other}: {tie_words(edge)}"


def _nodes(network: Network, discs: Sequence[Disc], legend: _Legend, colour: Colouring) -> Iterator[str]:
    yield '<g class="nodes">'
    for node, disc in reversed(list(zip(network.nodes, discs, strict=True))):
        number = legend.colour_of.get(_value(node, colour), _KINDS_NAMED)
        known = [part for part in (node.kind, node.country) if part]
        said = f"{node.label} ({', '.join([*known, f'{node.degree} ties'])})"
        yield (
            f'<a href="{xml_text(node.id)}">'
            f'<circle cx="{disc.x:.1f}" cy="{disc.y:.1f}" r="{disc.radius:.1f}" '
            f'fill="var(--network-{number})"><title>{xml_text(said)}</title></circle></a>'
        )
    yield "</g>"


def _labels(labels: Sequence[Label], discs: Sequence[Disc]) -> Iterator[str]:
    yield '<g class="names" aria-hidden="true">'
    for label in labels:
        if label.leader is not None:
            disc, (x, y) = discs[label.node], label.leader
            rim = disc.radius / (math.dist((disc.x, disc.y), (x, y)) or 1.0)
            begin_x, begin_y = disc.x + (x - disc.x) * rim, disc.y + (y - disc.y) * rim
            yield f'<line x1="{begin_x:.1f}" y1="{begin_y:.1f}" x2="{x:.1f}" y2="{y:.1f}"/>'
        lines = "".join(
            f'<tspan x="{label.x:.1f}" dy="{0 if number == 0 else 1.15}em">{xml_text(line)}</tspan>'
            for number, line in enumerate(label.lines)
        )
        yield f'<text y="{label.y:.1f}" text-anchor="{label.anchor}">{lines}</text>'
    yield "</g>"


def _below(network: Network, legend: _Legend, colour: Colouring) -> tuple[list[str], int]:
    """Write the legend and the caption under the plot, and say how high all is then."""
    parts, x, y = ['<g class="legend">'], float(_MARGIN), _PLOT_HEIGHT + 18
    for value, number, count in legend.entries:
        text = f"{value} ({count})"
        wide = text_width(text, _FONT) + 34
        if x + wide > WIDTH - _MARGIN and x > _MARGIN:
            x, y = float(_MARGIN), y + _LINE
        parts.append(f'<circle cx="{x + 6:.1f}" cy="{y - 4}" r="6" fill="var(--network-{number})"/>')
        parts.append(f'<text x="{x + 17:.1f}" y="{y}">{xml_text(text)}</text>')
        x += wide
    parts.append("</g>")
    y += 8
    parts.append('<g class="caption">')
    for line in _caption(network, colour if legend.entries else None):
        y += _LINE - 3
        parts.append(f'<text x="{_MARGIN}" y="{y}">{xml_text(line)}</text>')
    return [*parts, "</g>"], y + 14


def _caption(network: Network, colour: Colouring | None) -> list[str]:
    first = f"{size(network)}; {meaning(network.filters)}. Size: strength."
    first += f" Colour: {colour}." if colour else ""
    chosen = "; ".join(restrictions(network.filters)) or "none"
    lines = [first[0].upper() + first[1:]]
    rest = f"Filters: {chosen}. Generation {network.generation} of the data."
    widest = int((WIDTH - 2 * _MARGIN) / (_FONT * 0.56))
    while len(rest) > widest:
        cut = rest.rfind(" ", 0, widest)
        cut = cut if cut > 0 else widest
        lines.append(rest[:cut])
        rest = rest[cut:].strip()
    return [*lines, rest]


def _words(network: Network) -> tuple[str, str]:
    strongest = "; ".join(node.label for node in network.nodes[:5])
    named = {node.id: node.label for node in network.nodes}
    ties = "; ".join(
        f"{named[edge.source]} with {named[edge.target]}" + (f" ({years(edge)})" if edge.first else "")
        for edge in network.edges[:3]
    )
    said = f"{size(network)}, {meaning(network.filters)}."
    said += f" The strongest: {strongest}." if strongest else ""
    return "Cooperation network", said + (f" The heaviest ties: {ties}." if ties else "")


def _style() -> str:
    def variables(ink: str, paper: str, colours: Sequence[str]) -> str:
        numbered = "".join(f"--network-{number}:{colour};" for number, colour in enumerate(colours))
        return f":where(.network-figure){{--network-ink:{ink};--network-paper:{paper};{numbered}}}"

    return (
        "<style>"
        + variables("#1d2430", "#ffffff", _LIGHT)
        + "@media (prefers-color-scheme:dark){"
        + variables("#e6e9ee", "#14181f", _DARK)
        + "}"
        ".network-figure{color:var(--network-ink);font-family:system-ui,sans-serif;"
        f"font-size:{_FONT}px;max-width:100%;height:auto}}"
        ".network-figure text{fill:currentColor}"
        ".network-figure .ties{stroke:currentColor}"
        ".network-figure .nodes circle{stroke:var(--network-paper);stroke-width:1.2}"
        ".network-figure .nodes a:focus circle,.network-figure .nodes a:hover circle"
        "{stroke:currentColor;stroke-width:2}"
        ".network-figure .names{pointer-events:none}"
        ".network-figure .names line{stroke:currentColor;stroke-width:1}"
        ".network-figure .names text{paint-order:stroke;stroke:var(--network-paper);stroke-width:3px;"
        "stroke-linejoin:round}"
        ".network-figure .caption{opacity:.75}"
        "</style>"
    )
