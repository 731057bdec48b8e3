"""Demandes: what persons ask of the agency, by deadline, and the messages to whoever was given their data."""
