"""Appels: one person at a time, the light before the number, the words to say, and a refusal always under the hand."""

from ui.pages.calls.consent_form import open_consent_form
from ui.pages.calls.page import CallsPage
from ui.pages.calls.recovering import recover
from ui.pages.calls.titles_card import TitlesCard

__all__ = ["CallsPage", "TitlesCard", "open_consent_form", "recover"]
