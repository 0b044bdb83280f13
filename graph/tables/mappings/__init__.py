"""Mappings of the layouts that portals publish, one a file."""
