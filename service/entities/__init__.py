"""Things at their own addresses, as statements and as pages."""
