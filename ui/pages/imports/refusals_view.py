"""The refusals heard in a file: at the left each with who, the words and where; at the right the words in what stands
around them, whether they refuse, and what that changes."""

from collections.abc import Iterator, Mapping, Sequence

from PySide6.QtCore import QPointF, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QTextCharFormat
from PySide6.QtWidgets import QBoxLayout, QButtonGroup, QSizePolicy, QWidget

from core.base.i18n import N_, _, n_
from core.base.records import Struct
from core.base.screen_shapes import number, quoted
from core.model.checking import HeardRefusal, PersonOfRow, ProblemGroup, RefusalStanding
from core.model.problem_codes import HEARD, HEARD_AT, MAY_REFUSE, NO_REFUSAL, REFUSAL, WHY_NONE
from core.model.verdict import Light
from ui.look.theme import Theme
from ui.pages.imports.check_groups import Decisions
from ui.widgets.button import ENTER, Button
from ui.widgets.card import MarginRows, Surface
from ui.widgets.fields import CheckBox, Radio
from ui.widgets.keys import figure
from ui.widgets.label import label, paragraph
from ui.widgets.layouts import STRETCH, Themed, hbox, nest, vbox
from ui.widgets.lists.table import ListTable
from ui.widgets.lists.table_model import Cell, Column
from ui.widgets.pages import MOST, bring_into_sight
from ui.widgets.paint import height_of, laid_out
from ui.widgets.speech import announce
from ui.widgets.verdict import LightMark

WIDE = 400
"""Width of the right pane at 100 %."""
LEAST = 380
"""Width of the table at 100 % under which the pane stands below it."""
_PEOPLE = 100
"""More than the people of any row: one refusal and one person make an id."""
_WHY = (
    N_("Une heure ou une condition, pas un refus"),
    N_("Parle de quelqu’un d’autre"),
    N_("Le mot est dans un nom ou une adresse"),
    N_("Une autre raison"),
)
"""In the order of ``WHY_NONE``."""
_OF_ONE = "refuse for one"
Changes = tuple[tuple[Light | None, str], ...]
_CHANGES: Mapping[str, Changes] = {
    REFUSAL: (
        (Light.OPPOSED, N_("Au registre\u202f: ni lettre ni appel")),
        (None, N_("Le bien reste, sans nom ni numéro")),
    ),
    _OF_ONE: (
        (Light.OPPOSED, N_("Au registre\u202f: ni lettre ni appel, pour qui le dit")),
        (Light.WAIT, N_("L’autre reste\u202f: lettre à son seul nom")),
    ),
    NO_REFUSAL: (
        (Light.WAIT, N_("Gardée\u202f: lettre d’abord")),
        (Light.FORBIDDEN, N_("Pas d’appel sans accord prouvé")),
    ),
    "": ((Light.WAIT, N_("Sans réponse\u202f: gardée, mais ni lettre ni appel")),),
}
"""What each answer changes."""


class RefusalRow(Struct, frozen=True):
    """A line of the table: a refusal, or one of the several people of its row. ``state``: as it is answered now."""

    id: int
    refusal: HeardRefusal
    state: RefusalStanding
    person: PersonOfRow | None = None


def code_of(refusal: HeardRefusal, *, alike: bool) -> str:
    """Return what an answer is kept under: the words wherever they stand, or this row alone."""
    return f"{HEARD}:{refusal.words}" if alike else f"{HEARD_AT}:{refusal.line}:{refusal.words}"


def state_of(refusal: HeardRefusal, choices: Mapping[str, str]) -> RefusalStanding:
    """Return how the words of a row stand once what was just answered counts."""
    chosen = choices.get(code_of(refusal, alike=False)) or choices.get(code_of(refusal, alike=True), "")
    if chosen.startswith(NO_REFUSAL):
        return RefusalStanding.NONE
    return RefusalStanding.SURE if chosen == REFUSAL else refusal.state


ROWS_OF = frozenset({MAY_REFUSE, "OPPOSED"})
"""The groups whose rows are the refusals heard."""


