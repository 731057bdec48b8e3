"""The middle column: the person, the light, the number with the one button that starts or ends the call, and the cards
below."""

from PySide6.QtCore import QElapsedTimer, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QSizePolicy, QWidget

from core.actions.calling.calldesk import Desk
from core.actions.common.people import Who
from core.base.i18n import N_, _
from core.base.moments import AGENCY_ZONE
from core.base.records import replace
from core.base.screen_shapes import NBSP, day, hour, moment
from core.model.agent import UNNAMED, SeatCall
from core.model.channel import TitleKind
from core.model.opposing import RefusalHow
from core.model.verdict import Light, Reason, Verdict
from core.notices import call_script
from core.words.register import PARTING
from core.words.steps import taken_words
from core.words.verdicts import change, sentence
from ui.common.checks import watch
from ui.common.office import Office
from ui.look.theme import Theme
from ui.pages.calls.outcomes import DoneView
from ui.pages.calls.person_cards import NoteField, OriginCard, PossibleCard, WordsCard
from ui.pages.calls.reading import CallInHand, clock, promised, property_line, received, shown_phone
from ui.pages.calls.titles_card import TitlesCard
from ui.widgets.button import Button
from ui.widgets.flow import Turning
from ui.widgets.label import ElidedLabel, label, paragraph, polish
from ui.widgets.layouts import Fitted, Named, Themed, fill, hbox, vbox, widget_of
from ui.widgets.pages import Upright, move_part, scrolled
from ui.widgets.paint import Surfaced, box
from ui.widgets.verdict import VerdictPanel

TICK_MS = 1000


class Dot(Themed, QWidget):
    """The green dot of a call going on; the timer beside it says the same in figures."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return a square of 10 at 100 %."""
        return QSize(self._theme.px(10), self._theme.px(10))

    def paintEvent(self, _event: QPaintEvent) -> None:
        side = min(self.width(), self.height())
        box(QPainter(self), self._theme, self.rect(), ground="allowed", edge="", radius=side / 2)


