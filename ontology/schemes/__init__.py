"""Concept schemes in Turtle: roles, kinds of organisations, heritage types, countries."""
