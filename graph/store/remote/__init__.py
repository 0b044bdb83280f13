"""Stores on other machines: any SPARQL 1.1 engine, asked over HTTP."""

from .endpoint import Credentials, Endpoint, Limits
from .keeping import RemoteKeeping
from .store import RemoteStore, create_remote, open_remote

__all__ = [
    "Credentials",
    "Endpoint",
    "Limits",
    "RemoteKeeping",
    "RemoteStore",
    "create_remote",
    "open_remote",
]
