"""What must not happen, tried out."""
