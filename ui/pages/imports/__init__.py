"""Imports: files and pages taken in, batch by batch, each with a count that balances."""

from ui.pages.imports.page import ImportsPage

__all__ = ["ImportsPage"]