def refusals_as_rows(groups: Sequence[ProblemGroup]) -> list[ProblemGroup]:
    """Return the groups without those of refusals by their words, which are shown row by row."""
    return [group for group in groups if not group.code.startswith(f"{HEARD}:")]


def refusal_columns() -> tuple[Column[RefusalRow], ...]:
    """Return the columns of the table."""
    return (
        Column("state", _("Réponse"), 132, _state_cell),
        Column("line", _("Ligne"), 58, _line_cell),
        Column("who", _("Qui"), 170, _who_cell),
        Column("words", _("Ce qui est dit"), 190, _words_cell),
        Column("place", _("Où"), 170, _place_cell),
    )


def _state_cell(row: RefusalRow) -> Cell:
    if row.person is not None:
        refuses = row.person.refuses and row.state is not RefusalStanding.NONE
        return _refusal_cell() if refuses else Cell(_("Lettre"), icon="letters")
    if row.refusal.in_register:
        return Cell(_("Au registre"), ink="opposed", light=Light.OPPOSED)
    if len(row.refusal.people) > 1 and row.state is RefusalStanding.SURE:
        people = n_("{n} pers.", "{n} pers.", len(row.refusal.people)).format(n=number(len(row.refusal.people)))
        return Cell(people, ink="accent", semibold=True, icon="leads")
    if row.state is RefusalStanding.SURE:
        return _refusal_cell()
    return Cell(row.state.shown, ink=row.state.ink, semibold=True, icon=row.state.icon)


def _refusal_cell() -> Cell:
    return Cell(RefusalStanding.SURE.shown, ink="opposed", semibold=True, light=Light.OPPOSED)


def _line_cell(row: RefusalRow) -> Cell:
    spoken = _("Ligne {n}").format(n=row.refusal.line)
    return Cell("" if row.person else number(row.refusal.line), ink="muted", spoken=spoken)


def _who_cell(row: RefusalRow) -> Cell:
    return Cell(f"– {row.person.name}" if row.person else who_words(row.refusal), semibold=True)


def _words_cell(row: RefusalRow) -> Cell:
    if row.person:
        return Cell(row.person.phone, ink="muted")
    return Cell(quoted(row.refusal.words))


def _place_cell(row: RefusalRow) -> Cell:
    if row.person is None:
        return Cell(row.refusal.place, ink="muted")
    refuses = row.person.refuses and row.state is not RefusalStanding.NONE
    return Cell(_("Au registre") if refuses else _("Reste, lettre à son seul nom"), ink="muted")


def who_words(refusal: HeardRefusal) -> str:
    """Return the people of a row; of whom the register had before, nobody."""
    names = [person.name for person in refusal.people if person.name]
    return "" if refusal.in_register else " · ".join(names) or _("Sans nom")


