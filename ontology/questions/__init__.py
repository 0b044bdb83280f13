"""Competency questions: a SPARQL query and its expected table, side by side."""
