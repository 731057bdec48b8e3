"""The copies that could take the place of a base: one row each, the newest sound one chosen already."""

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QWidget

from core.actions.keeping.base_state import Copy
from core.base.i18n import N_, _, n_
from core.base.moments import AGENCY_ZONE
from core.base.screen_shapes import day_short, hour, number
from core.words.backups import lacks_words
from ui.look.theme import Theme
from ui.widgets.button import Button
from ui.widgets.card import Surface
from ui.widgets.label import paragraph
from ui.widgets.layouts import Themed, drop, fill, hbox, vbox
from ui.widgets.paint import hairline, margin_line

HEADS = (N_("Copie"), N_("Où"), N_("Ce qu’elle rend"), N_("Ce qui manquera"), N_("Refus reportés"))
SHARES = (18, 20, 27, 16)
"""How the width right of the margin line is shared by the columns."""
ACTION = 170
_LEFT = 12


def margin_of(theme: Theme) -> int:
    """Return where the margin line of the window is, in pixels: large letters need the room it leaves."""
    return theme.px(196) if theme.scale <= 100 else 196


def edge_of(theme: Theme) -> int:
    """Return the empty width left and right of the table, in pixels."""
    return 64 if theme.scale <= 100 else 12


class CopyRow(Themed, QFrame):
    """A copy. ``chosen`` is emitted when its « Choisir » is clicked, ``asked`` when « Revenir à cette copie » is."""

    chosen = Signal()
    asked = Signal()

    def __init__(self, theme: Theme, copy: Copy, *, whole: bool, name: str) -> None:
        super().__init__(theme, name=name)
        self.copy_shown = copy
        self._chosen = False
        at = copy.at.astimezone(AGENCY_ZONE)
        self.setAccessibleName(_("Copie du {day} à {hour}").format(day=day_short(at), hour=hour(at)))
        carried = _("Tous") if whole else _("Ceux qui se lisent")
        cells = (
            (day_short(at), hour(at)),
            (_("Ce poste") if copy.automatic else copy.path.parent.name, _proof(copy)),
            (_gives(copy), ""),
            (lacks_words(copy.loses) if copy.sound else "–", ""),
            (carried if copy.sound else "–", ""),
        )
        row = _line(self)
        fill(row, _first(theme, _cell(*cells[0], right=True)), 12)
        for (text, under), share in zip(cells[1:], SHARES, strict=True):
            row.addWidget(_cell(text, under), share)
        self.button = Button(theme, _("Choisir"), name=f"{name}-choose", kind="link")
        self.button.clicked.connect(lambda: (self.asked if self._chosen else self.chosen).emit())
        place = QWidget()
        place.setMinimumWidth(theme.px(ACTION))
        hbox((self.button, 0, Qt.AlignmentFlag.AlignRight), on=place)
        row.addWidget(place)
        if not copy.sound:
            why = (
                _("Tapez d’abord les 24 mots de la feuille de secours.")
                if copy.locked
                else _("Cette copie ne se lit pas en entier.")
            )
            self.button.refuse(why)
        self._name_button()

    def choose(self, chosen: bool) -> None:
        """Show whether this is the copy that would be put back."""
        self._chosen = chosen
        self.button.kind = "primary" if chosen else "link"
        self.button.reword(_("Revenir à cette copie") if chosen else _("Choisir"))
        self._name_button()
        self.update()

    def _name_button(self) -> None:
        self.button.setAccessibleName(f"{self.button.text()}, {self.accessibleName()}")

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, theme = QPainter(self), self._theme
        if self._chosen:
            painter.fillRect(self.rect(), theme.color("accent-tint"))
        margin_line(painter, theme, x=_line_at(theme), top=0, bottom=self.height())
        if self._chosen:
            painter.setPen(QPen(theme.color("accent-edge"), 2))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
        else:
            hairline(painter, theme, left=0, right=self.width(), y=self.height() - 1)


class CopyTable(Surface):
    """The copies, the newest first. ``asked(copy)`` is emitted when one is to be put back."""

    asked = Signal(object)

    def __init__(self, theme: Theme, *, name: str) -> None:
        super().__init__(theme)
        self.setObjectName(name)
        self.setAccessibleName(_("Copies de la base"))
        self._rows_at = vbox(spacing=0)
        fill(self.body, _Head(theme), self._rows_at)
        self.rows: list[CopyRow] = []

    def show_copies(self, copies: tuple[Copy, ...], *, whole: bool) -> None:
        """Show copies; the newest that can be put back is chosen. ``whole``: every refusal can be carried over."""
        for old in self.rows:
            drop(old)
        self.rows = []
        for place, copy in enumerate(copies):
            row = CopyRow(self._theme, copy, whole=whole, name=f"{self.objectName()}-{place}")
            row.chosen.connect(lambda row=row: self.choose(row))
            row.asked.connect(lambda row=row: self.asked.emit(row.copy_shown))
            self._rows_at.addWidget(row)
            row.show()
            self.rows.append(row)
        best = next((row for row in self.rows if row.copy_shown.sound), None)
        if best is not None:
            self.choose(best)

    def choose(self, chosen: CopyRow) -> None:
        """Choose a row, and give it the focus."""
        for row in self.rows:
            row.choose(row is chosen)
        chosen.button.setFocus(Qt.FocusReason.OtherFocusReason)


class _Head(Themed, QWidget):
    """The names of the columns."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        row = _line(self)
        first, *others = (_text(_(words), "caption", ink="muted", semibold=True) for words in HEADS)
        first.setAlignment(Qt.AlignmentFlag.AlignRight)
        fill(row, _first(theme, first), 12)
        for words, share in zip(others, SHARES, strict=True):
            row.addWidget(words, share)
        row.addSpacing(theme.px(ACTION) + 12)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(QRect(0, 0, self.width(), self.height()), self._theme.color("paper"))
        margin_line(painter, self._theme, x=_line_at(self._theme), top=0, bottom=self.height())
        hairline(painter, self._theme, left=0, right=self.width(), y=self.height() - 1)


def _line_at(theme: Theme) -> int:
    return margin_of(theme) - edge_of(theme)


def _first(theme: Theme, cell: QWidget) -> QWidget:
    """Return the cell that stands left of the margin line."""
    cell.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Minimum)
    cell.setFixedWidth(_line_at(theme) - _LEFT - 12)
    return cell


def _line(held: QWidget) -> QHBoxLayout:
    return hbox(on=held, margins=(_LEFT, 6, 12, 6), spacing=12)


def _text(text: str, style: str = "body", *, ink: str = "text", semibold: bool = False, right: bool = False) -> QLabel:
    label = paragraph(text, style, ink=ink, semibold=semibold)
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
    if right:
        label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return label


def _cell(text: str, under: str, *, right: bool = False) -> QWidget:
    cell = QWidget()
    cell.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
    column = vbox(_text(text, semibold=bool(under), right=right), on=cell, spacing=0)
    if under:
        column.addWidget(_text(under, "caption", ink="muted", right=right))
    return cell


def _proof(copy: Copy) -> str:
    if copy.locked:
        return _("scellée")
    return _("relue, entière") if copy.sound else _("abîmée")


def _gives(copy: Copy) -> str:
    if copy.locked and not copy.last:
        return _("Elle demande les 24 mots de sa feuille")
    if not copy.sound and not copy.locked:
        return _("Elle ne peut pas être remise")
    return n_("{n} prospect", "{n} prospects", copy.leads).format(n=number(copy.leads))
