"""The line above the groups: what remains to settle, which part of the lines is shown, and the button that shows all
again."""

from collections.abc import Callable, Sequence

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from core.base.french import number
from core.base.i18n import N_, _, n_
from core.model.checking import Expectation, Group, Sort
from ui.look.theme import Theme
from ui.pages.imports.check_settling import to_settle
from ui.widgets.button import Button
from ui.widgets.flow import Flow
from ui.widgets.label import label
from ui.widgets.paint import hairline

PARTS = {
    "added": (N_("{n} ligne ajoutée"), N_("{n} lignes ajoutées")),
    "merged": (N_("{n} ligne réunie"), N_("{n} lignes réunies")),
    "opposed": (N_("{n} ligne opposée"), N_("{n} lignes opposées")),
    "rejected": (N_("{n} ligne rejetée"), N_("{n} lignes rejetées")),
}


class CheckHead(QWidget):
    """``following``: button to go to the next group to settle; ``everything``: button to show all again; each is
    shown only when useful."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._title = label("", semibold=True, name="check-title")
        self._note = label("", "caption", ink="muted", name="check-note")
        self.everything = Button(theme, _("Tout montrer"), name="check-everything", kind="link")
        self.following = Button(theme, _("Suivante"), name="check-following", kind="link", key="F4")
        row = Flow(self, spacing=12)
        row.setContentsMargins(20, 5, 12, 5)
        for part in (self._title, self._note, self.everything, self.following):
            row.add_widget(part)

    def show_words(self, title: str, note: str, *, all_shown: bool, settled: bool) -> None:
        """Show what remains to settle and which lines are shown."""
        self._title.setText(title)
        self._note.setText(note)
        self.everything.setVisible(not all_shown)
        self.following.setVisible(not settled)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the line below."""
        super().paintEvent(event)
        hairline(QPainter(self), self._theme, left=0, right=self.width(), y=self.height() - 1)


def title_words(groups: Sequence[Group], chosen: Callable[[Group], str]) -> str:
    """Return « 2 questions restent, chacune vaut pour tout son groupe », or what else is to be said."""
    if not groups:
        return _("Rien à corriger")
    left = sum(group.sort is Sort.QUESTION and to_settle(group, chosen(group)) for group in groups)
    if not left:
        return _("Plus aucune question")
    return n_(
        "{n} question reste, elle vaut pour tout son groupe",
        "{n} questions restent, chacune vaut pour tout son groupe",
        left,
    ).format(n=number(left))


def note_words(expected: Expectation, *, part: str, shown: int) -> str:
    """Return which lines are shown below, when they are not all of them: « 300 premières lignes sur 1 204 »."""
    if part in PARTS:
        held = expected.report.parts[part]
        words = n_(*PARTS[part], held).format(n=number(held))
        return words if shown >= held else f"{words}, {_first(shown)}"
    held = expected.report.read - expected.report.blank
    return "" if shown >= held else _("{n} premières lignes sur {held}").format(n=number(shown), held=number(held))


def opened_words(group: Group) -> str:
    """Return how to correct the lines of ``group``, and how many of them are shown when they are not all."""
    shown = len(group.problems)
    keys = _("Entrée corrige et passe à la suivante, Échap montre tout")
    return keys if shown >= group.count else f"{_first(shown)}. {keys}"


def _first(shown: int) -> str:
    return n_("{n} montrée", "{n} montrées", shown).format(n=number(shown))
