"""Open-data tables to records."""
