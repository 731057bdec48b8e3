"""The letters by where they stand: a tab for each stage of a letter’s life with how many stand there, and the list of
the one chosen, a line for each letter with its deadline, its person and its state."""

from array import array
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from functools import partial
from types import MappingProxyType
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from core.actions.common.judging import Law
from core.actions.common.step_cache import StepTally, leading, standing
from core.actions.letters.noticing import WRITE
from core.base.i18n import N_, _, n_
from core.base.screen_shapes import day_month_short, number
from core.model.step import Step
from core.store import notices
from core.store.notices import LetterLine, letter_lines
from core.store.port import Reader
from ui.common.office import Office
from ui.look.theme import Theme
from ui.widgets.button import Button
from ui.widgets.empty_state import EmptyState
from ui.widgets.header import PageHeader
from ui.widgets.layouts import vbox
from ui.widgets.lists.table import Table
from ui.widgets.lists.table_model import Cell, Column
from ui.widgets.tabs import FoldingTabs

STATES = {
    "due": (N_("À préparer"), "muted"),
    "ready": (N_("Prête"), "accent"),
    "sent": (N_("Sortie\u202f?"), "wait"),
    "printed": (N_("Imprimée"), "wait"),
    "posted": (N_("Postée"), "allowed"),
    "returned": (N_("Retour"), "forbidden"),
}
"""State → word and ink, in the order of a letter's life."""
TABS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"due": ("due",), "ready": ("sent", "ready"), "printed": ("printed",), "posted": ("returned", "posted")}
)
"""Tab of the page → the states of the letters in it, in the order of their life."""
URGENT = ("ready", "printed", "due", "posted")
"""The tabs by what is to be done first."""
TO_PRINT = ("ready", "printed")
"""The tabs whose letters wait for paper, or for the post, and the state of those that do."""


def tab_of(state: str) -> str:
    """Return the tab that holds the letters in a state, or that bears its name."""
    return next((tab for tab, states in TABS.items() if state in states), "due")


Today = Callable[[], date]
MANY = 3000
"""Letters to make that are listed: more are not read by a person."""
NEAR = 3
"""Days before the deadline from which it is told in the colour of waiting."""


class LetterLines:
    """The persons on the page, by the state of their letter; of those to write to, the most urgent MANY and the person
    asked for."""

    def __init__(self) -> None:
        self._due = 0
        self._held: dict[str, list[int]] = {}
        self._asked: int | None = None
        self._again: frozenset[int] = frozenset()
        self._why_none = Waiting("")

    def read(self, r: Reader, law: Law, *, at: datetime, asked: int | None = None) -> None:
        """Read the list again; ``asked``: a lead to include from now on, however many are more urgent."""
        self._asked = asked or self._asked
        tally = standing(r, law, at=at)
        self._due = sum(tally.count(step) for step in WRITE)
        self._why_none = Waiting("") if self._due else why_none(tally, law)
        self._held = notices.by_state(r)
        self._held["due"] = leading(r, tally, WRITE, MANY)
        # Who is written to again is no longer among those who were written to.
        again = set(leading(r, tally, (Step.WRITE_AGAIN,)))
        self._again = frozenset(again)
        self._held["posted"] = [one for one in self._held["posted"] if one not in again]
        for letter in self.letters(r, [self._asked] if self._asked else []):
            if letter.id not in self._held[letter.state]:
                self._held[letter.state].append(letter.id)

    def letters(self, r: Reader, ids: Sequence[int]) -> list[LetterLine]:
        """Return the lines of those of ``ids`` whose letter is due, a second one too, or was made."""
        return [_second(letter) if letter.id in self._again else letter for letter in letter_lines(r, ids)]

    def why_none(self) -> "Waiting":
        """Return what keeps the letters that are due from being prepared."""
        return self._why_none

    def due(self) -> int:
        """Return how many letters are due, shown or not."""
        return self._due

    def ids(self, tab: str) -> list[int]:
        """Return the leads of a tab, those with something to do first."""
        return [one for state in TABS[tab] for one in self._held.get(state, ())]

    def count(self, tab: str) -> int:
        """Return how many letters a tab stands for, listed or not."""
        return self._due if tab == "due" else len(self.ids(tab))

    def most_urgent(self) -> str:
        """Return the tab where something is to be done first; where letters are made when there is none."""
        return next((tab for tab in URGENT if self.ids(tab)), "due")

    def acted_on(self, r: Reader, tab: str, chosen: Sequence[int]) -> list[int]:
        """Return the letters of a tab of :data:`TO_PRINT` that wait there: of the leads chosen when they are several,
        else all."""
        if tab not in TO_PRINT:
            return []
        ids = chosen if len(chosen) > 1 else self.ids(tab)
        held = {letter.id: letter.letter_id for letter in self.letters(r, ids) if letter.state == tab}
        return [notice for row_id in ids if (notice := held.get(row_id)) is not None]


