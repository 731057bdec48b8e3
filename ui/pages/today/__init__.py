"""Aujourd’hui: what is due, by deadline, and what the last weeks gave."""
