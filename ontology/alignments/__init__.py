"""Alignments in Turtle, one neighbour vocabulary a file."""
