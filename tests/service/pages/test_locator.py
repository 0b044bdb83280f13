import re

from koinon.graph.terms import IRI
from koinon.service.pages.locator import Site, locator

BAKU = Site(IRI("http://e/baku"), "Baku", 40.4, 49.9, 4)
MINSK = Site(IRI("http://e/<minsk>"), "Minsk & around", 53.9, 27.6, 1)


def _circles(drawn: str) -> dict[str, tuple[float, float, float]]:
    found = re.findall(r'class="site" cx="([\d.]+)" cy="([\d.]+)" r="([\d.]+)"><title>(.*?):', drawn)
    return {name: (float(x), float(y), float(radius)) for x, y, radius, name in found}


def test_places_stand_as_they_lie_and_are_as_large_as_what_took_place_there() -> None:
    drawn = locator([MINSK, BAKU], str)
    assert drawn is not None
    circles = _circles(drawn)
    minsk, baku = circles["Minsk &amp; around"], circles["Baku"]
    assert minsk[0] < baku[0]
    assert minsk[1] < baku[1]
    assert minsk[2] < baku[2]
    assert all(0 < x < 440 and 0 < y < 250 for x, y, _ in circles.values())
    assert "<minsk>" not in drawn


def test_a_single_place_stands_in_the_middle_with_cities_around() -> None:
    drawn = locator([BAKU], lambda _: None)
    assert drawn is not None
    assert _circles(drawn)["Baku"][:2] == (220, 125)
    assert "<a " not in drawn
    assert drawn.count('class="city"') >= 2
    assert drawn.count('r="1.4"') > 10


def test_places_on_both_sides_of_a_pole_or_alone_at_sea_are_drawn_too() -> None:
    far = [
        Site(IRI(f"http://e/{number}"), f"S{number}", *at)
        for number, at in enumerate(((-90.0, 0.0), (90.0, 180.0), (0.0, -180.0)))
    ]
    assert locator(far, str) is not None
    assert locator([], str) is None
