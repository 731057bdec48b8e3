"""What an import gave, or would give: the counts, what the persons may be reached by, the reasons grouped, and each row
that was not taken."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QToolButton, QWidget

from core.base.i18n import N_, _, n_
from core.base.records import Struct
from core.base.screen_shapes import number
from core.model.batch import Coverage, RejectedRow
from core.model.verdict import Light
from core.words import batches, problems
from ui.look.theme import Theme
from ui.widgets.button import Button
from ui.widgets.card import MarginRows
from ui.widgets.equation import Equation, EquationCounts
from ui.widgets.label import label, paragraph, set_ink
from ui.widgets.layouts import Named, Themed, hbox, nest, vbox
from ui.widgets.lists.table import ListTable
from ui.widgets.lists.table_model import Cell, Column
from ui.widgets.mark import IconLabel
from ui.widgets.verdict import LightMark


class CoverageNote(Named, QWidget):
    """The sentences, hidden when there is nothing to say. The first is in the colour of what has to wait when no letter
    is possible."""

    def __init__(self, name: str) -> None:
        super().__init__(name=name)
        self._reach = paragraph("", name=f"{name}-reach")
        self._rest = paragraph("", "caption", ink="muted", name=f"{name}-rest")
        vbox(self._reach, self._rest, on=self, spacing=2)
        self.hide()

    @property
    def words(self) -> str:
        """What is shown."""
        return "\n".join(filter(None, (self._reach.text(), self._rest.text())))

    def show_coverage(self, found: Coverage | None) -> None:
        """Show what is known of the file; None hides the note."""
        found = found or Coverage()
        self._reach.setText(batches.reach(found))
        set_ink(self._reach, "text" if found.address else "wait")
        rest = (batches.closed(found), batches.aside(found), batches.unread(found.sheets))
        self._rest.setText("\n".join(filter(None, rest)))
        for shown in (self._reach, self._rest):
            shown.setVisible(bool(shown.text()))
        self.setVisible(bool(self.words))


GROUPS = {
    "ROW_NO_SOURCE": (N_("ligne sans site d’origine"), N_("lignes sans site d’origine")),
    "ROW_OTHER_HEADINGS": (N_("autre ligne d’en-têtes"), N_("autres lignes d’en-têtes")),
    "ROW_NO_CONTACT": (N_("ligne sans aucune coordonnée"), N_("lignes sans aucune coordonnée")),
    "ROW_BAD_PHONE": (N_("téléphone incompréhensible"), N_("téléphones incompréhensibles")),
    "ROW_BAD_DATE": (N_("date incompréhensible ou à venir"), N_("dates incompréhensibles ou à venir")),
    "ROW_AGENCY": (N_("annonce de professionnel"), N_("annonces de professionnels")),
    "ROW_TEST": (N_("ligne d’essai"), N_("lignes d’essai")),
    "ROW_TOTAL": (N_("ligne de total"), N_("lignes de total")),
    "ROW_MAY_REFUSE": (N_("phrase qui ressemble à un refus"), N_("phrases qui ressemblent à un refus")),
    "ROW_SHIFTED": (N_("ligne décalée"), N_("lignes décalées")),
    "ROW_SET_ASIDE": (N_("ligne écartée à votre demande"), N_("lignes écartées à votre demande")),
}
OTHERS = (N_("autre ligne"), N_("autres lignes"))
COUNT_WIDTH = 52
NONE = EquationCounts(0, 0, 0, 0, 0, 0)


COLUMNS: tuple[Column[RejectedRow], ...] = (
    Column("line", N_("Ligne"), 84, lambda row: Cell(number(row.line), semibold=True)),
    Column("reason", N_("Raison"), 420, lambda row: Cell(row.reason)),
    Column(
        "cells",
        N_("Ce que disait le fichier"),
        400,
        lambda row: Cell(" · ".join(" ".join(cell.split()) for cell in row.cells if cell.strip()), ink="muted"),
    ),
)


class OutcomeLine(Struct, frozen=True):
    """What became of some rows: ``icon`` in ``ink`` (the square of an opposition when empty), how many, what, why,
    and the action offered (``act``, which emits ``part``)."""

    icon: str
    ink: str
    count: str
    words: str
    detail: str
    act: str = ""
    part: str = ""


class ImportOutcome(Themed, QWidget):
    """The whole outcome. ``chosen(part)`` is emitted when added, merged or opposed is pressed, or twins (leads to
    compare); rejected shows the list below without a signal.

    ``links``: which counts can be pressed. ``save``: the button « Enregistrer les rejets ».
    """

    chosen = Signal(str)

    def __init__(self, theme: Theme, *, name: str, links: Sequence[str] = ()) -> None:
        super().__init__(theme, name=name)
        self._rows: list[RejectedRow] = []
        self._counts = NONE
        self._twins = 0
        self._past = False
        self._said = ""
        self._links = {*links, "rejected"}
        self.equation = Equation(theme, name=f"{name}-equation")
        open_figures(self.equation, self._links)
        self.coverage = CoverageNote(f"{name}-coverage")
        self._groups = MarginRows(theme, name=f"{name}-groups", margin=58)
        self.rejects = ListTable(theme, COLUMNS, name=f"{name}-rejects", title=_("Lignes rejetées"))
        self._title = label(_("Lignes rejetées"), semibold=True)
        self.save = Button(theme, _("Enregistrer les rejets"), name=f"{name}-save", icon="save")
        self._column = vbox(
            self.equation,
            self.coverage,
            self._groups,
            hbox((self._title, 1), self.save),
            (self.rejects, 1),
            on=self,
            margins=(20, 8, 20, 12),
            spacing=12,
        )
        self._column.addStretch(0)
        self.equation.chosen.connect(self._choose)

    def show_outcome(
        self, counts: EquationCounts, rejects: Sequence[RejectedRow], *, past: bool = False, opposed: str = ""
    ) -> None:
        """Show the six counts and the rows that were not taken (the first ones when there are many). ``past``: the
        batch was undone; the counts are history and cannot be pressed, and only refusals still hold. ``opposed``: what
        the line of the opposed persons says."""
        self._rows, self._counts, self._past, self._said = list(rejects), counts, past, opposed
        open_figures(self.equation, set() if past else self._links)
        self.equation.show_counts(counts)
        self._show_groups()
        self.rejects.show_rows(self._rows)
        self.rejects.setVisible(bool(self._rows))
        self._title.setVisible(bool(self._rows))
        self.save.setVisible(bool(self._rows))
        shown, held = len(self._rows), counts.rejected
        words = _("Lignes rejetées")
        if shown < held:
            words = _("{n} premières lignes rejetées sur {held}").format(n=number(shown), held=number(held))
        self._title.setText(words)
        # The page of a batch removes the equation from the column, whose last item is the stretch.
        self._column.setStretch(self._column.count() - 1, 0 if self._rows else 1)

    def show_twins(self, count: int) -> None:
        """Show how many leads of the batch may be the same person as another; a survey finds them after the import."""
        if count != self._twins:
            self._twins = count
            self._show_groups()

    def place_of(self, part: str, batch_id: int) -> str:
        """Return the address of the page that shows a part of a batch, see :meth:`ui.shell.window.Window.go_to`."""
        if part == "opposed":
            return "oppositions"
        if part == "merged" and self._counts.merged:
            return f"imports/merged={batch_id}"
        if part == "twins":
            return f"leads/alike={batch_id}"
        return f"leads/batch={batch_id}" if part == "added" and self._counts.added else "leads"

    def _show_groups(self) -> None:
        self._groups.clear()
        counts = self._counts
        refused = _refused(self._rows, whole=len(self._rows) == counts.rejected)
        lines = (
            _opposed(counts, self._said)
            if self._past
            else [*_taken(counts), *_alike(self._twins), *refused, *_opposed(counts, self._said)]
        )
        for place, line in enumerate(lines):
            mark = (
                IconLabel(self._theme, line.icon, "", ink=line.ink)
                if line.icon
                else LightMark(self._theme, Light.OPPOSED)
            )
            self._groups.add(mark, self._group(line), line=place > 0)
        self._groups.setVisible(bool(lines))

    def _group(self, line: OutcomeLine) -> QWidget:
        holder = QWidget()
        holder.setAccessibleName(f"{line.count} {line.words}. {line.detail}".strip())
        row = hbox(on=holder, margins=(0, 0, 0, 2), spacing=12)
        if line.count:
            figure = label(line.count, "heading")
            figure.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
            figure.setMinimumWidth(self._theme.px(COUNT_WIDTH))
            row.addWidget(figure)
        nest(row, vbox(label(line.words, semibold=True), paragraph(line.detail, "caption", ink="muted"), spacing=0), 1)
        if line.act:
            act = Button(self._theme, line.act, name=f"{self.objectName()}-{line.part}")
            act.clicked.connect(lambda: self.chosen.emit(line.part))
            row.addWidget(act)
        return holder

    def _choose(self, part: str) -> None:
        if part == "rejected":
            self.rejects.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.chosen.emit(part)


def open_figures(equation: Equation, parts: set[str]) -> None:
    """Let only the counts of ``parts`` be pressed."""
    for figure in equation.findChildren(QToolButton):
        figure.setEnabled(figure.objectName().removeprefix(f"{equation.objectName()}-") in parts)


def _taken(counts: EquationCounts) -> list[OutcomeLine]:
    """Return the lines about the added and the merged rows."""
    lines = []
    if counts.people:
        words = n_("nouveau prospect", "nouveaux prospects", counts.people)
        detail = n_(
            "Avec sa provenance. La lettre d’abord : aucun appel sans accord.",
            "Avec leur provenance. La lettre d’abord : aucun ne peut être appelé sans accord.",
            counts.people,
        )
        lines.append(OutcomeLine("plus", "allowed", number(counts.people), words, detail))
    if counts.merged:
        words = n_("ligne d’un prospect connu", "lignes de prospects connus", counts.merged)
        detail = n_(
            "Même téléphone, e-mail, adresse ou annonce : la provenance s’ajoute à sa fiche.",
            "Même téléphone, e-mail, adresse ou annonce : la provenance s’ajoute à leur fiche.",
            counts.merged,
        )
        lines.append(OutcomeLine("merge", "accent", number(counts.merged), words, detail))
    return lines


def _alike(count: int) -> list[OutcomeLine]:
    """Return the line about leads that may be the same person as another."""
    if not count:
        return []
    words = n_("fiche peut-être en double", "fiches peut-être en double", count)
    detail = _("Presque le même nom, téléphone ou bien qu’une autre. Rien n’est réuni sans vous.")
    return [OutcomeLine("search", "wait", number(count), words, detail, _("Comparer"), "twins")]


def _refused(rows: Sequence[RejectedRow], *, whole: bool) -> list[OutcomeLine]:
    """Return the rejects grouped by reason, the most frequent first. Without the ``whole`` list, the reasons have no
    count, since it would be wrong."""
    groups: dict[str, list[RejectedRow]] = {}
    for row in rows:
        groups.setdefault(row.code, []).append(row)
    lines = []
    for code, rejects in sorted(groups.items(), key=lambda group: -len(group[1])):
        singular, plural = GROUPS.get(code, OTHERS)
        first = _("Ligne {n} : {reason}").format(n=number(rejects[0].line), reason=rejects[0].reason)
        words = n_(singular, plural, len(rejects)) if whole else _(plural)
        lines.append(OutcomeLine("cross", "forbidden", number(len(rejects)) if whole else "", words, first))
    return lines


def _opposed(counts: EquationCounts, said: str) -> list[OutcomeLine]:
    """Return the line that says why the opposed rows are left out, without a name."""
    if not counts.opposed:
        return []
    words = n_("personne opposée", "personnes opposées", counts.opposed)
    return [OutcomeLine("", "opposed", number(counts.opposed), words, said or problems.opposed(()))]
