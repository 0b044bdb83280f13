"""Measurements, repeatable: made-up worlds of any size, and what it costs to ask them."""
