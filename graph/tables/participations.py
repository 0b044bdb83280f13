"""Rows of participations gathered to activities, organisations, places and involvements."""

from dataclasses import replace
from typing import Final

from ..linking.names import name_key
from ..partial_dates import PartialDate
from ..records import (
    Account,
    Activity,
    ActivityKind,
    Evidence,
    Involvement,
    Organisation,
    OrganisationKind,
    Place,
    PlaceKind,
    Role,
    Source,
)
from .cells import countries_in, country_in, date_in, kind_in
from .problems import Problems
from .rows import TableRow
from .settlements import settlement

_CELL: Final = "table.cell"
_ROW: Final = "table.row"


class Participations:
    """Reads rows one by one; what several rows say of one thing is said of one record.

    Where rows contradict each other the first one stands, and the other is reported.
    """

    def __init__(self, language: str, problems: Problems) -> None:
        self._language = language
        self._problems = problems
        self._activities: dict[str, Activity] = {}
        self._organisations: dict[str, Organisation] = {}
        self._places: dict[str, Place] = {}
        self._involvements: list[Involvement] = []
        self._keys: dict[str, list[str]] = {}
        self._delegated: set[tuple[str, str]] = set()

    def add(self, row: TableRow) -> None:
        """Read a row."""
        if not row["activity"]:
            self._problems.add(row.number, "activity", "The row names no activity; it was left out.")
            return
        activity = self._activity(row)
        self._delegations(row, activity)
        role = kind_in(row, "role", Role, self._problems)
        if not row["organisation"]:
            if row["role"]:
                self._problems.add(row.number, "organisation", "A role without an organisation was left out.")
            return
        organisation = self._organisation(row)
        if role is not None:
            stated = (Evidence("role", row.at(), _ROW),)
            self._involvements.append(
                Involvement(activity, role, organisation, phrase=row["role"], evidence=stated)
            )
        elif not row["role"]:
            self._problems.add(
                row.number, "role", "The organisation has no role; its participation was left out."
            )

    def account(self, source: Source, text: str) -> Account:
        """Give all that was read."""
        return Account(
            source,
            text,
            tuple(self._activities.values()),
            tuple(self._organisations.values()),
            tuple(self._places.values()),
            tuple(self._involvements),
        )

    def _activity(self, row: TableRow) -> str:
        title = row["activity"]
        start, end = (date_in(row, column, self._problems) for column in ("start", "end"))
        if start and end and end < start[: len(end)]:
            self._problems.add(row.number, "end", f"{end} lies before the start, {start}; it was left out.")
            end = None
        key = self._key(title, start)
        kind = kind_in(row, "kind", ActivityKind, self._problems)
        known = self._activities.get(key)
        if known is None or known.kind is ActivityKind.OTHER:
            kind = kind or ActivityKind.OTHER
            known = replace(known, kind=kind) if known else Activity(key, title, kind)
        elif kind not in (None, known.kind):
            self._problems.add(
                row.number, "kind", f"It differs from an earlier row, {known.kind}, which stands."
            )
        if not any(item.field == "title" for item in known.evidence):
            known = _with_evidence(known, "title", row, "activity")
        known = self._dated(self._dated(known, row, "start", start), row, "end", end)
        self._activities[key] = known  # before others are looked up, so that it keeps its place in the order
        known = self._located(known, row)
        known = self._related(self._related(known, row, "part_of"), row, "based_on")
        self._activities[key] = known
        return key

    def _key(self, title: str, start: PartialDate | None) -> str:
        """Tell apart what has the same title in different years; a row without a year means the first."""
        plain = name_key(title)
        named = self._keys.setdefault(plain, [])
        year = start[:4] if start else ""
        for key in named:
            held = self._activities[key].start
            if not year or not held or held[:4] == year:
                return key
        named.append(f"{plain}|{year}" if named else plain)
        return named[-1]

    def _dated(self, activity: Activity, row: TableRow, field: str, value: PartialDate | None) -> Activity:
        known: PartialDate | None = getattr(activity, field)
        if value is None or value == known:
            return activity
        if known is not None:
            self._problems.add(
                row.number, field, f"{value} differs from an earlier row, {known}, which stands."
            )
            return activity
        dated = replace(activity, start=value) if field == "start" else replace(activity, end=value)
        return _with_evidence(dated, field, row, field)

    def _located(self, activity: Activity, row: TableRow) -> Activity:
        home = country_in(row, "country", self._problems)
        for name in row.items("places"):
            key = f"{name_key(name)}|{home or ''}"
            if key not in self._places:
                self._places[key] = settlement(key, name, home, self._language)
            if key not in activity.places:
                activity = replace(activity, places=(*activity.places, key))
                activity = _with_evidence(activity, "places", row, "places", key)
        if home and not row.items("places") and not activity.places:
            # All that is known is the country.
            self._places.setdefault(home, Place(home, home, PlaceKind.COUNTRY, home))
            activity = replace(activity, places=(home,))
            activity = _with_evidence(activity, "places", row, "country", home)
        return activity

    def _related(self, activity: Activity, row: TableRow, field: str) -> Activity:
        for title in row.items(field):
            key = self._key(title, None)
            known: tuple[str, ...] = getattr(activity, field)
            if key == activity.key:
                self._problems.add(
                    row.number, field, "An activity cannot be named here for itself; it was left out."
                )
            elif key not in known:
                if key not in self._activities:
                    other = Activity(key, title, ActivityKind.OTHER)
                    self._activities[key] = _with_evidence(other, "title", row, field)
                keys = (*known, key)
                part = field == "part_of"
                activity = replace(activity, part_of=keys) if part else replace(activity, based_on=keys)
                activity = _with_evidence(activity, field, row, field, key)
        return activity

    def _organisation(self, row: TableRow) -> str:
        name, key = row["organisation"], name_key(row["organisation"])
        kind = kind_in(row, "organisation_kind", OrganisationKind, self._problems)
        home = country_in(row, "organisation_country", self._problems)
        known = self._organisations.get(key)
        if known is None:
            known = Organisation(key, name, evidence=(Evidence("name", row.at("organisation"), _CELL),))
        for field, value in (("kind", kind), ("country", home)):
            held = getattr(known, field)
            column = f"organisation_{field}"
            if value is not None and held is None:
                known = replace(known, kind=kind) if field == "kind" else replace(known, country=home)
                known = replace(known, evidence=(*known.evidence, Evidence(field, row.at(column), _CELL)))
            elif value not in (None, held):
                self._problems.add(
                    row.number, column, f"{value} differs from an earlier row, {held}, which stands."
                )
        self._organisations[key] = known
        return key

    def _delegations(self, row: TableRow, activity: str) -> None:
        for code in countries_in(row, "participating_countries", self._problems):
            stated = (Evidence("role", row.at("participating_countries"), _CELL, code),)
            if (activity, code) not in self._delegated:
                self._delegated.add((activity, code))
                self._involvements.append(
                    Involvement(activity, Role.PARTICIPANT, country=code, evidence=stated)
                )


def _with_evidence(activity: Activity, field: str, row: TableRow, column: str, value: str = "") -> Activity:
    return replace(activity, evidence=(*activity.evidence, Evidence(field, row.at(column), _CELL, value)))
