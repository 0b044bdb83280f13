"""Activities by year, as bars that lead to what happened in the year."""

from collections.abc import Iterable, Sequence
from typing import Final

_WIDTH: Final = 440
_HEIGHT: Final = 250
_BASE: Final = 220
_TOP: Final = 22
#: Beyond so many years, several share a bar.
_MOST_BARS: Final = 40
_WIDEST: Final = 46.0
_LABEL_WIDTH: Final = 38.0


def timeline(years: Sequence[tuple[int, int]], shown: Iterable[int] = ()) -> str | None:
    """Draw how many activities began in each year as SVG; None where no year is known.

    Args:
        years: years with their counts.
        shown: years that the page has a place for, ``year-2013``: their bars lead there.
    """
    if not years:
        return None
    first, last = min(year for year, _ in years), max(year for year, _ in years)
    step = -(-(last - first + 1) // _MOST_BARS)
    starts = range(first, last + 1, step)
    counts = [sum(count for year, count in years if start <= year < start + step) for start in starts]
    room = _WIDTH / len(starts)
    bars = [
        _bar(start, step, count, (number * room, room), max(counts), set(shown))
        for number, (start, count) in enumerate(zip(starts, counts, strict=True))
        if count
    ]
    every = max(1, -(-int(_LABEL_WIDTH) // max(int(room), 1)))
    ticks = [
        f'<text x="{(number + 0.5) * room:.1f}" y="{_BASE + 20}" text-anchor="middle">{start}</text>'
        for number, start in enumerate(starts)
        if number % every == 0
    ]
    said = ", ".join(f"{year}: {count}" for year, count in sorted(years))
    return (
        f'<svg class="timeline" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="group" '
        f'aria-label="Activities by year: {said}"><line x1="0" x2="{_WIDTH}" y1="{_BASE}" y2="{_BASE}"/>'
        f'{"".join(bars)}<g aria-hidden="true">{"".join(ticks)}</g></svg>'
    )


def _bar(start: int, step: int, count: int, place: tuple[float, float], most: int, shown: set[int]) -> str:
    left, room = place
    width = min(room * 0.72, _WIDEST)
    height = max((_BASE - _TOP) * count / most, 3.0)
    x, y = left + (room - width) / 2, _BASE - height
    years = f"{start}–{start + step - 1}" if step > 1 else str(start)
    told = f"{years}: {count} {'activity' if count == 1 else 'activities'}"
    drawn = (
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" rx="2">'
        f"<title>{told}</title></rect>"
        f'<text class="count" x="{left + room / 2:.1f}" y="{y - 6:.1f}" text-anchor="middle" '
        f'aria-hidden="true">{count}</text>'
    )
    target = next((year for year in range(start, start + step) if year in shown), None)
    return f'<a href="#year-{target}" aria-label="{told}">{drawn}</a>' if target is not None else drawn
