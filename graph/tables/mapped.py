"""Records of a mapped file gathered to activities, organisations, places and involvements."""

from dataclasses import replace

from ..linking.names import name_key
from ..partial_dates import PartialDate
from ..records import Account, Activity, ActivityKind, Evidence, Place, PlaceKind, Row, Source
from .bindings import Bindings
from .finding import Finder, Found
from .mapped_ties import Ties
from .mapping import Group, TableMapping
from .problems import Problems
from .readers import Record
from .values import country_of, date_of


class Mapped:
    """Reads records one by one; what several say of one thing is said of one record, the first one's."""

    def __init__(self, mapping: TableMapping, problems: Problems) -> None:
        self._mapping = mapping
        self._problems = problems
        self._activities: dict[str, Activity] = {}
        self._places: dict[str, Place] = {}
        self._ties = Ties(mapping, problems)
        self._rule = f"table.{mapping.name}"

    def add(self, record: Record) -> bool:
        """Read a record; tell whether it says anything."""
        finder = Finder(record, self._problems)
        key = self._activity(record, finder)
        if key is None:
            return False
        self._ties.add(record, finder, key)
        return True

    def account(self, source: Source, text: str) -> Account:
        """Give all that was read."""
        return Account(
            source,
            text,
            tuple(self._activities.values()),
            tuple(self._ties.organisations.values()),
            tuple(self._places.values()),
            tuple(self._ties.involvements),
        )

    def _activity(self, record: Record, finder: Finder) -> str | None:
        group = self._mapping.activity
        title, identifier = finder.first(group["title"]), finder.first(group["identifier"])
        if title is None:
            self._problems.add(record.number, "", "The record names no activity; it was left out.")
            return None
        key = identifier.value if identifier else f"title:{name_key(title.value)}"
        if key not in self._activities:
            kind = self._kind(record, finder.first(group["kind"]))
            aliases = tuple(
                dict.fromkeys(one.value for one in finder.all(group["alias"]) if one.value != title.value)
            )
            made = Activity(key, title.value, kind, aliases, identifiers=(key,) if identifier else ())
            made = self._with(made, record, "title", title)
            made = self._dated(made, record, finder)
            made = self._concerning(made, record, finder)
            self._activities[key] = made
        self._part(key, record, finder)
        self._located(key, record, finder)
        return key

    def _kind(self, record: Record, found: Found | None) -> ActivityKind:
        if found is None:
            return ActivityKind.OTHER
        try:
            return ActivityKind(found.value)
        except ValueError:
            self._problems.add(
                record.number, found.column, f"“{found.value}” is no kind of activity; it was left out."
            )
            return ActivityKind.OTHER

    def _dated(self, activity: Activity, record: Record, finder: Finder) -> Activity:
        start, begins = self._date(record, finder, self._mapping.activity["start"])
        end, ends = self._date(record, finder, self._mapping.activity["end"])
        if start and end and ends and end < start[: len(end)]:
            self._problems.add(
                record.number, ends.column, f"{end} lies before the start, {start}; it was left out."
            )
            end = None
        if start and begins:
            activity = self._with(replace(activity, start=start), record, "start", begins)
        if end and ends:
            activity = self._with(replace(activity, end=end), record, "end", ends)
        return activity

    def _date(
        self, record: Record, finder: Finder, ways: Bindings
    ) -> tuple[PartialDate | None, Found | None]:
        found = next(iter(finder.all(ways, 0)), None)
        if found is None:
            return None, None
        try:
            return date_of(found.value, found.binding.formats), found
        except ValueError as error:
            self._problems.add(record.number, found.column, f"{error} It was left out.")
            return None, None

    def _concerning(self, activity: Activity, record: Record, finder: Finder) -> Activity:
        for found in finder.all(self._mapping.activity["heritage_types"], 0):
            if found.value not in activity.heritage_types:
                activity = replace(activity, heritage_types=(*activity.heritage_types, found.value))
                activity = self._with(activity, record, "heritage_types", found, found.value)
        return activity

    def _part(self, key: str, record: Record, finder: Finder) -> None:
        for found in finder.all(self._mapping.activity["part_of"]):
            whole = f"title:{name_key(found.value)}"
            if whole == key or whole in self._activities[key].part_of:
                continue
            if whole not in self._activities:
                made = Activity(whole, found.value, ActivityKind.OTHER)
                self._activities[whole] = self._with(made, record, "title", found)
            known = self._activities[key]
            known = replace(known, part_of=(*known.part_of, whole))
            self._activities[key] = self._with(known, record, "part_of", found, whole)

    def _located(self, key: str, record: Record, finder: Finder) -> None:
        for group in self._mapping.places:
            if (name := finder.first(group["name"])) is None:
                continue
            place = self._place(group, name, record, finder)
            self._places.setdefault(place.key, place)
            activity = self._activities[key]
            if place.key not in activity.places:
                activity = replace(activity, places=(*activity.places, place.key))
                self._activities[key] = self._with(activity, record, "places", name, place.key)

    def _place(self, group: Group, name: Found, record: Record, finder: Finder) -> Place:
        homes = [self._country(record, found) for found in finder.all(group["country"])]
        home = homes[0] if len(homes) == 1 else None
        kind = finder.first(group["kind"])
        east, north = (
            self._degrees(record, finder.first(group[axis]), most)
            for axis, most in (("longitude", 180), ("latitude", 90))
        )
        known = east is not None and north is not None
        return Place(
            f"{name_key(name.value)}|{home or ''}",
            name.value,
            PlaceKind(kind.value) if kind else PlaceKind.SITE,
            home,
            latitude=north if known else None,
            longitude=east if known else None,
        )

    def _country(self, record: Record, found: Found) -> str | None:
        try:
            return country_of(found.value)
        except ValueError:
            return None  # the tie that names the same country reports it

    def _degrees(self, record: Record, found: Found | None, most: int) -> float | None:
        if found is None:
            return None
        try:
            value = float(found.value)
        except ValueError:
            value = most + 1.0
        if -most <= value <= most:
            return value
        self._problems.add(
            record.number, found.column, f"“{found.value[:60]}” is no number of degrees; it was left out."
        )
        return None

    def _with(
        self, activity: Activity, record: Record, field: str, found: Found, value: str = ""
    ) -> Activity:
        if not found.column:
            return activity
        stated = Evidence(field, Row(record.number, found.column), self._rule, value)
        return replace(activity, evidence=(*activity.evidence, stated))