class DialLine(Surfaced, QFrame):
    """The line. Signals: ``call_asked``, to start or end the call; ``receive_asked``, the person is calling;
    ``other_asked``, to show their next number."""

    call_asked = Signal()
    receive_asked = Signal()
    other_asked = Signal()

    def __init__(self, office: Office) -> None:
        super().__init__(office.theme, name="dial", title=_("Numéro"))
        self._office = office
        self._phone = ""
        self._call: CallInHand | None = None
        self._whose: Who | None = None
        self._taken: SeatCall | None = None
        self._shown = QElapsedTimer()
        theme = office.theme
        self._number = label("", "number", name="number")
        self._number.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._copy = Button(theme, _("Copier"), name="copy-number", kind="link", press=self.copy)
        self._other = Button(theme, _("Autre numéro"), name="other-number", kind="link", press=self.other_asked)
        self._told = paragraph("", ink="muted", name="dial-told")
        self._dot = Dot(theme)
        self._timer = label("", "verdict", name="timer")
        self._received = Button(theme, _("Appel reçu"), name="note-received", kind="link", press=self.receive_asked)
        self._received.setAccessibleName(_("Noter un appel reçu de cette personne"))
        self.main = Button(theme, _("Appeler"), name="call", kind="primary", key="F9", press=self.call_asked)
        self._ticking = QTimer(self, interval=TICK_MS)
        self._ticking.timeout.connect(self.tick)
        number, doing = QWidget(), QWidget()
        hbox(self._number, self._copy, self._other, (self._told, 1), on=number, spacing=8)
        hbox(self._dot, self._timer, self._received, self.main, on=doing, spacing=8)
        hbox(Turning(theme, number, doing), on=self, margins=(16, 10, 16, 10))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

    def show_desk(self, desk: Desk, call: CallInHand | None) -> None:
        """Show the number of ``desk``, and the call with it."""
        if desk.who != self._whose:
            self._whose = desk.who
            self._shown.start()
        self._phone, self._call = desk.who.phone, call
        self._taken = self._office.store.calls().get(desk.lead_id or 0) if call is None else None
        free = call is not None or desk.verdict.allowed
        self._show_number(large=free, several=len(desk.phones) > 1 and call is None)
        self._told.setText(self._sentence(desk, call))
        self._dot.setVisible(call is not None and call.live)
        self._timer.setVisible(call is not None and not call.found)
        self._received.setVisible(call is None and desk.verdict.allowed)
        self._show_button(desk, call)
        self.tick()
        if call is not None and call.live:
            self._ticking.start()
        else:
            self._ticking.stop()

    def is_read(self) -> bool:
        """Tell whether this person has been shown for longer than a double press takes: before, nobody read the
        name."""
        return self._shown.elapsed() >= QApplication.doubleClickInterval()

    def copy(self) -> None:
        """Copy the number to the clipboard in E.164, as a softphone takes it (``tel:`` links are not reliable, trap
        16)."""
        if self._phone:
            QGuiApplication.clipboard().setText(self._phone)
            self._office.say("done", _("Numéro copié."), _("Collez-le dans votre téléphone."))

    def _show_number(self, *, large: bool, several: bool) -> None:
        words = shown_phone(self._phone) if self._phone else _("Aucun numéro")
        self._number.setText(words)
        self._number.setAccessibleName(_("Numéro {phone}").format(phone=words))
        role, ink = ("number", "text") if large and self._phone else ("verdict", "muted")
        if self._number.property("role") != role:
            self._number.setProperty("role", role)
            self._number.setProperty("ink", ink)
            polish(self._number)
        self._copy.setVisible(large and bool(self._phone))
        self._other.setVisible(several)

    def _sentence(self, desk: Desk, call: CallInHand | None) -> str:
        if call is not None:
            return self._call_sentence(call)
        if self._taken is not None:
            return taken_words(self._taken)
        if desk.verdict.allowed:
            return ""
        if desk.verdict.light is Light.OPPOSED:
            return _("La composition est fermée : la personne s’est opposée.")
        if desk.verdict.light is Light.WAIT:
            return _("La composition s’ouvrira avec le feu.")
        return _("La composition est fermée tant que le feu est rouge.")

    @staticmethod
    def _call_sentence(call: CallInHand) -> str:
        if call.found:
            began = _("Appel du {day} à {hour}, sans issue.")
            return began.format(day=f"{call.started:%d/%m}", hour=hour(call.started))
        if call.outcome:
            return _("Issue à corriger.")
        if not call.live:
            return _("Raccroché : choisissez l’issue.")
        return _("Appel reçu") if call.direction == "in" else ""

    def _show_button(self, desk: Desk, call: CallInHand | None) -> None:
        live, free = call is not None and call.live, desk.verdict.allowed and self._taken is None
        self.main.setVisible(call is None or live)
        self.main.kind = "secondary" if live or not free else "primary"
        self.main.dress(_("Terminer") if live else _("Appeler"), icon="", key="F9")
        if live or free:
            self.main.allow()
        else:
            self.main.refuse(self._told.text())

    def tick(self) -> None:
        if self._call is not None:
            self._timer.setText(clock(self._call.lasted(self._office.now())))


SHORT = 500
"""Height, at 100 %, under which the light of a call is its word alone, and the number to dial is kept in sight."""
LEAST = 40
"""Height that what scrolls keeps, in pixels, whatever stands above and below."""
INBOUND = Reason("INBOUND", "TEL-26-07", "", "D", blocks=False)
TO_CALL_BACK = N_("Pour la rappeler, il faudra sa demande, notée avec son objet, ou son accord signé.")


