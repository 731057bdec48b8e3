"""Aujourd’hui: what is due, by deadline, and what the last weeks gave."""

from ui.pages.today.page import TodayPage

__all__ = ["TodayPage"]
