"""One refusal of the register, beside the list: where it comes from, and how to note that it was entered by mistake."""

from collections.abc import Iterable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QWidget

from core.actions.register import mistakes
from core.actions.register.mistakes import Lifting
from core.actions.register.register_entry import EntryShown, entry_shown
from core.base.i18n import N_, _, n_
from core.base.moments import local
from core.base.screen_shapes import day, hour, number, quoted
from core.model.opposing import RefusalAuthor
from core.model.register import KeptOut
from core.model.verdict import Light
from core.words.register import by_words, closes_words, stays_words, where_words
from ui.common.office import Office
from ui.widgets.button import Button, IconButton
from ui.widgets.card import Card, MarginRows
from ui.widgets.fields import CheckBox, Radio, mark_wrong, text_field
from ui.widgets.label import label, paragraph, set_ink, value
from ui.widgets.layouts import STRETCH, Named, fill, hbox, vbox
from ui.widgets.message_band import Act
from ui.widgets.pages import bring_into_sight
from ui.widgets.speech import announce
from ui.widgets.verdict import LightMark

WIDE = 440
"""Width of this column at 100 %."""
_MARGIN = 118
REASONS = (
    ("words", N_("La phrase ne refuse pas")),
    ("other", N_("Numéro ou adresse d’une autre personne")),
    ("twice", N_("Saisie deux fois")),
)
"""Why an entry may be a mistake, in the order shown."""


class EntryPanel(Named, QWidget):
    """What one refusal is. ``left``: the list takes the keyboard again; ``changed``: it was noted as a mistake, or
    is in force again."""

    left = Signal()
    changed = Signal()

    def __init__(self, office: Office) -> None:
        super().__init__(name="entry-panel", title=_("Une opposition du registre"))
        self._office = office
        self._gesture = 0
        theme = office.theme
        self._title = paragraph("", "title", semibold=True, name="entry-title")
        self._close = IconButton(theme, "close", _("Fermer"), name="entry-close", press=self.left)
        self._mark = LightMark(theme, Light.OPPOSED)
        self._state = paragraph("", semibold=True, ink="opposed", name="entry-state")
        self._rows = MarginRows(theme, _("D’où vient-elle\u202f?"), name="entry-source", margin=_MARGIN)
        self._sheet = Button(theme, _("Voir la fiche"), name="entry-sheet", kind="link", icon="user", press=self._go)
        self._lead: int | None = None
        self.mistake = MistakeCard(office)
        self.mistake.noted.connect(self._note)
        self.mistake.back.connect(self._back)
        vbox(
            hbox((self._title, 1), self._close, spacing=8),
            hbox(self._mark, (self._state, 1), spacing=8),
            self._rows,
            (self._sheet, 0, Qt.AlignmentFlag.AlignLeft),
            self.mistake,
            STRETCH,
            on=self,
            margins=(16, 14, 20, 16),
            spacing=10,
        )

    @property
    def gesture(self) -> int:
        """The refusal shown, 0 before the first."""
        return self._gesture

    def show_entry(self, gesture: int) -> bool:
        """Show a refusal, and return whether there is one."""
        with self._office.store.read() as r:
            entry = entry_shown(r, gesture)
        if entry is None:
            return False
        self._gesture, self._lead = gesture, entry.source.lead_id
        said_on = day(local(entry.source.at).date())
        self._title.setText(_("Opposition du {date}").format(date=said_on))
        is_open = entry.source.lifted_at is None
        self._mark.setVisible(is_open)
        mistaken = entry.source.lifted_why == mistakes.MISTAKE
        ended = _("Erreur\u202f: elle n’empêche plus rien") if mistaken else _("Annulée")
        self._state.setText(_("Opposé, tous les canaux") if is_open else ended)
        set_ink(self._state, "opposed" if is_open else "muted")
        self._rows.clear()
        for words, text in _pairs(entry):
            if text:
                shown_value = value(text, semibold=words == _("Dit"))
                shown_value.setAccessibleName(f"{words} : {text}")
                self._rows.add(label(words, ink="muted"), shown_value)
        self._sheet.setVisible(self._lead is not None)
        self.mistake.show_entry(entry)
        return True

    def take_focus(self) -> None:
        """Give the keyboard to what the panel may do, or to what closes it where nothing may be done."""
        buttons = (self.mistake.fold, self.mistake.again, self._close)
        next(button for button in buttons if button.isVisibleTo(self)).setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave on Échap."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _go(self) -> None:
        if self._lead is not None:
            self._office.go("leads", self._lead)

    def _note(self, why: str) -> None:
        office = self._office
        with office.trying():
            together = self.mistake.together
            lifting = mistakes.lift(
                office.store, str(self._gesture), why=why, by=office.by, at=office.now(), together=together
            )  # fmt: skip
            if lifting.lifted:
                self._say(lifting)
            self.changed.emit()
            self.mistake.again.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say(self, lifting: Lifting) -> None:
        words = [_("Cette personne peut refuser de nouveau, à tout moment."), *_again(lifting.rows)]
        title = n_("Erreur notée.", "{n} erreurs notées.", len(lifting.lifted)).format(n=number(len(lifting.lifted)))
        gestures = [source.gesture for source in lifting.lifted]
        self._office.say("done", title, " ".join(words), act=Act(_("Annuler"), partial(self._back, gestures)))

    def _back(self, gestures: Sequence[int] = ()) -> None:
        office = self._office
        with office.trying():
            mistakes.undo_mistake(office.store, *(gestures or [self._gesture]), by=office.by, at=office.now())
            office.say("opposed", _("Le refus est de nouveau en vigueur."), "")
            self.changed.emit()
            self.take_focus()


