"""Queries said otherwise, so that the engine answers the same sooner; each rule says why it may."""

from .rewriting import Applied, Rewritten, rewrite

__all__ = ["Applied", "Rewritten", "rewrite"]
