import re

from koinon.service.pages.timeline import timeline


def test_a_bar_is_as_high_as_its_year_and_leads_to_it_where_the_page_shows_it() -> None:
    drawn = timeline([(2008, 1), (2011, 4)], [2011])
    assert drawn is not None
    heights = [float(height) for height in re.findall(r'height="([\d.]+)" rx', drawn)]
    assert heights[1] == 4 * heights[0]
    assert re.findall(r'href="([^"]+)" aria-label="([^"]+)"', drawn) == [("#year-2011", "2011: 4 activities")]
    assert "2008: 1 activity" in drawn
    assert all(f">{year}</text>" in drawn for year in range(2008, 2012))


def test_many_years_share_bars() -> None:
    drawn = timeline([(1900, 2), (1901, 3), (2020, 1)])
    assert drawn is not None
    assert "1900–1903: 5 activities" in drawn
    assert len(re.findall("<rect", drawn)) == 2


def test_without_years_there_is_no_timeline() -> None:
    assert timeline([]) is None