class QuotedText(Themed, QWidget):
    """A text with some of its words on a ground of their own."""

    def __init__(self, theme: Theme, *, name: str) -> None:
        super().__init__(theme, name=name)
        self._text, self._words = "", ""
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.changed.connect(self.updateGeometry)

    def show_text(self, text: str, words: str) -> None:
        """Show ``text`` with the first ``words`` of it marked."""
        self._text, self._words = text, words.rstrip("…")
        self.setAccessibleName(text)
        self.setVisible(bool(text))
        self.updateGeometry()
        self.update()

    def heightForWidth(self, width: int) -> int:
        return height_of(laid_out(self._text, self._theme.font("body"), width))

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(WIDE), self.heightForWidth(max(self.width(), 1)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, theme = QPainter(self), self._theme
        painter.setPen(theme.color("text"))
        at = max(self._text.find(self._words), 0)
        marked = QTextCharFormat()
        marked.setFontWeight(QFont.Weight.DemiBold)
        marked.setBackground(theme.color("wait-tint"))
        end = at + len(self._words) if self._words in self._text else at
        parts = ((QTextCharFormat(), at), (marked, end), (QTextCharFormat(), len(self._text)))
        laid_out(self._text, theme.font("body"), self.width(), parts=parts).draw(painter, QPointF(0, 0))


class AnswerPane(Surface):
    """One refusal and its answer. ``answered(choice, alike)``: somebody said what the words are; ``alike_shown(on)``:
    the rows in the same words are to be seen alone, or all again."""

    answered = Signal(str, bool)
    alike_shown = Signal(bool)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._shown_changes, self._is_of_one = "-", False
        self._key: tuple[int, str] = (0, "")
        self.setObjectName("refusal-answer")
        self._title = paragraph("", semibold=True, name="refusal-title")
        self._place = paragraph("", "caption", ink="muted", name="refusal-place")
        self._around = QuotedText(theme, name="refusal-around")
        self._question = label(_("Est-ce un refus\u202f?"), semibold=True)
        self.yes = Radio(theme, _("Oui, c’est un refus"), name="refusal-yes")
        self.no = Radio(theme, _("Ce n’est pas un refus"), name="refusal-no")
        self.group, self.reasons = QButtonGroup(self), QButtonGroup(self)
        self._whys = [
            Radio(theme, _(words), name=f"refusal-why-{key}") for key, words in zip(WHY_NONE, _WHY, strict=True)
        ]
        for place, radio in enumerate((self.yes, self.no)):
            self.group.addButton(radio, place)
        for place, radio in enumerate(self._whys):
            self.reasons.addButton(radio, place)
        self._why = QWidget()
        vbox(
            label(_("Pourquoi\u202f? C’est gardé avec votre nom."), "caption", ink="muted"), *self._whys, on=self._why,
            margins=(28, 0, 0, 4), spacing=2,
        )  # fmt: skip
        self._known = paragraph(_("Déjà au registre avant ce fichier\u202f: rien à répondre."), name="refusal-known")
        self._changes = MarginRows(theme, _("Ce qui changera"), name="refusal-changes", margin=40)
        self.alike = CheckBox(theme, "", name="refusal-alike")
        self.go = Button(theme, _("Répondre et suivant"), name="refusal-go", key="Entrée", press=self.answer)
        self.group.idToggled.connect(self._chosen)
        self.alike.toggled.connect(self.alike_shown)
        self._build()

    def show_refusal(self, refusal: HeardRefusal, state: RefusalStanding, alike: int) -> None:
        """Show a refusal; ``alike``: how many other rows say the same words. What is half answered stays."""
        key = (refusal.line, refusal.words)
        self._is_of_one = len({person.refuses for person in refusal.people}) > 1
        names = who_words(refusal)
        line = _("ligne {n}").format(n=number(refusal.line))
        self._title.setText(f"{names}, {line}" if names else line.capitalize())
        self._place.setText(refusal.place)
        self._around.show_text(refusal.around, refusal.words)
        is_open = not refusal.in_register
        for widget in self._asked:
            widget.setVisible(is_open)
        self._known.setVisible(not is_open)
        self.alike.setVisible(is_open and alike > 0)
        words = n_("Pareil pour l’autre ligne aux mêmes mots", "Pareil pour les {n} autres aux mêmes mots", alike)
        self.alike.setText(words.format(n=number(alike)))
        self.alike.setAccessibleName(self.alike.text())
        self.alike.updateGeometry()
        if key != self._key:
            self._key = key
            self._begin(state)
        self._show_changes()

    def choose(self, place: int) -> None:
        """Choose an answer, 0 for yes; the first reason takes the focus."""
        self.group.button(place).setChecked(True)
        target = self._whys[max(self.reasons.checkedId(), 0)] if place else self.yes
        bring_into_sight(self)
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def choice(self) -> str:
        """The answer as it is kept, empty while it is not whole."""
        if self.yes.isChecked():
            return REFUSAL
        why = self.reasons.checkedId()
        return f"{NO_REFUSAL}:{WHY_NONE[why]}" if self.no.isChecked() and why >= 0 else ""

    def answer(self) -> None:
        """Give the answer; where it lacks, say what does and take the focus there."""
        if self.choice:
            self.answered.emit(self.choice, self.alike.isChecked() and not self.alike.isHidden())
            return
        lacking = self._whys[0] if self.no.isChecked() else self.yes
        announce(self, _("Choisissez une raison.") if self.no.isChecked() else _("Choisissez une réponse."))
        lacking.setFocus(Qt.FocusReason.OtherFocusReason)

    def _begin(self, state: RefusalStanding) -> None:
        """Show no answer but the one in force, and never that it is none."""
        for group in (self.group, self.reasons):
            group.setExclusive(False)
            for radio in group.buttons():
                radio.setChecked(False)
            group.setExclusive(True)
        self.yes.setChecked(state is RefusalStanding.SURE)
        with QSignalBlocker(self.alike):
            self.alike.setChecked(False)
        self._chosen()

    def _chosen(self, *_which: object) -> None:
        self._why.setVisible(self.no.isChecked() and not self.no.isHidden())
        self._show_changes()

    def _show_changes(self) -> None:
        refuses = _OF_ONE if self._is_of_one else REFUSAL
        chosen = refuses if self.yes.isChecked() else NO_REFUSAL if self.no.isChecked() else ""
        if chosen == self._shown_changes:
            return
        self._shown_changes = chosen
        self._changes.clear()
        for light, words in _CHANGES[chosen]:
            self._changes.add(LightMark(self._theme, light) if light else None, paragraph(_(words)))

    def _build(self) -> None:
        keys = [label(key, "caption", ink="muted") for key in ("1", "2")]
        self._asked = (self._question, self.yes, self.no, *keys, self.go, self._changes)
        inside = vbox(
            self._title, self._place, self._around, 6, self._question, hbox((self.yes, 1), keys[0]),
            hbox((self.no, 1), keys[1]), self._why, self._known, self._changes, self.alike, hbox(STRETCH, self.go),
            STRETCH, margins=(16, 12, 16, 12), spacing=6,
        )  # fmt: skip
        nest(self.body, inside)


class RefusalsView(Themed, QWidget):
    """Both panes. ``answered(code → choice)``: rows were answered; ``left``: Échap was pressed."""

    answered = Signal(dict)
    left = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, name="check-refusals")
        self._refusals: Sequence[HeardRefusal] = ()
        self._choices: Mapping[str, str] = {}
        self._numbers: dict[tuple[int, str], int] = {}
        self._alike = False
        self._title = label(_("Refus lus dans ce fichier"), semibold=True)
        self._note = label("", "caption", ink="muted", name="refusals-note")
        words = _("Refus lus dans ce fichier")
        self.table = ListTable(
            theme, refusal_columns(), name="check-refusal-rows", title=words, leaving=("place", "line")
        )
        self.table.opens_by_click = False
        self.pane = AnswerPane(theme)
        head = hbox(self._title, STRETCH, self._note, margins=(16, 8, 16, 6))
        self._panes = hbox((vbox(head, (self.table, 1), spacing=0), 1), self.pane, on=self, spacing=12)
        QWidget.setTabOrder(self.table, self.pane.yes)
        self.table.current_changed.connect(lambda _id: self._show_current())
        self.table.opened.connect(lambda _id: self.pane.answer())
        self.pane.answered.connect(self._answer)
        self.pane.alike_shown.connect(self._show_alike)

    def show_refusals(self, refusals: Sequence[HeardRefusal], decisions: Decisions) -> None:
        """Show these, as they are answered now; the row that was current stays so."""
        self._refusals, self._choices = refusals, decisions.now.choices
        for refusal in refusals:
            self._numbers.setdefault((refusal.line, refusal.words), len(self._numbers) + 1)
        states = [state_of(refusal, self._choices) for refusal in refusals if not refusal.in_register]
        of_several = sum(len(refusal.people) > 1 for refusal in refusals)
        self._note.setText(_count_words(states, of_several))
        self._show_rows()

    def take_focus(self, *, asked: bool) -> None:
        """Give the keyboard to the table, at the first row to decide when ``asked``."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        if not (asked and self.go_on(after=-1)) and self.table.currentIndex().row() < 0 and self.table.shown:
            self.table.go_to(0)

    def go_on(self, *, after: int | None = None) -> bool:
        """Go to the next row to decide, below and then from the top; return False when none is left."""
        ids = list(self.table.shown)
        first = (self.table.currentIndex().row() if after is None else after) + 1
        for place in (*range(first, len(ids)), *range(min(first, len(ids)))):
            row = self.table.shown[ids[place]]
            if row.person is None and row.state is RefusalStanding.ASKED and not row.refusal.in_register:
                self.table.go_to(place)
                return True
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the answer below the table where there is too little room beside it."""
        super().resizeEvent(event)
        beside = self.width() >= self._theme.px(WIDE + LEAST)
        direction = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        self.pane.setMaximumWidth(self._theme.px(WIDE) if beside else MOST)
        self._panes.setDirection(direction)
        self.table.setMinimumHeight(0 if beside else self._theme.height(28) + 3 * self._theme.height(30))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose with 1 or 2, answer on Entrée, leave on Échap."""
        chosen = figure(event)
        if chosen in ("1", "2") and not self.pane.yes.isHidden():
            self.pane.choose(int(chosen) - 1)
        elif Qt.Key(event.key()) in ENTER and not self.pane.go.isHidden():
            self.pane.answer()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _answer(self, choice: str, alike: bool) -> None:
        row = self.table.current()
        if row is None:
            return
        same = self._same(row.refusal)
        # What is said of the only row with these words is said of the words, and remembered of their supplier.
        code = code_of(row.refusal, alike=alike or not (same or row.refusal.word))
        answers = {code: choice}
        if alike:
            answers |= {code_of(refusal, alike=False): "" for refusal in (row.refusal, *same)}
        self._alike = False
        self.answered.emit(answers)
        if not self.go_on():
            self.table.go_to(min(self.table.currentIndex().row() + 1, len(self.table.shown) - 1))
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _same(self, refusal: HeardRefusal) -> list[HeardRefusal]:
        """Return the other rows that say the same words; one word alone is the answer of its own row."""
        if refusal.word:
            return []
        return [
            other
            for other in self._refusals
            if other is not refusal and other.words == refusal.words and not other.in_register
        ]

    def _show_alike(self, on: bool) -> None:
        self._alike = on
        self._show_rows()

    def _show_rows(self) -> None:
        current = self.table.current()
        listed = self._refusals
        if self._alike and current is not None:
            listed = [refusal for refusal in listed if refusal.words == current.refusal.words]
        self.table.show_rows({row.id: row for refusal in listed for row in self._rows_of(refusal)})
        if self.table.currentIndex().row() < 0 and self.table.shown:
            self.table.go_to(0)
        self._show_current()

    def _rows_of(self, refusal: HeardRefusal) -> Iterator[RefusalRow]:
        first, state = self._numbers[refusal.line, refusal.words] * _PEOPLE, state_of(refusal, self._choices)
        yield RefusalRow(first, refusal, state)
        if len(refusal.people) > 1:
            for place, person in enumerate(refusal.people[: _PEOPLE - 1], 1):
                yield RefusalRow(first + place, refusal, state, person)

    def _show_current(self) -> None:
        row = self.table.current()
        self.pane.setVisible(row is not None)
        if row is not None:
            self.pane.show_refusal(row.refusal, row.state, len(self._same(row.refusal)))


def _count_words(states: Sequence[RefusalStanding], several: int) -> str:
    """Return « 7 sûrs, 2 à décider, 1 ligne à deux personnes »."""
    sure, unsure = states.count(RefusalStanding.SURE), states.count(RefusalStanding.ASKED)
    words = [n_("{n} sûr", "{n} sûrs", sure).format(n=number(sure))] if sure else []
    words += [n_("{n} à décider", "{n} à décider", unsure).format(n=number(unsure))] if unsure else []
    words += (
        [n_("{n} ligne à plusieurs", "{n} lignes à plusieurs", several).format(n=number(several))] if several else []
    )
    return ", ".join(words)
