"""The command line ``koinon``: one command a verb of the people who use it."""

from .program import main

__all__ = ["main"]
