"""Settlements that a cell names, with what the gazetteer knows of them."""

from ..records import Place, PlaceKind


def settlement(key: str, name: str, country: str | None, language: str) -> Place:
    """Describe a settlement or venue; it is looked up only within the country that the row gives.

    Without a country a name such as Cordoba could be anywhere, and nothing is added to it.
    """
    # Takes seconds to import with all that reads announcements, and most tables name no settlements.
    from ..reading.gazetteer import fold_words, gazetteer  # noqa: PLC0415

    names = gazetteer(language if language in ("en", "fr", "ru", "es") else "en")
    folded = names.known(fold_words(name))
    found = [entry for entry in names.entries.get(folded or "", []) if country and entry.country == country]
    if not found:
        return Place(key, name, PlaceKind.CITY, country)
    entry = max(found, key=lambda entry: entry.population)
    return Place(
        key,
        name,
        entry.kind,
        entry.country,
        latitude=entry.latitude,
        longitude=entry.longitude,
        geonames=entry.geonames,
    )
