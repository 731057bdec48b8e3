"""Réglages: the agency, the seat, the suppliers, the look, the base."""

from ui.pages.settings.page import SettingsPage

__all__ = ["SettingsPage"]