def _again(rows: Sequence[KeptOut]) -> Iterable[str]:
    """Return what becomes of each row, once where a file was imported twice."""
    words = _("La ligne {line} de {file} s’importe de nouveau\u202f: lettre d’abord.")
    return dict.fromkeys(words.format(line=row.line, file=row.file) for row in rows)


def _pairs(entry: EntryShown) -> list[tuple[str, str]]:
    """Return what is said of an entry, label by label; what is not known has no text."""
    source = entry.source
    is_read = source.author == RefusalAuthor.READ
    moment = local(source.at)
    recipients = [
        f"{who}, {_('le {day}').format(day=day(sent)) if sent else _('à prévenir')}" for who, sent in entry.told
    ]
    closes = closes_words(entry.closes)
    ended = ""
    if source.lifted_why == mistakes.MISTAKE and source.lifted_at:
        noted = _("{user}, le {day}\u202f: {why}")
        ended = noted.format(user=source.lifted_by, day=day(local(source.lifted_at).date()), why=source.lifted_note)
    return [
        (_("Dit"), quoted(source.words) if source.words else ""),
        (_("Par"), by_words(source.author, source.how, source.file)),
        (_("Où"), where_words(source) if is_read else ""),
        (_("Notée par"), _("{user}, à {hour}").format(user=source.by, hour=hour(moment))),
        (_("Bloque"), _("{what}, sans nom").format(what=closes) if closes else ""),
        (_("Prévenu"), ", ".join(recipients)),
        (_("Gardée"), _("Au moins jusqu’au {date}").format(date=day(entry.kept_until))),
        (_("Erreur"), ended),
    ]


