"""Texts offered under a field while it is typed. Once one of them is typed whole there is nothing left to offer: a list
that stayed dropped down would take the click that goes to the next field."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QCompleter, QLineEdit

_OFFERS = "offers"


def offer(field: QLineEdit, known: Sequence[str]) -> None:
    """Offer the texts that hold what is typed, whatever the case, in place of those offered before."""
    completer = QCompleter(list(known), field)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    field.setCompleter(completer)
    if not field.property(_OFFERS):
        field.setProperty(_OFFERS, True)
        # Later: Qt drops the list down once it has told what is typed.
        field.textEdited.connect(lambda: QTimer.singleShot(0, field, partial(_close_when_whole, field)))


def _close_when_whole(field: QLineEdit) -> None:
    completer = field.completer()
    shown = completer.popup()
    if shown is not None and completer.currentCompletion().casefold() == field.text().strip().casefold():
        shown.hide()
