"""Write ontology/schemes/countries.ttl: a country for every code of ISO 3166-1.

Codes and English official names come from pycountry (Debian iso-codes), names in four languages from
Babel (Unicode CLDR). Run it after either of them has been updated.
"""

from collections.abc import Iterator
from pathlib import Path

import pycountry
from babel import Locale

from koinon.ontology.namespaces import COUNTRY, DCTERMS, HP, SKOS

LANGUAGES = ("en", "fr", "ru", "es")
TARGET = Path(__file__).parent.parent / "ontology" / "schemes" / "countries.ttl"
# Names that announcements use and that neither source knows, or knows in another form.
USUAL_NAMES = {
    "BY": ("Byelorussia",),
    "CZ": ("Czech Republic",),
    "GB": ("UK", "Great Britain"),
    "IR": ("Iran",),
    "KG": ("Kirghizia", "Kirgizstan"),
    "KP": ("North Korea",),
    "KR": ("South Korea", "Republic of Korea"),
    "LA": ("Laos",),
    "MD": ("Moldova",),
    "MK": ("Macedonia",),
    "RU": ("Russia",),
    "SY": ("Syria",),
    "TM": ("Turkmenia",),
    "TR": ("Turkey",),
    "US": ("USA", "United States of America"),
}
HEADER = f"""\
# Countries: one node a country, named by the EU Publications Office's authority (alpha-3 codes).
# Written by scripts/make_countries.py from pycountry (Debian iso-codes) and Babel (Unicode CLDR).

@prefix country: <{COUNTRY}> .
@prefix dcterms: <{DCTERMS}> .
@prefix hp:      <{HP}> .
@prefix skos:    <{SKOS}> .
"""


def names(alpha2: str) -> dict[str, str]:
    """Give a country's name in each language."""
    return {language: Locale(language).territories[alpha2] for language in LANGUAGES}


def other_names(alpha2: str, preferred: str) -> list[str]:
    """Give further English names: common, official, inverted and usual ones, the preferred one left out."""
    country = pycountry.countries.get(alpha_2=alpha2)
    listed = [getattr(country, field, "") for field in ("common_name", "name", "official_name")]
    # “Iran, Islamic Republic of” is spoken the other way round; no name needs its article.
    spoken = [" ".join(reversed(name.split(", "))).removeprefix("The ") for name in listed]
    found = [*spoken, *USUAL_NAMES.get(alpha2, ())]
    return [name for name in dict.fromkeys(found) if name and name != preferred]


def description(alpha2: str, alpha3: str) -> str:
    """Describe one country in Turtle."""
    preferred = names(alpha2)
    label = " , ".join(f'"{preferred[language]}"@{language}' for language in LANGUAGES)
    lines = [
        f"country:{alpha3}",
        "    a                  hp:Country , hp:Place ;",
        f'    skos:notation      "{alpha2}" ;',
        f'    dcterms:identifier "{alpha3}" ;',
        f"    skos:prefLabel     {label} ;",
    ]
    others = other_names(alpha2, preferred["en"])
    if others:
        lines.append("    skos:altLabel      " + " , ".join(f'"{name}"@en' for name in others) + " ;")
    lines.append('    hp:placeKind       "country" .')
    return "\n".join(lines)


def countries() -> Iterator[str]:
    """Describe every country, in the order of the alpha-3 codes."""
    for country in sorted(pycountry.countries, key=lambda country: str(country.alpha_3)):
        yield description(country.alpha_2, country.alpha_3)


if __name__ == "__main__":
    TARGET.write_text("\n\n".join([HEADER.rstrip(), *countries()]) + "\n", encoding="utf-8")
