"""Who is who: names compared, identities decided."""
