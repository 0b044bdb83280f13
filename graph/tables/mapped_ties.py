"""Involvements of mapped records, and the organisations they name."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import TypeVar

from ..linking.names import name_key
from ..records import Evidence, Involvement, Organisation, OrganisationKind, Role, Row
from .bindings import counts
from .finding import Finder, Found
from .mapping import Group, TableMapping
from .problems import Problems
from .readers import Record
from .values import country_of, number_of

_Value = TypeVar("_Value")


class Ties:
    """Collects involvements and organisations record by record."""

    def __init__(self, mapping: TableMapping, problems: Problems) -> None:
        self._mapping = mapping
        self._problems = problems
        self._rule = f"table.{mapping.name}"
        self._seen: set[Involvement] = set()
        self.organisations: dict[str, Organisation] = {}
        self.involvements: list[Involvement] = []

    def add(self, record: Record, finder: Finder, activity: str) -> None:
        """Read the involvements of a record in an activity."""
        for group in self._mapping.involvements:
            for count in self._counts(group, record):
                self._group(group, record, finder, activity, count)

    def _counts(self, group: Group, record: Record) -> list[int]:
        if group.each == 1:
            return [1]
        ways = group["organisation"] or group["country"]
        return [count for count in counts(ways[0].column, record.cells) if count <= group.each]

    def _group(self, group: Group, record: Record, finder: Finder, activity: str, count: int) -> None:
        agents = finder.all(group["organisation"] or group["country"], count)
        for index, agent in enumerate(agents):
            fields = {
                name: self._of(index, len(agents), finder.all(group[name], count), record)
                for name in group.fields
                if name not in ("organisation", "alias", "identifier")
            }
            role = self._value(fields.get("role"), Role, record, "is no role")
            if role is None:
                if fields.get("role") is None:
                    self._problems.add(record.number, agent.column, "It has no role; it was left out.")
                continue
            tie = Involvement(activity, role, phrase=self._phrase(fields.get("role"), agent))
            tie = self._figures(tie, fields, record)
            stated = (Evidence("role", Row(record.number, agent.column), self._rule),)
            if group["organisation"]:
                identifiers = self._of(index, len(agents), finder.all(group["identifier"], count), record)
                alias = self._of(index, len(agents), finder.all(group["alias"], count), record)
                key = self._organisation(agent, fields, (identifiers, alias), record)
                tie = replace(tie, organisation=key)
            else:
                home = self._value(agent, country_of, record, "")
                if home is None:
                    continue
                tie = replace(tie, country=home)
            if tie not in self._seen:
                self._seen.add(tie)
                self.involvements.append(replace(tie, evidence=stated))

    def _of(self, index: int, count: int, found: list[Found], record: Record) -> Found | None:
        """Give an agent's own of the values of a field: one for all, or as many as there are agents."""
        if not found:
            return None
        if len(found) == count:
            return found[index]
        if len(found) == 1 and not found[0].binding.split:
            return found[0]
        self._problems.add(
            record.number,
            found[0].column,
            f"It lists {len(found)} values for {count} participants; they were left out.",
        )
        return None

    def _phrase(self, role: Found | None, agent: Found) -> str:
        """Give the words that were read as the role: a cell's, else the name of the agent's column."""
        return role.words if role and role.column else agent.column

    def _figures(self, tie: Involvement, fields: dict[str, Found | None], record: Record) -> Involvement:
        def amount(words: str) -> Decimal:
            found = fields["amount"]
            return number_of(words, found.binding.decimal if found else "")

        value = self._value(fields.get("amount"), amount, record, "")
        currency = fields.get("currency")
        order = self._value(fields.get("order"), _whole, record, "is no whole number")
        number = self._value(fields.get("count"), _whole, record, "is no whole number")
        return replace(
            tie,
            amount=value,
            currency=currency.value if currency and value is not None else None,
            order=order,
            count=number,
        )

    def _organisation(
        self,
        agent: Found,
        fields: dict[str, Found | None],
        others: tuple[Found | None, Found | None],
        record: Record,
    ) -> str:
        key = name_key(agent.value)
        identifier, alias = others
        kind = self._value(fields.get("organisation_kind"), OrganisationKind, record, "is no kind")
        home = self._value(fields.get("organisation_country"), country_of, record, "")
        known = self.organisations.get(key)
        if known is None:
            where = Row(record.number, agent.column)
            known = Organisation(key, agent.value, evidence=(Evidence("name", where, self._rule),))
        if identifier and identifier.value not in known.identifiers:
            known = replace(known, identifiers=(*known.identifiers, identifier.value))
            known = self._with(known, "identifiers", identifier, record)
        if alias and alias.value != known.name and alias.value not in known.aliases:
            known = replace(known, aliases=(*known.aliases, alias.value))
            known = self._with(known, "aliases", alias, record)
        if kind is not None and known.kind is None:
            known = self._with(replace(known, kind=kind), "kind", fields["organisation_kind"], record)
        if home is not None and known.country is None:
            known = self._with(
                replace(known, country=home), "country", fields["organisation_country"], record
            )
        elif home is not None and known.country != home:
            column = found.column if (found := fields["organisation_country"]) else ""
            self._problems.add(
                record.number, column, f"{home} differs from an earlier row, {known.country}, which stands."
            )
        self.organisations[key] = known
        return key

    def _with(self, known: Organisation, field: str, found: Found | None, record: Record) -> Organisation:
        if found is None or not found.column:
            return known
        where = Row(record.number, found.column)
        value = found.value if field in ("identifiers", "aliases") else ""
        return replace(known, evidence=(*known.evidence, Evidence(field, where, self._rule, value)))

    def _value(
        self, found: Found | None, read: Callable[[str], _Value], record: Record, complaint: str
    ) -> _Value | None:
        if found is None:
            return None
        try:
            return read(found.value)
        except ValueError as error:
            sentence = f"“{found.value[:60]}” {complaint}." if complaint else str(error)
            self._problems.add(record.number, found.column, f"{sentence} It was left out.")
            return None


def _whole(words: str) -> int:
    number = number_of(words)
    if number != number.to_integral_value():
        raise ValueError(words)
    return int(number)
