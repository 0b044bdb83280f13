"""Bytes to text with stable offsets."""
