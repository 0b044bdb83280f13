"""Announcements to records, by rule, every record with the words it was read from."""
