"""Demandes: what persons ask of the agency, by deadline, and the messages to whoever was given their data."""

from ui.pages.requests.page import RequestsPage

__all__ = ["RequestsPage"]
