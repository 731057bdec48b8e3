"""What is shown after an opposition: the one sentence to say, what was done, with a check before each effect, and
the next person."""

from collections.abc import Sequence
from datetime import timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.actions.calling.calldesk import Desk
from core.actions.register.opposing import Opposed
from core.base.french import day_month, hour, listed
from core.base.i18n import _, n_
from core.base.moments import AGENCY_ZONE
from core.model.lead import LeadSheet
from core.notices.call_script import after_opposition, confirmation_offer
from ui.look.theme import Theme
from ui.pages.calls.words_of import duration, shown_phone
from ui.widgets.button import Button
from ui.widgets.card import MarginRows
from ui.widgets.label import paragraph
from ui.widgets.mark import Mark

BESIDE = 140
"""Text size in percent up to which the last answers stand beside the button."""


class DoneView(QWidget):
    """The view. ``next_asked`` is emitted to go to the next person. ``foot`` is placed by the column, below what
    scrolls."""

    next_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setObjectName("opposed-done")
        self._say = MarginRows(theme, _("À dire maintenant"), name="say-now")
        self._say.add(None, paragraph(after_opposition().sentence, "script-large", name="say-now-sentence"))
        self._effects = MarginRows(theme, _("Ce qui vient d’être fait"), name="effects")
        self._hint = paragraph("", "caption", ink="muted", name="opposed-hint")
        self.next = Button(theme, _("Personne suivante"), name="next-person", kind="primary", key="F9", tall=40)
        self.next.clicked.connect(self.next_asked)
        self.foot = QWidget()
        self._foot = QHBoxLayout(self.foot)
        self._foot.setContentsMargins(20, 4, 20, 14)
        self._foot.setSpacing(16)
        self._foot.addWidget(self.next)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)
        self._column.addWidget(self._say)
        self._column.addWidget(self._effects)
        theme.changed.connect(self._fit)
        self._fit()

    def show_effects(self, effects: Sequence[str], origin: str) -> None:
        """Show what the opposition did; ``origin`` answers a last question about the number."""
        self._effects.clear()
        for words in effects:
            self._effects.add(Mark(self._theme, "check", "", ink="allowed"), paragraph(words))
        asked = _("Si la personne demande d’où vient son numéro : {answer}").format(answer=origin)
        written = _("Si elle veut un écrit : {answer}").format(answer=confirmation_offer())
        self._hint.setText(f"{asked}\n{written}")

    def _fit(self) -> None:
        """With large text, let the last answers scroll with the rest, so that what to say now keeps its room."""
        if self._theme.scale > BESIDE:
            self._column.addWidget(self._hint)
        else:
            self._foot.insertWidget(0, self._hint, 1)
            self._foot.setStretch(1, 0)


def effects(done: Opposed, before: Desk, *, lasted: timedelta | None) -> list[str]:
    """Return one sentence per effect of the opposition on the person who was ``before`` on the desk; ``lasted``:
    duration of the call it closed, when known."""
    said = []
    if done.call is not None:
        said.append(_closed(lasted))
    said.append(_registered(done, before))
    others = len(done.leads) - 1
    if others > 0:
        words = n_(
            "{n} autre fiche, à la même coordonnée, opposée aussi",
            "{n} autres fiches, aux mêmes coordonnées, opposées aussi",
            others,
        )
        said.append(words.format(n=others))
    if done.callbacks:
        said.append(_cancelled(done.callbacks, before.sheet))
    if before.proof is not None:
        said.append(_("Accord retiré : il n’ouvre plus ni appel, ni e-mail, ni SMS"))
    if done.leads:
        said.append(_("Retrait des lettres à préparer et à poster"))
    return said


def _closed(lasted: timedelta | None) -> str:
    if lasted is None:
        return _("Appel clos, issue : opposition")
    return _("Appel clos après {time}, issue : opposition").format(time=duration(lasted))


def _registered(done: Opposed, before: Desk) -> str:
    if done.already:
        return _("Coordonnées déjà inscrites au registre d’opposition")
    shown = _contacts(before.sheet) if before.sheet is not None else [shown_phone(before.who.phone)]
    return n_(
        "{contacts} au registre d’opposition, même après effacement de la fiche",
        "{contacts} inscrits au registre d’opposition, même après effacement de la fiche",
        len(shown),
    ).format(contacts=listed(shown) or _("Annonce inscrite"))


def _contacts(sheet: LeadSheet) -> list[str]:
    shown = [
        shown_phone(contact.value) if contact.kind == "phone" else contact.value
        for contact in sheet.contacts
        if contact.kind in ("phone", "email")
    ]
    if any(contact.kind == "address" for contact in sheet.contacts):
        shown.append(_("adresse postale"))
    return shown


def _cancelled(count: int, sheet: LeadSheet | None) -> str:
    due = sheet.row.callback if sheet is not None else None
    if count == 1 and due is not None:
        local = due.astimezone(AGENCY_ZONE)
        return _("Rappel du {day} à {hour} annulé").format(day=day_month(local.date()), hour=hour(local))
    return n_("{n} rappel annulé", "{n} rappels annulés", count).format(n=count)