class Waiting(NamedTuple):
    """What keeps letters from being prepared, empty when nothing does; where that is done, with the word of its button,
    empty where it is not one place."""

    words: str
    place: str = ""
    verb: str = ""


def why_none(told: StepTally, law: Law) -> Waiting:
    """Return what comes before a letter, when none is to be prepared, from the counts of the first page."""
    counts = (told.count(Step.COMPLETE), told.count(Step.DECIDE), told.count(Step.PRINT) + told.count(Step.POST))
    lacking, asked_count, made_count = counts
    if law.agency_missing:
        words = n_(
            "{n} lettre attend la fiche de votre agence. Complétez-la.",
            "{n} lettres attendent la fiche de votre agence. Complétez-la.",
            lacking,
        )
        few = _("Aucune ne peut partir\u202f: complétez votre agence.")
        return Waiting(
            words.format(n=number(lacking)) if lacking else few, "settings/section=agency", _("Compléter l’agence")
        )
    if law.unanswered:
        words = n_(
            "{n} lettre attend vos réponses\u202f: Réglages, «\u202fVos affirmations\u202f».",
            "{n} lettres attendent vos réponses\u202f: Réglages, «\u202fVos affirmations\u202f».",
            lacking,
        )
        few = _("Aucune ne peut partir\u202f: dites ce qu’elles affirment.")
        return Waiting(words.format(n=number(lacking)) if lacking else few, "settings/section=claims", _("Répondre"))
    if lacking:
        words = n_("{n} fiche à compléter d’abord.", "{n} fiches à compléter d’abord.", lacking)
        return Waiting(words.format(n=number(lacking)))
    if asked_count:
        words = n_("{n} personne à distinguer d’abord.", "{n} personnes à distinguer d’abord.", asked_count)
        return Waiting(words.format(n=number(asked_count)))
    if made_count:
        words = n_(
            "{n} lettre est prête, pas encore postée.", "{n} lettres sont prêtes, pas encore postées.", made_count
        )
        return Waiting(words.format(n=number(made_count)))
    return Waiting("")


def _second(first: LetterLine) -> LetterLine:
    """Return the line of a second letter, from that of the first one: it is never late."""
    return first._replace(notice_due="", letter_id=None, reference="", posted_at=None, state="due")


def columns(today: Today) -> tuple[Column[LetterLine], ...]:
    """Return the columns of the queue."""
    return (
        Column("due", _("Échéance"), 90, partial(_due, today), right=True),
        Column("name", _("Destinataire"), 146, lambda one: Cell(one.name or _("Madame, Monsieur"), semibold=True)),
        Column("town", _("Commune"), 118, lambda letter: Cell(letter.town)),
        Column("state", _("État"), 106, _state),
    )


def _due(today: Today, letter: LetterLine) -> Cell:
    if letter.posted:
        return Cell(day_month_short(letter.posted), "muted", spoken=_("postée le {day}").format(day=letter.posted))
    if letter.due is None:
        return Cell("")
    left = (letter.due - today()).days
    if left < 0:
        return Cell(_("En retard"), "forbidden", semibold=True)
    return Cell(
        _("J − {days}").format(days=left),
        "wait" if left <= NEAR else "text",
        semibold=True,
        spoken=_("dans {days} jours").format(days=left),
    )


