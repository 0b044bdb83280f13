"""Figures within a page: links lead to this server, and the content policy admits their style alone."""

import base64
import hashlib
import re
from dataclasses import dataclass

from ..addressing import Addressing

_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class InlineFigure:
    """A figure as it stands in a page; ``styles`` are what a style policy must list to admit it."""

    svg: str
    styles: tuple[str, ...]


def inline_figure(svg: str, addressing: Addressing) -> InlineFigure:
    """Fit a figure into a page."""
    linked = svg.replace(f'href="{addressing.base}', 'href="/')
    return InlineFigure(linked, tuple(_hash_source(style) for style in _STYLE.findall(svg)))


def _hash_source(style: str) -> str:
    """Name a style by its hash (Content Security Policy Level 3, section 2.3.1)."""
    digest = hashlib.sha256(style.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
