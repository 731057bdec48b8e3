"""Prospects: the list, the sheet beside it, and a prospect typed by hand."""
