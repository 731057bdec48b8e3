"""The fields of what a lead lacks, in the card that says so: typed there, the lead can move forward."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from core.actions.leads import editing
from core.actions.leads.edit_undo import undo_edit
from core.actions.leads.sheet_shown import TwoValues
from core.base import places
from core.base.errors import UserError
from core.base.i18n import _
from core.base.moments import AGENCY_ZONE
from core.base.records import Struct
from core.base.screen_shapes import day, day_short
from core.base.text import parse_day
from core.model.editing import BothValues, Change, Edited, How, ValueSource
from core.records.contact import Contact
from core.words.owners import shared_with
from core.words.properties import place_shown
from ui.common.office import Office
from ui.look.theme import Theme
from ui.widgets.button import ENTER, Button, Kind
from ui.widgets.fields import Choice, mark_wrong, offer, text_field
from ui.widgets.label import label, paragraph, set_ink
from ui.widgets.layouts import STRETCH, Named, hbox, nest_at, vbox, widget_of
from ui.widgets.message_band import Act


class SourceField(QWidget):
    """The choice, a field for the words of another way, and one for the day."""

    def __init__(self, theme: Theme, *, name: str, today: date) -> None:
        super().__init__()
        title = _("Où l’avez-vous lue\u202f?")
        options = [("", title), *How.choices()]
        self.choice = Choice(theme, options, name=f"{name}-told", title=title)
        self.choice.setMinimumWidth(theme.px(120))
        self.way = text_field(theme, name=f"{name}-way", title=_("Par quel moyen"), hint=_("Par quel moyen"))
        self.day = text_field(theme, name=f"{name}-seen", title=_("Relevée le"), hint=_("jj/mm/aaaa"))
        self.day.setText(day_short(today))
        self.day.setMaximumWidth(theme.px(130))
        self._when = widget_of(hbox(label(_("Relevée le"), ink="muted"), self.day, STRETCH, spacing=8))
        for widget in (self.way, self._when):
            widget.hide()
        self.choice.currentIndexChanged.connect(self._follow)
        vbox(self.choice, self.way, self._when, on=self, spacing=6)

    def told(self) -> ValueSource | None:
        """Return what was chosen; None while nothing is. A day that cannot be read is a day to come, which is
        refused."""
        how = self.choice.value()
        return ValueSource(How(how), parse_day(self.day.text()) or date.max, self.way.text().strip()) if how else None

    def point(self, code: str, problem: str) -> bool:
        """Mark what is missing here, and tell whether it is."""
        mark_wrong(self.choice, problem if code == "TOLD_MISSING" else "")
        mark_wrong(self.day, problem if code == "TOLD_DAY" else "")
        mark_wrong(self.way, problem if code in ("TOLD_WAY", "ADDRESS_DIRECTORY") else "")
        if code == "TOLD_MISSING":
            self.choice.setFocus()
        elif code == "TOLD_DAY":
            self.day.setFocus()
        elif code in ("TOLD_WAY", "ADDRESS_DIRECTORY"):
            self.way.setFocus()
        return code in ("TOLD_MISSING", "TOLD_DAY", "TOLD_WAY", "ADDRESS_DIRECTORY")

    def _follow(self) -> None:
        self.way.setVisible(self.choice.value() == How.OTHER)
        self._when.setVisible(bool(self.choice.value()))
        mark_wrong(self.choice, "")


class SavedValue(Struct, frozen=True):
    """What became of what was typed: ``problem`` is empty when it is kept, else the sentence to show beside the field,
    in the colour ``ink``; ``code`` names it. ``both``: somebody else set it meanwhile, and the sheet asks."""

    problem: str = ""
    ink: str = "forbidden"
    code: str = ""
    both: BothValues | None = None


def keep(office: Office, lead_id: int, changes: Sequence[Change], told: ValueSource | None) -> SavedValue:
    """Keep values of a sheet and return what to show beside the field."""
    try:
        done = editing.edit(office.store, lead_id, changes, told=told, by=office.by, at=office.now())
    except TwoValues as problem:
        return SavedValue(problem.text, code=problem.code, both=problem.both)
    except UserError as problem:
        return SavedValue() if problem.code == "CORRECTION_NONE" else SavedValue(problem.text, code=problem.code)
    act = Act(_("Annuler"), partial(_take_back, office, done))
    if done.opposed is not None:
        since = day(done.opposed.astimezone(AGENCY_ZONE).date())
        words = _("Cette personne s’oppose depuis le {day}.").format(day=since)
        office.say("opposed", words, _("Rien n’est gardé."), act=act)
        return SavedValue(f"{words} {_('Rien n’est gardé.')}", "opposed", "OPPOSED")
    _say(office, done, act)
    return SavedValue()


def _say(office: Office, done: Edited, act: Act) -> None:
    if done.held:
        office.say("caution", _("Cette adresse ressemble à une adresse bloquée."), _("La lettre est retenue."), act=act)
    elif done.known:
        name = _("Déjà sur la fiche de {name}.").format(name=done.known)
        office.say("caution", name, _("Est-ce la même personne\u202f?"), act=act)
    elif any(one.field == "address" for one in done.changed):
        office.say("done", _("Adresse complétée."), _("La lettre dira d’où elle vient."), act=act)
    else:
        words = ", ".join(one.said for one in done.changed)
        words = f"{words}. {shared_with(done.also)}" if done.also else words
        office.say("done", _("Enregistré."), words[:1].upper() + words[1:], act=act)


def _take_back(office: Office, done: Edited) -> None:
    with office.trying():
        undo_edit(office.store, done, by=office.by, at=office.now())
        column = ", ".join(one.label for one in done.changed) or _("opposition")
        back = _("{column}\u202f: la valeur d’avant est revenue.").format(column=column)
        office.say("done", _("Changement annulé."), back[:1].upper() + back[1:])


class UnsavedEntry(Struct, frozen=True):
    """What was typed for a person and not kept: the fields by their key, and where it was read."""

    texts: Mapping[str, str]
    told: str


Kept = Callable[[Sequence[Change], ValueSource | None], SavedValue]
"""What keeps the values typed."""
ADDRESS = ("NEXT_ADDRESS", "NEXT_ADDRESS_PART", "NEXT_RETURNED")
_ONE = {"NEXT_SITE": "site", "NEXT_SUPPLIER": "supplier", "NEXT_DAY": "seen", "NEXT_TOWN": "property_town"}


def has_fields(code: str) -> bool:
    """Tell whether what a sentence asks for is typed on the sheet."""
    return code in ADDRESS or code in _ONE


class CompleteForm(Named, QWidget):
    """The fields, « Garder », and « Garder et suivant » when others are to be completed. Signal: ``given_up``, Échap
    gave the fields their first values back. ``keep`` keeps what is typed, ``keep_on`` too and then opens the next to
    complete; ``home``: the address known so far; ``known``: what may be meant, for a site or a supplier."""

    given_up = Signal()

    def __init__(
        self, theme: Theme, code: str, *, keep: Kept, today: date, home: Contact | None = None,
        place: tuple[str, str] = ("", ""), known: Sequence[str] = (), keep_on: Kept | None = None,
    ) -> None:  # fmt: skip
        super().__init__(name="step-form")
        self._theme, self._code, self._keep, self._keep_on, self._home = theme, code, keep, keep_on, home
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)
        self._fields: dict[str, QLineEdit] = {}
        self._problem = paragraph("", "caption", ink="forbidden", name="step-problem")
        self._problem.hide()
        self.told = SourceField(theme, name="step", today=today)
        if code in ADDRESS:
            self._add_address(home, place)
        else:
            self._add_one(_ONE[code], known)
            self.told.hide()
        vbox(self._grid, self.told, self._problem, self._buttons(), on=self, margins=(0, 4, 0, 0), spacing=8)

    def field(self, key: str) -> QLineEdit:
        """Return a field by its key."""
        return self._fields[key]

    def first(self) -> QLineEdit:
        """Return the first field that is empty, else the first."""
        return next((one for one in self._fields.values() if not one.text()), next(iter(self._fields.values())))

    def typed(self) -> bool:
        """Tell whether something was typed that is not kept yet."""
        return any(field.isModified() for field in self._fields.values())

    def unkept(self) -> UnsavedEntry | None:
        """Return what was typed and is not kept, None for nothing."""
        texts = {key: field.text() for key, field in self._fields.items() if field.isModified()}
        return UnsavedEntry(texts, self.told.choice.value()) if texts else None

    def take_up(self, unkept: UnsavedEntry) -> None:
        """Show again what was typed before another person was looked at."""
        for key, text in unkept.texts.items():
            self._fields[key].setText(text)
            self._fields[key].setModified(True)
        self.told.choice.choose(unkept.told)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep what is typed on Entrée, wherever the focus is, and go on to the next; stay here with Ctrl+Entrée; give
        the first values back on Échap."""
        if event.key() in ENTER:
            stays = self._keep_on is None or event.modifiers() & Qt.KeyboardModifier.ControlModifier
            # Later: what is kept makes the sheet again and deletes this form.
            QTimer.singleShot(0, self, self.keep_typed if stays else self.keep_and_go_on)
            return
        if event.key() == Qt.Key.Key_Escape and self.typed():
            for field in self._fields.values():
                field.setModified(False)
            self.given_up.emit()
            return
        super().keyPressEvent(event)

    def keep_typed(self) -> None:
        """Keep what is typed, or show beside the fields why it cannot be."""
        self._keep_by(self._keep)

    def keep_and_go_on(self) -> None:
        """Do the same, then open the next to complete."""
        self._keep_by(self._keep_on or self._keep)

    def _keep_by(self, keep: Kept) -> None:
        typed = {key: field.text().strip() for key, field in self._fields.items()}
        empty = next((field for key, field in self._fields.items() if not typed[key]), None)
        if empty is not None:
            self._show(SavedValue(_("Remplissez ce champ\u202f: {field}.").format(field=empty.accessibleName())), empty)
            return
        if self._code in ADDRESS:
            home = self._home or Contact()
            was = place_shown(home.value, home.postcode, home.town)
            change = Change("address", typed["address"], home.id, typed["postcode"], typed["town"], was)
        else:
            [(key, value)] = typed.items()
            change = Change(key, value, was="")
        modified = [field for field in self._fields.values() if field.isModified()]
        for field in modified:  # Before: once it is kept, the next person may be shown at once.
            field.setModified(False)
        answer = keep([change], self.told.told())
        if answer.problem and answer.both is None:
            for field in modified:
                field.setModified(True)
            self._show(answer, self.first())

    def _buttons(self) -> QWidget:
        """Return the buttons: one under the other when large text leaves no room for both."""
        kinds: tuple[Kind, ...] = ("primary",) if self._keep_on is None else ("secondary", "primary")
        stay = Button(self._theme, _("Garder"), name="step-keep", kind=kinds[0], key="Entrée")
        made = [(stay, self.keep_typed)]
        if self._keep_on is not None:
            stay.dress(_("Garder"), icon="", key="Ctrl+Entrée")
            on = Button(self._theme, _("Garder et suivant"), name="step-keep-on", kind="primary", key="Entrée")
            made.insert(0, (on, self.keep_and_go_on))
        widget = QWidget()
        column = vbox(on=widget, spacing=6)
        for button, run in made:
            # The connection is queued, because what is kept makes the sheet again and deletes the button pressed.
            button.clicked.connect(run, Qt.ConnectionType.QueuedConnection)
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        return widget

    def _show(self, answer: SavedValue, field: QLineEdit) -> None:
        self._problem.setText(answer.problem)
        set_ink(self._problem, answer.ink)
        self._problem.show()
        for one in self._fields.values():
            mark_wrong(one, "")
        if not self.told.point(answer.code, answer.problem):
            mark_wrong(field, answer.problem)
            field.setFocus()

    def _add_address(self, home: Contact | None, place: tuple[str, str]) -> None:
        code, town = (home.postcode or place[0], home.town or place[1]) if home else place
        self._add("address", _("Adresse"), home.value if home else "", line=0)
        self._make("postcode", _("Code postal"), code, hint=_("Code postal"))
        self._make("town", _("Commune"), town, hint=_("Commune"))
        place_fields = hbox((self._fields["postcode"], 2), (self._fields["town"], 3), spacing=8)
        self._grid.addWidget(label(_("Commune"), ink="muted"), 1, 0)
        nest_at(self._grid, place_fields, 1, 1)
        self._fields["postcode"].textEdited.connect(self._complete_town)

    def _complete_town(self, typed: str) -> None:
        """Fill the town from its postcode, or offer those that share it."""
        texts = places.towns_of(typed)
        field = self._fields["town"]
        if len(texts) == 1:
            field.setText(texts[0])
        elif texts and not places.agrees(typed, field.text()):
            field.clear()
        offer(field, texts)

    def _add_one(self, key: str, known: Sequence[str]) -> None:
        titles = {
            "site": _("Site"), "supplier": _("Fournisseur"), "seen": _("Vue le"), "property_town": _("Commune"),
        }  # fmt: skip
        self._add(key, titles[key], "", line=0)
        offer(self._fields[key], known)

    def _add(self, key: str, title: str, value: str, *, line: int) -> None:
        made = self._make(key, title, value)
        self._grid.addWidget(label(title, ink="muted", of=made), line, 0)
        self._grid.addWidget(made, line, 1)

    def _make(self, key: str, title: str, value: str, hint: str = "") -> QLineEdit:
        made = text_field(self._theme, name=f"step-{key}", title=title, hint=hint)
        made.setText(value)
        made.setMinimumWidth(self._theme.px(60))
        self._fields[key] = made
        return made
