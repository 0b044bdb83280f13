"""SHACL shapes in Turtle, a file a subject."""
