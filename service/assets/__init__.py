"""Styles of the pages."""
