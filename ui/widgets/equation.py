"""The import equation: read = added + merged + opposed + rejected + blank, each figure a button that filters."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QSizePolicy

from core.base.i18n import _, n_
from core.base.records import Struct
from core.base.screen_shapes import number
from core.model.batch import Report
from ui.look.theme import Theme
from ui.widgets.button import ToolButton
from ui.widgets.flow import Flow
from ui.widgets.label import label
from ui.widgets.layouts import Themed, hbox
from ui.widgets.mark import IconLabel
from ui.widgets.paint import box, text_width

Caption = Callable[[int], str]

PARTS: tuple[tuple[str, Caption, str], ...] = (
    ("read", lambda n: n_("lue", "lues", n), "text"),
    ("added", lambda n: n_("ajoutée", "ajoutées", n), "allowed"),
    ("merged", lambda n: n_("réunie", "réunies", n), "accent"),
    ("opposed", lambda n: n_("opposée", "opposées", n), "opposed"),
    ("rejected", lambda n: n_("rejetée", "rejetées", n), "forbidden"),
    ("blank", lambda n: n_("vide", "vides", n), "muted"),
)


class EquationCounts(Struct, frozen=True):
    """The six counts of an import; ``read`` is counted by the reader, not computed, so that the sum can be checked;
    ``people``: the leads that the added rows made."""

    read: int
    added: int
    merged: int
    opposed: int
    rejected: int
    blank: int
    people: int = 0

    @property
    def parts(self) -> dict[str, int]:
        """The counts by their name in :data:`PARTS`."""
        return {
            "read": self.read,
            "added": self.added,
            "merged": self.merged,
            "opposed": self.opposed,
            "rejected": self.rejected,
            "blank": self.blank,
        }

    @property
    def missing(self) -> int:
        """The lines read that no other count explains; 0 when the counts balance."""
        return self.read - self.added - self.merged - self.opposed - self.rejected - self.blank


def counts_of(report: Report) -> EquationCounts:
    """Return the counts of a finished import."""
    rows = (report.read, report.added, report.merged, report.opposed, report.rejected, report.blank)
    return EquationCounts(*rows, report.people)


class EquationFigure(Themed, ToolButton):
    """A button that shows a count over its caption."""

    def __init__(self, theme: Theme, caption: Caption, ink: str, *, name: str) -> None:
        super().__init__(theme, name=name)
        self._said = caption
        self._caption = caption(0)
        self._ink = ink
        self._count, self._shown = 0, "0"
        self._chosen = False
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_count(self, count: int) -> None:
        """Show ``count``."""
        self._count, self._shown = count, number(count)
        self._caption = self._said(count)
        self.setAccessibleName(f"{self._shown} {self._caption}")
        self.updateGeometry()
        self.update()

    def show_chosen(self, *, chosen: bool) -> None:
        """Show whether the list below is filtered to these lines."""
        self._chosen = chosen
        self.setAccessibleDescription(_("Seules ces lignes sont montrées") if chosen else "")
        self.update()

    def sizeHint(self) -> QSize:
        wide = text_width(self._theme.font("figure"), self._shown)
        caption = text_width(self._theme.font("caption"), self._caption)
        return QSize(max(wide, caption, 40) + 16, self._theme.line("figure") + self._theme.line("caption") + 8)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        pressed = self.isDown() or self._chosen
        if pressed or (self.underMouse() and self.isEnabled()):
            ground, edge = ("accent-tint", "accent" if self._chosen else "") if pressed else ("hover", "")
            box(painter, self._theme, self.rect(), ground=ground, edge=edge, radius=6)
        high = self._theme.line("figure")
        center = int(Qt.AlignmentFlag.AlignCenter)
        painter.setFont(self._theme.font("figure"))
        painter.setPen(self._theme.color(self._ink if self._count else "muted"))
        painter.drawText(QRect(0, 3, self.width(), high), center, self._shown)
        painter.setFont(self._theme.font("caption"))
        painter.setPen(self._theme.color("muted"))
        painter.drawText(QRect(0, high + 3, self.width(), self._theme.line("caption")), center, self._caption)


class Equation(Themed, QFrame):
    """The counts of an import. ``chosen(part)`` is emitted when one is pressed, to filter the lines shown below; part
    is read, added, merged, opposed, rejected or blank."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, *, name: str = "equation") -> None:
        super().__init__(theme, name=name, title=_("Le compte de l’import"))
        self._figures: dict[str, EquationFigure] = {}
        row = Flow(self)
        row.setContentsMargins(20, 6, 16, 6)
        for place, (part, caption, ink) in enumerate(PARTS):
            line = hbox(spacing=8)
            row.add_together(line)
            if place:
                sign = label("=" if place == 1 else "+", "figure", ink="muted")
                sign.setContentsMargins(0, 0, 0, theme.line("caption"))
                line.addWidget(sign)
            figure = EquationFigure(theme, caption, ink, name=f"{name}-{part}")
            figure.clicked.connect(partial(self.chosen.emit, part))
            self._figures[part] = figure
            line.addWidget(figure)
        self._sum = IconLabel(theme, "check", "", ink="allowed", name=f"{name}-sum")
        row.add_widget(self._sum, right=True)

    def show_counts(self, counts: EquationCounts) -> None:
        """Show the counts, and whether they balance."""
        for part, figure in self._figures.items():
            figure.show_count(counts.parts[part])
        if counts.missing == 0:
            self._sum.show_mark("check", _("Le compte y est"), ink="allowed")
            return
        self._sum.show_mark("cross", _("Écart de {n}").format(n=number(counts.missing)), ink="forbidden")

    def show_chosen(self, part: str) -> None:
        """Show which ``part`` the list below is filtered to; empty for no filter."""
        for name, figure in self._figures.items():
            figure.show_chosen(chosen=name == part)

    def paintEvent(self, _event: QPaintEvent) -> None:
        box(QPainter(self), self._theme, self.rect(), ground="surface", edge="line", radius=8)
