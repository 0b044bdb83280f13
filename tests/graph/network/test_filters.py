"""Filters: read, refused, and written again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koinon.graph.errors import NetworkError
from koinon.graph.network import Filters, Unit, Weight
from koinon.graph.records import Role


def test_values_of_a_query_string_become_filters() -> None:
    chosen = Filters.parse(
        {
            "role": ["partner", "organiser"],
            "from": ["2008"],
            "country": ["az"],
            "weight": ["newman"],
            "to": [""],
        }
    )
    assert chosen.role == (Role.ORGANISER, Role.PARTNER)
    assert (chosen.from_year, chosen.to_year, chosen.country) == (2008, None, ("AZ",))
    assert (chosen.unit, chosen.weight) == (Unit.ORGANISATION, Weight.NEWMAN)


@pytest.mark.parametrize(
    ("name", "value", "allowed"),
    [
        ("unit", "person", "organisation, country, place, heritage-type"),
        ("role", "boss", "organiser, co-organiser"),
        ("kind", "party", "project, training"),
        ("weight", "heavy", "activities, newman, roles"),
        ("country", "XX", "ISO 3166-1"),
        ("country", "AZE", "ISO 3166-1"),
        ("from", "soon", "from=2011"),
        ("to", "20111", "to=2011"),
        ("limit", "0", "300"),
        ("limit", "-1", "300"),
        ("min-weight", "nan", "1.5"),
        ("min-weight", "-2", "1.5"),
        ("colour", "red", "unit, via, role"),
    ],
)
def test_a_wrong_value_is_refused_with_what_is_allowed(name: str, value: str, allowed: str) -> None:
    with pytest.raises(NetworkError) as refusal:
        Filters.parse({name: [value]})
    assert allowed in str(refusal.value)


def test_two_values_for_one_choice_are_refused() -> None:
    with pytest.raises(NetworkError, match="one value"):
        Filters.parse({"unit": ["country", "place"]})


def test_years_may_not_run_backwards() -> None:
    with pytest.raises(NetworkError, match="exchange"):
        Filters(from_year=2012, to_year=2011)


@given(
    role=st.lists(st.sampled_from(list(Role)), max_size=3),
    year=st.none() | st.integers(1, 9999),
    weight=st.sampled_from(list(Weight)),
    least=st.floats(0, 100),
    heritage=st.lists(st.text(min_size=1).filter(lambda text: text.strip() == text), max_size=2),
)
def test_filters_survive_being_written(
    role: list[Role], year: int | None, weight: Weight, least: float, heritage: list[str]
) -> None:
    chosen = Filters(
        role=tuple(role),
        from_year=year,
        weight=weight,
        min_weight=least,
        heritage_type=tuple(heritage),
    )
    written = chosen.as_dict()
    listed = {
        name: [str(one) for one in value] if isinstance(value, list) else [str(value)]
        for name, value in written.items()
    }
    assert Filters.parse(listed) == chosen


def test_the_query_string_does_not_depend_on_the_order_given() -> None:
    one = Filters.parse({"weight": ["roles"], "role": ["partner", "funder"]})
    other = Filters.parse({"role": ["funder", "partner", "funder"], "weight": ["roles"]})
    assert one == other
    assert one.as_query() == other.as_query()
    assert (
        one.as_query() == "unit=organisation&via=activity&role=funder&role=partner&rollup=none&weight=roles"
    )


def test_a_source_has_another_name_where_source_is_the_end_of_a_tie() -> None:
    assert Filters.parse({"stated-by": ["one"]}) == Filters(source=("one",))