def _state(letter: LetterLine) -> Cell:
    words, ink = STATES[letter.state]
    return Cell(_(words), ink, pill=True)


REPLIES = "replies"
"""The tab of what came back."""
WORDS = {
    "due": N_("À préparer"),
    "ready": N_("À imprimer"),
    "printed": N_("À poster"),
    "posted": N_("Postées"),
    REPLIES: N_("Réponses"),
}
"""Tab → its word, in the order of the work."""
EMPTY = {
    "due": (N_("Aucune lettre à préparer."), N_("Celles qui seront dues attendront ici.")),
    "ready": (N_("Aucune lettre à imprimer."), N_("Celles que vous préparez attendent ici l’imprimante.")),
    "printed": (
        N_("Aucune lettre à poster."),
        N_("Celles qui sortent de l’imprimante attendent ici leur jour d’envoi."),
    ),
    "posted": (N_("Aucune lettre postée."), N_("Celles qui sont parties restent ici, avec leur jour.")),
}
"""Tab → what an empty one says."""
_CLOSE = 8
"""Room on each side of a word: five of them stand above a narrow list."""


class LettersHead(QWidget):
    """The title and the tabs. ``chosen(tab)``: another one is asked for by the user."""

    chosen = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._keys = (*TABS, REPLIES)
        self.header = PageHeader(theme, _("Courriers"), name="letters-header")
        self._row = FoldingTabs(theme, name="letters", title=_("Où en sont les lettres"), around=_CLOSE)
        self.tabs = self._row.bar
        for key in self._keys:
            self.tabs.addTab(_(WORDS[key]))
        self._row.chosen.connect(lambda place: self.chosen.emit(self._keys[place]))
        vbox(self.header, vbox(self._row, margins=(12, 0, 0, 0)), on=self, spacing=0)

    @property
    def tab(self) -> str:
        """The current tab."""
        return self._keys[max(self.tabs.currentIndex(), 0)]

    def show_tab(self, tab: str) -> None:
        """Make a tab the current one, without ``chosen``."""
        self._row.go(self._keys.index(tab))

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Show beside the words of these tabs how many letters stand there."""
        for key, count in counts.items():
            self._row.word(self._keys.index(key), f"{_(WORDS[key])} {number(count)}")
        self._row.fold()


class LetterList(QWidget):
    """The list; ``read(ids)`` gives its lines. ``head`` stands above it, in ``column``, until the page puts it
    elsewhere."""

    def __init__(self, office: Office, head: LettersHead, read: Callable[[Sequence[int]], list[LetterLine]]) -> None:
        super().__init__()
        self.table: Table[LetterLine] = Table(
            office.theme, columns(lambda: office.now().date()), lambda ids: {line.id: line for line in read(ids)},
            name="letters-table", title=_("Lettres"), leaving=("town", "state"),
        )  # fmt: skip
        self.table.opened.connect(partial(office.go, "leads"))
        self.table.opens_by_click = False
        self._go, self._place = Button(office.theme, "", name="letters-empty-go", kind="primary"), ""
        self._go.clicked.connect(lambda: office.go(self._place))
        self.empty = EmptyState(office.theme, "", "", name="letters-empty", buttons=(self._go,))
        self.column = vbox(head, (self.table, 1), (self.empty, 1), on=self, spacing=0)

    def show_letters(self, tab: str, ids: Sequence[int], why_none: Waiting) -> bool:
        """List these letters of a tab, or say ``why_none`` is to be prepared. Return True when the one chosen left, and
        nobody chose the one that takes its place."""
        chosen = self.table.current_id()
        self.table.show_ids(array("q", ids))
        self.table.reread()
        replaced = bool(ids) and self.table.current_id() is None
        if replaced:
            self.table.go_to(0, alone=not self.table.selected_ids())
        self.table.setVisible(bool(ids))
        self.empty.setVisible(not ids)
        title, sentence = EMPTY[tab]
        self.empty.reword(_(title), why_none.words if tab == "due" and why_none.words else _(sentence))
        self._place = why_none.place if tab == "due" else ""
        self._go.reword(why_none.verb)
        self._go.setVisible(bool(self._place))
        return replaced and chosen is not None
