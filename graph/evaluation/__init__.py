"""How well announcements are read, measured against annotated ones."""
