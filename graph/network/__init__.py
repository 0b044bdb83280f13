"""Cooperation networks: who works with whom, in which roles, since when."""
