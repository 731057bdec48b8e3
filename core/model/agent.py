"""Whose name the journal bears."""

UNNAMED = "l’agence"
"""Who did what nobody of the agency put a name to: a name of the system's user names nobody."""
