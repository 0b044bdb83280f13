"""Releases: a generation as a bundle that can be cited, checked and read without the program."""
