"""A chart in its card: its finding as title, its scope below, and the table of its figures."""

from array import array
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.base.i18n import _
from core.base.records import Struct
from ui.look.theme import Theme
from ui.pages.today.charts import Bar, Chart
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.label import paragraph
from ui.widgets.layouts import nest
from ui.widgets.lists.table import Table
from ui.widgets.lists.table_model import Cell, Column


class Finding(Struct, frozen=True):
    """What a chart shows. ``title``: the finding; ``scope``: what was counted; ``rows``: the table of figures, the
    words first."""

    title: str
    scope: str
    bars: Sequence[Bar]
    rows: Sequence[Sequence[str]]


class Figure(Struct, frozen=True):
    """A line of the table of a chart."""

    id: int
    cells: Sequence[str]


class ChartCard(Card):
    """The card. ``chosen(key)`` is emitted when a bar is opened. « Voir les chiffres » shows the table instead of
    the chart, and back; the table is made when it is first asked for."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, chart: Chart, *, headings: Sequence[str], name: str) -> None:
        """``headings``: of the table of figures."""
        super().__init__(theme, " ", name=name)
        self._chart = chart
        chart.chosen.connect(self.chosen)
        self._rows: list[Figure] = []
        self._theme, self._headings = theme, headings
        self._table: Table[Figure] | None = None
        self._scope = paragraph("", "caption", ink="muted", name=f"{name}-scope")
        self._turn = Button(theme, _("Voir les chiffres"), name=f"{name}-turn", kind="link")
        self._turn.clicked.connect(self._turned)
        self.body.setContentsMargins(16, 12, 16, 8)
        self.body.setSpacing(8)
        self._middle = QVBoxLayout()
        self._middle.addWidget(self._chart)
        foot = QHBoxLayout()
        foot.addWidget(self._scope, 1)
        foot.addWidget(self._turn)
        nest(self.body, self._middle)
        self.body.addStretch(1)
        nest(self.body, foot)

    def show_finding(self, finding: Finding) -> None:
        """Show another finding; the chart or the table stays, whichever is visible."""
        self.title.setText(finding.title)
        self.setAccessibleName(finding.title)
        self._scope.setText(finding.scope)
        self._chart.show_bars(finding.title, finding.bars)
        self._rows = [Figure(line, cells) for line, cells in enumerate(finding.rows)]
        self._fit()

    def figures(self) -> Table[Figure]:
        """Return the table of the figures, hidden when it is made."""
        if self._table is not None:
            return self._table
        columns = [_column(place, _(heading)) for place, heading in enumerate(self._headings)]
        made: Table[Figure] = Table(self._theme, columns, self._fetch, name=f"{self.objectName()}-figures", title="")
        made.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        made.hide()
        self._middle.addWidget(made)
        QWidget.setTabOrder(self._chart, made)
        self._theme.changed.connect(self._fit)
        self._table = made
        self._show_figures(made)
        return made

    def _fit(self) -> None:
        if self._table is not None:
            self._show_figures(self._table)

    def _fetch(self, ids: Sequence[int]) -> list[Figure]:
        return [self._rows[line] for line in ids]

    def _show_figures(self, table: Table[Figure]) -> None:
        """Show the figures in a table as high as its lines, so that the page scrolls instead of it."""
        table.setAccessibleName(self.title.text())
        table.show_ids(array("q", range(len(self._rows))))
        row = table.verticalHeader().defaultSectionSize()
        table.setFixedHeight(table.horizontalHeader().height() + row * len(self._rows))

    def _turned(self) -> None:
        table = self.figures()
        figures = table.isHidden()
        table.setVisible(figures)
        self._chart.setVisible(not figures)
        self._turn.reword(_("Voir le graphique") if figures else _("Voir les chiffres"))


def _column(place: int, heading: str) -> Column[Figure]:
    def cell(figure: Figure) -> Cell:
        return Cell(figure.cells[place], semibold=place > 0)

    return Column(str(place), heading, 190 if place == 0 else 92, cell, sortable=False, right=place > 0)