class Inside(QWidget):
    """The part that scrolls. It asks for the height of its real width: the height of its narrowest width would leave
    a blank at the bottom."""

    def minimumSizeHint(self) -> QSize:
        """Return its narrowest width and no height."""
        return QSize(super().minimumSizeHint().width(), 0)


class PersonColumn(Named, Fitted, QWidget):
    """Shows one :class:`Desk` and the call with that person. Signals of links: ``sheet_asked``, ``consent_asked``,
    ``proof_asked``, and ``make_sheet_asked`` for a caller without one."""

    make_sheet_asked = Signal()
    sheet_asked = Signal()
    consent_asked = Signal()
    proof_asked = Signal()

    def __init__(self, office: Office) -> None:
        super().__init__(name="person")
        self._office = office
        theme = office.theme
        self._name = ElidedLabel("", "title", name="person-name")
        self._about = paragraph("", ink="muted", name="person-about")
        self._consent = Button(theme, _("Enregistrer un accord"), name="record-consent", kind="link")
        self._sheet = Button(theme, _("Ouvrir la fiche"), name="open-sheet", kind="link", press=self.sheet_asked)
        self._make = Button(theme, _("Créer la fiche"), name="make-sheet", key="F2", press=self.make_sheet_asked)
        self.panel = VerdictPanel(theme)
        self.dial = DialLine(office)
        self.possible = PossibleCard(theme)
        self.titles = TitlesCard(office)
        self.origin = OriginCard(theme)
        self.words = WordsCard(theme)
        self.done = DoneView(theme)
        self.note = NoteField(theme)
        self._talking = self._agrees = False
        self._free = False
        self._law = paragraph("", "caption", ink="muted", name="law-day")
        self._consent.clicked.connect(self.consent_asked)
        self.panel.proof.clicked.connect(self.proof_asked)
        column = Upright(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head())
        self._pinned = vbox(margins=(20, 4, 20, 8), spacing=8)
        fill(column, self._pinned, (self._scroll(), 1))
        self._foot = vbox()
        fill(column, self._foot, self._below(), self.done.foot)
        theme.changed.connect(self._fit)

    def show_desk(self, desk: Desk, call: CallInHand | None, *, done: bool) -> None:
        """Show a person. ``call``: the one going on with them; ``done``: their opposition was just recorded."""
        talking = call is not None
        opened = desk.verdict.allowed or talking
        self._show_head(desk, talking=talking)
        self._talking, self._free = talking and not done, opened and not done
        self._show_panel(desk, call, done=done)
        self.dial.setVisible(not done)
        self.origin.setVisible(not done)
        self.possible.setVisible(not opened and not done)
        # An agreement may be withdrawn in the middle of the call it allowed (C. consom., art. R223-3).
        self.titles.setVisible(desk.lead_id is not None and not done)
        self.words.setVisible(opened and not done)
        self._note_holder.setVisible(talking)
        self.done.setVisible(done)
        self.done.foot.setVisible(done)
        self._law.setVisible(not opened and not done)
        if not done:
            self._fill(desk, call, opened=opened)
        self._fit()

    def _fill(self, desk: Desk, call: CallInHand | None, *, opened: bool) -> None:
        self.dial.show_desk(desk, call)
        self.possible.show_desk(desk)
        if desk.lead_id is not None:
            self.titles.show_lead(desk.lead_id)
        answer = call_script.where_from(desk.sheet, given=desk.given, own=desk.own)
        self.origin.show_desk(desk, answer, self._office.now().date())
        self._show_words(desk, call, answer)
        # What is to be said comes first, with the answer of the card below it.
        is_told = opened and not self.words.isHidden() and (call is None or call.direction == "out")
        self.origin.fold(folded=is_told)
        move_part(self.origin, self._column, self._column.indexOf(self.words) + is_told)
        law = _("Ce feu applique les textes en vigueur au {day}. Il n’est pas un conseil juridique.")
        self._law.setText(law.format(day=day(self._office.now().date())))

    def machine(self, call: CallInHand | None) -> str:
        """Return what to say to an answering machine during ``call``; what one that is received cannot be."""
        if call is None:
            return ""
        if call.direction == "in":
            return received(known=call.who.lead_id is not None)
        kind, _values = call_script.opened_by(call.verdict) if call.verdict is not None else (None, {})
        said = call_script.voicemail(self._speaker(), requested=kind is TitleKind.REQUEST)
        words = said.sentence[:1].lower() + said.sentence[1:]
        return _("Répondeur : {words}").format(words=words)

    def show_top(self) -> None:
        """Scroll to the top, because another person is shown."""
        self.area.verticalScrollBar().setValue(0)

    def _fit(self) -> None:
        """Keep in sight what the step needs: during a call the light and the number, above what scrolls; before it,
        where the height is short, the number that may be dialled, or the letter to prepare, under what scrolls."""
        talking, short = self._talking, self.height() < self._office.theme.px(SHORT)
        under = self._free and short and not talking
        brief = talking and short
        self._pinned.setContentsMargins(20, 4 * talking, 20, 8 * talking)
        letter = self.possible.letter_button
        write = short and not self.possible.isHidden() and not letter.isHidden() and letter.isEnabled()
        self._foot.setContentsMargins(20, 8 * (under or write), 20, 12 * (under or write))
        move_part(letter, self._foot if write else self.possible.letter_place, 0)
        move_part(self.panel, self._pinned if talking else self._column, 0)
        after = 1 if talking else self._column.indexOf(self.possible if self._free else self._law)
        move_part(self.dial, self._pinned if talking else self._foot if under else self._column, after)
        self.panel.shorten(short=talking, brief=brief)
        self._about.setVisible(not brief)
        self._consent.setVisible(self._agrees and not brief)
        # Whole, on the lines its width asks for: the number and the button that calls or ends the call are never cut.
        self.dial.setMinimumHeight(self.dial.heightForWidth(self.width() - 40) if talking or under else 0)

    def _speaker(self) -> call_script.Speaker:
        name = self._office.by if self._office.by != UNNAMED else ""
        return call_script.Speaker(name, self._office.settings.agency)

    def _show_head(self, desk: Desk, *, talking: bool) -> None:
        is_known = desk.sheet is not None
        name = desk.sheet.row.name if desk.sheet is not None else ""
        self._name.setText(name or shown_phone(desk.who.phone) or desk.who.key)
        sentences = [_("Aucune fiche ne porte ce numéro")]
        if desk.sheet is not None:
            row = desk.sheet.row
            sentences = [property_line(desk.sheet), "" if talking else promised(row, self._office.now())]
            if row.agent not in ("", self._office.by):
                sentences.append(_("Suivi par {user}").format(user=row.agent))
        self._about.setText(f"{NBSP}· ".join(part for part in sentences if part))
        self._agrees = is_known and desk.verdict.light is not Light.OPPOSED
        self._sheet.setVisible(is_known)
        self._make.setVisible(talking and not is_known and desk.verdict.light is not Light.OPPOSED)

    def _show_panel(self, desk: Desk, call: CallInHand | None, *, done: bool) -> None:
        verdict = desk.verdict
        if done:
            verdict = replace(verdict, reasons=verdict.reasons[:1])
        elif call is not None and call.verdict is not None and not _changed_their_mind(verdict):
            # The verdict of the start, kept with the call as a proof, holds until its end; cautions matter before it.
            verdict = replace(call.verdict, reasons=call.verdict.reasons[:1])
        answering = call is not None and call.direction == "in"
        if answering and verdict.light is not Light.OPPOSED:
            self.panel.show_verdict(_answering(verdict), note="" if verdict.allowed else _(TO_CALL_BACK))
            return
        proof = _("Voir la preuve") if verdict.allowed and desk.proof is not None else ""
        incoming = _(PARTING) if _refused_meanwhile(desk, call) else sentence(INBOUND) if answering else ""
        self.panel.show_verdict(verdict, note=incoming or self._note(desk, verdict, done=done), proof=proof)

    @staticmethod
    def _note(desk: Desk, said: Verdict, *, done: bool) -> str:
        """Return how an opposition reached the agency; otherwise empty, since the panel says what would change the
        verdict."""
        row = desk.sheet.row if desk.sheet is not None else None
        how = RefusalHow.known(row.opposed_how) if row is not None else None
        if said.light is not Light.OPPOSED or row is None or row.opposed_at is None or how is None:
            return ""
        when = moment(row.opposed_at.astimezone(AGENCY_ZONE))
        words = _("Opposition enregistrée le {when} ({how}).").format(when=when, how=how.shown.lower())
        return words if done else f"{words} {change(said.reasons[0])}."

    def _show_words(self, desk: Desk, call: CallInHand | None, answer: call_script.ScriptPart) -> None:
        speaker = self._speaker()
        if call is not None and call.direction == "in":
            self.words.show_cases(call_script.incoming(speaker), call_script.version())
            return
        verdict = call.verdict if call is not None and call.verdict is not None else desk.verdict
        if desk.sheet is None:
            return
        points = call_script.opening(speaker, desk.sheet, verdict, given=desk.given, company=desk.company)
        self.words.show_points(points, call_script.version(), asked=answer)
        is_offered = call is None or (call.verdict is not None and not _refused_meanwhile(desk, call))
        self.words.setVisible(bool(points) and is_offered)

    def _head(self) -> QWidget:
        names, links = QWidget(), QWidget()
        vbox(self._name, self._about, on=names, spacing=0)
        row = hbox(on=links, spacing=8)
        fill(row, self._make, self._consent, self._sheet)
        return widget_of(hbox(Turning(self._office.theme, names, links), margins=(20, 12, 20, 8)))

    def _scroll(self) -> QScrollArea:
        inside = Inside()
        inside.setProperty("plain", True)
        self._column = vbox(on=inside, margins=(20, 4, 20, 12), spacing=12)
        for widget in (
            *(self.panel, self.dial, self.possible, self.origin, self.words),
            *(self.titles, self.done, self._law),
        ):
            self._column.addWidget(widget)
        self._column.addStretch(1)
        area = scrolled(inside, name="person-scroll", across=False)
        area.setMinimumHeight(LEAST)
        area.viewport().setAutoFillBackground(False)
        self.area = area
        self.words.reached.connect(lambda sentence: area.ensureWidgetVisible(sentence, 0, 24))
        # The scroll bar takes twelve pixels from the margin, so that the cards keep their width and their border.
        area.verticalScrollBar().rangeChanged.connect(
            lambda _low, high: self._column.setContentsMargins(20, 4, 8 if high else 20, 12)
        )
        return area

    def _below(self) -> QWidget:
        self._note_holder = QWidget()
        vbox(self.note, watch(self.note, name="note-caution"), on=self._note_holder, margins=(20, 4, 20, 14))
        return self._note_holder


def _answering(said: Verdict) -> Verdict:
    """Return that a call received may be answered, whatever the law says of calling that person."""
    return replace(said, allowed=True, light=Light.ALLOWED, reasons=(INBOUND,))


def _changed_their_mind(said: Verdict) -> bool:
    """Tell whether the person refused, or withdrew an agreement, since the call began."""
    withdrawn = any(reason.blocks and reason.code == "CONSENT_WITHDRAWN" for reason in said.reasons)
    return said.light is Light.OPPOSED or withdrawn


def _refused_meanwhile(desk: Desk, call: CallInHand | None) -> bool:
    """Tell whether the person refuses since the call that goes on began: a refusal noted here ends it."""
    since = desk.sheet.row.opposed_at if desk.sheet is not None else None
    return call is not None and call.live and since is not None and since >= call.started