class MistakeCard(Card):
    """« Entrée par erreur… ». ``noted(why)``: somebody says so; ``back``: the entry is to be in force again."""

    noted = Signal(str)
    back = Signal()

    def __init__(self, office: Office) -> None:
        super().__init__(office.theme, name="mistake")
        theme = office.theme
        self.fold = Button(theme, _("Entrée par erreur…"), name="mistake-fold", kind="link", icon="chevron-down")
        self.fold.clicked.connect(self._unfold)
        self._may = paragraph("", name="mistake-may")
        self._readings = paragraph("", "caption", ink="muted", name="mistake-readings")
        self._every = CheckBox(theme, "", name="mistake-every")
        self.together = 1
        self._inside = QWidget()
        self.reasons = QButtonGroup(self)
        radios = [Radio(theme, _(words), name=f"mistake-{key}") for key, words in REASONS]
        for place, radio in enumerate(radios):
            self.reasons.addButton(radio, place)
        radios[0].setChecked(True)
        self.why = text_field(
            theme,
            name="mistake-why",
            title=_("En une phrase, pour qui relira"),
            hint=_("En une phrase, pour qui relira"),
        )
        self.go = Button(theme, _("Noter l’erreur"), name="mistake-go", kind="primary", press=self._ask)
        self.why.returnPressed.connect(self._ask)
        self._after = paragraph("", "caption", ink="muted", name="mistake-after")
        vbox(
            self._readings, self._every, label(_("Pourquoi\u202f?"), semibold=True), *radios, self.why, self._after,
            hbox((label(_("S’annule à tout moment"), "caption", ink="muted"), 1), self.go),
            on=self._inside, margins=0, spacing=6,
        )  # fmt: skip
        self.again = Button(theme, _("Remettre en vigueur"), name="mistake-back", icon="undo", press=self.back)
        self._import = Button(theme, _("Réimporter"), name="mistake-import", icon="imports")
        self._import.clicked.connect(partial(office.go, "imports", None))
        fill(self.body, self.fold, self._may, self._inside, self._import, self.again)
        self._possible = False
        self._state: tuple[int, str | None] = (0, None)

    def show_entry(self, entry: EntryShown) -> None:
        """Show what may be done of an entry: folded, unless it is shown already and stands as it stood, since a reason
        may be half typed."""
        lifting, source = entry.lifting, entry.source
        is_open = source.lifted_at is None
        self._possible = bool(lifting and lifting.lifted)
        self._may.setText(_may_words(entry))
        self._after.setText(_after_words(lifting))
        self._show_readings(lifting)
        state, self._state = self._state, (source.gesture, source.lifted_at)
        if state == self._state:
            return
        self.why.clear()
        self._every.setChecked(False)
        mark_wrong(self.why, "")
        self._inside.hide()
        self._may.hide()
        self.fold.setVisible(is_open)
        mistaken = source.lifted_why == mistakes.MISTAKE
        self.again.setVisible(mistaken)
        self._import.setVisible(mistaken and source.batch_id is not None)
        self.setVisible(is_open or mistaken)

    def _unfold(self) -> None:
        opens = self._may.isHidden()
        self._may.setVisible(opens)
        self._inside.setVisible(opens and self._possible)
        if opens and self._possible:
            self.reasons.button(self.reasons.checkedId()).setFocus(Qt.FocusReason.OtherFocusReason)
        if opens:
            bring_into_sight(self)
        announce(self, self._may.text() if opens else _("Replié"))

    def _show_readings(self, lifting: Lifting | None) -> None:
        """Show each reading where several are lifted together, and what must be ticked then, with their count."""
        sources = lifting.lifted if lifting and lifting.readings > 1 else ()
        self.together = lifting.readings if lifting else 1
        lines = [f"{quoted(source.words)}, {where_words(source)}" for source in sources]
        self._readings.setText("\n".join(lines))
        words = n_("Noter {n} lecture comme une erreur", "Noter ensemble les {n} lectures", len(sources))
        self._every.setText(words.format(n=number(len(sources))))
        self._every.setAccessibleName(self._every.text())
        self._every.updateGeometry()
        for widget in (self._readings, self._every):
            widget.setVisible(bool(sources))

    def _ask(self) -> None:
        if not self._every.isHidden() and not self._every.isChecked():
            announce(self, self._every.text())
            self._every.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        sentence = self.why.text().strip()
        if not sentence:
            mark_wrong(self.why, _("Dites pourquoi, en une phrase."))
            self.why.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        _key, words = REASONS[self.reasons.checkedId()]
        self.noted.emit(_("{reason}\u202f: {sentence}").format(reason=_(words), sentence=sentence))


def _may_words(entry: EntryShown) -> str:
    """Return why an entry may be noted as a mistake, or may not."""
    if entry.problem:
        return entry.problem
    lifting = entry.lifting
    if lifting is None:
        return ""
    if lifting.lifted and lifting.readings > 1:
        words = _("Possible\u202f: lue {n} fois par le programme, jamais dite par la personne. Tout se note ensemble.")
        return words.format(n=number(len(lifting.lifted)))
    if lifting.lifted:  # Nothing else says it.
        return _("Possible\u202f: lue par le programme, pas dite par la personne. Rien d’autre ne dit ce refus.")
    if entry.source.author != RefusalAuthor.READ:
        return " ".join((
            _("Dite au téléphone, par lettre ou au comptoir\u202f: jamais ici."),
            _("La personne l’a dit\u202f: seul son nouvel accord, écrit et signé, rouvrirait."),
        ))  # fmt: skip
    return " ".join(dict.fromkeys(map(stays_words, lifting.stays)))


def _after_words(lifting: Lifting | None) -> str:
    words = [_("L’entrée reste, barrée, avec votre nom et la raison.")]
    words += [_("La personne redevient «\u202fLettre d’abord\u202f».")] if lifting and not lifting.rows else []
    words += _again(lifting.rows if lifting else ())
    return " ".join(words)
