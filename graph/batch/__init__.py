"""The same work on many files: each has an outcome, and none keeps the rest from being done."""

from .cluster import on_cluster
from .outcome import Outcome
from .pool import in_processes, usual_processes

__all__ = ["Outcome", "in_processes", "on_cluster", "usual_processes"]
