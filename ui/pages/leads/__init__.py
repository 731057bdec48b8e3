"""Prospects: the list, the sheet beside it, and a prospect typed by hand."""

from ui.pages.leads.page import LeadsPage

__all__ = ["LeadsPage"]
