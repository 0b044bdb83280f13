"""Announcements to records, by rule, every record with the words it was read from."""

from .reader import read_account

__all__ = ["read_account"]
