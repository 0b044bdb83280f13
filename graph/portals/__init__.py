"""Data sets of portals, fetched politely into files that are then read like any other."""

from .asking import Asking
from .fetching import fetch
from .manners import Clock, Manners
from .outcome import Fetched
from .portal import Portal, known_portals, portal_of

__all__ = ["Asking", "Clock", "Fetched", "Manners", "Portal", "fetch", "known_portals", "portal_of"]
