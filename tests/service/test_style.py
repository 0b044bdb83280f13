"""The style sheet: colours that can be read, in light and in dark, whoever chose which."""

import re
from importlib.resources import files
from itertools import product

CSS = files("koinon.service").joinpath("assets/koinon.css").read_text("utf-8")
PAIR = re.compile(r"--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);")
GROUNDS = ("paper", "raised", "accent-ground")
MARKS = ("organisation", "phrase", "activity", "date", "place", "heritage")


def luminance(colour: str) -> float:
    """Give the relative luminance of a colour (WCAG 2.2, definition of relative luminance)."""
    shares = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Give the contrast of two colours, 1 to 21 (WCAG 2.2, definition of contrast ratio)."""
    brighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def test_every_ink_can_be_read_on_every_ground_in_light_and_in_dark() -> None:
    pairs = {name: (light, dark) for name, light, dark in PAIR.findall(CSS)}
    read = [
        *product(("ink", "accent", "soft"), GROUNDS),
        *product(("ink",), MARKS),
        *product(("fault",), ("paper", "raised")),
        ("button-ink", "accent"),
    ]
    for (ink, ground), theme in product(read, (0, 1)):
        found = contrast(pairs[ink][theme], pairs[ground][theme])
        assert found >= 4.5, f"{ink} on {ground} has a contrast of {found:.2f} in {('light', 'dark')[theme]}"


def test_a_page_can_choose_a_theme_against_the_system() -> None:
    for theme in ("light", "dark"):
        assert f':root[data-theme="{theme}"] {{ color-scheme: {theme}; }}' in CSS
    assert "prefers-color-scheme" not in CSS
