"""The letters: due, prepared, posted, returned; replies recorded by their reference."""

from ui.pages.letters.page import LettersPage

__all__ = ["LettersPage"]
