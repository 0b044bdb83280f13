"""Data for programs: networks, questions and sources as JSON and files."""
