"""« Rejoindre une équipe »: four words find the agency and say what it is; one button makes this computer a seat of it.
What speaks to the network is loaded when it is asked for, and waits in a thread."""

from collections.abc import Callable
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QWidget
from shiboken6 import isValid

from core.base.errors import UserError
from core.base.i18n import _, n_
from core.base.progress import Progress
from core.base.records import Struct
from core.base.screen_shapes import number
from core.model.seat import Rights, TeamSeen
from core.words.errors import error
from ui.common.office import Office
from ui.pages.start.word_fields import WordFields
from ui.widgets.button import ENTER, Button
from ui.widgets.card import Surface
from ui.widgets.fields import Radio, text_field
from ui.widgets.form import WIDE, Form
from ui.widgets.header import PageHeader
from ui.widgets.label import label, paragraph
from ui.widgets.layouts import STRETCH, drop_all, hbox, nest, vbox
from ui.widgets.mark import IconLabel, ProblemLine
from ui.widgets.pages import scrolled
from ui.widgets.wizard import WizardFooter, WizardSteps


class JoinRequest(Struct, frozen=True):
    """What a seat asks for: see :func:`core.team.joining.join`."""

    folder: Path
    words: str
    at: str
    seat: str = ""
    person: str = ""


Work = Callable[[JoinRequest, Progress], Any]


def look(request: JoinRequest, _progress: Progress) -> TeamSeen:
    """Return what the team of the words is. Raises UserError."""
    try:
        from core.team import joining  # noqa: PLC0415 - a first start alone never speaks to a server
    except ModuleNotFoundError as problem:  # Installed for one seat alone.
        raise error("SERVER_ABSENT") from problem
    return joining.look(request.words, request.at)


def join(request: JoinRequest, _progress: Progress) -> str:
    """Make this folder, whose base is open here, that of a seat. Raises UserError."""
    from core.team import joining  # noqa: PLC0415 - see above

    return joining.join(request.folder, request.words, request.seat, request.at, person=request.person, here=True)


class JoinPage(QWidget):
    """The page. ``went_back``: nothing is changed anywhere; ``joined``: the folder is that of a seat from now on, and
    the window is to be opened again."""

    went_back = Signal()
    joined = Signal()
    joining = False
    """The folder may become that of a seat at any moment: nothing else is done here."""

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office, self._theme = office, office.theme
        self._seen: TeamSeen | None = None
        self._turn = 0
        self.setObjectName("join")
        self.setAccessibleName(_("Rejoindre une équipe"))
        header = PageHeader(self._theme, _("Rejoindre une équipe"), name="join-header")
        self.steps = WizardSteps(self._theme, (_("Les mots"), _("Vous"), _("Prêt")), name="join-steps")
        header.add_widget(self.steps)
        self._form = Form(self._theme, (), name="join-form")
        self._add_words()
        self._add_agency()
        self.footer = WizardFooter(self._theme, cancel=_("Autre agence"), name="join-footer")
        sheet = QWidget()
        vbox((self._form, 1), on=sheet, margins=(6, 0, 20, 0))
        self.problem = ProblemLine(self._theme, name="join-problem")
        line = hbox(self.problem, margins=(20, 0, 20, 8))
        vbox(header, (scrolled(sheet, name="join-sheet"), 1), line, self.footer, on=self, spacing=0)
        self.steps.asked.connect(self.other_agency)
        self.footer.back.connect(self.leave)
        self.footer.cancelled.connect(self.other_agency)
        self.footer.forward.connect(self.go_on)
        self._show(None)

    def take_focus(self) -> None:
        """Give the focus to the first word."""
        self.words.fields[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on by Entrée, and back by Échap."""
        if event.key() in ENTER and not event.isAutoRepeat():
            self.go_on()
        elif event.key() == Qt.Key.Key_Escape:
            self.leave()
        event.accept()

    def leave(self) -> None:
        """Give up what is being looked for, else go back; a joining under way goes to its end."""
        if self.joining:
            return
        if self._search.isHidden():
            self.went_back.emit()
        self._give_up()

    def _give_up(self) -> None:
        self._turn += 1
        self._search.hide()

    def _change(self) -> None:
        """Forget what other words found."""
        self._give_up()
        self._show(None)

    def other_agency(self) -> None:
        """Ask for other words."""
        if not self.joining:
            self.words.clear()
            self._show(None)
            self.take_focus()

    def go_on(self) -> None:
        """Do what the button says: look for the agency, then join it."""
        self.problem.show_problem("")
        if self.joining or not self._search.isHidden():
            return
        if self._seen is None:
            if not self.words.next_empty():
                self._search.show()
                self._run(look, JoinRequest(self._office.folder, self.words.code(), self.at.text()), self._show)
            return
        person, seat = self._person(), self.seat.text().strip()
        if not person:
            self.problem.show_problem(_("Dites qui vous êtes."))
        elif not seat:
            self.problem.show_problem(_("Donnez un nom à ce poste."))
        else:
            request = JoinRequest(self._office.folder, self.words.code(), self._seen.at, seat, person)
            self._hold(True)
            self._run(join, request, lambda _check: self.joined.emit())

    def _run(self, work: Work, request: JoinRequest, done: Callable[[Any], object]) -> None:
        self._turn += 1
        turn = self._turn

        def then(what: Callable[[Any], object], result: object) -> None:
            # A command of the menus may have left the page meanwhile.
            if turn == self._turn and isValid(self):
                self._search.hide()
                self._hold(False)
                what(result)

        self._office.jobs.run(
            work, request, done=partial(then, done), failed=partial(then, self._refused), lane="thread"
        )

    def _refused(self, problem: UserError) -> None:
        if problem.code in ("TEAM_NOBODY", "TEAM_AWAY", "TEAM_WHERE"):
            self._show_address()
        if problem.code == "CODE_WRONG":
            self._show(None)
            self.take_focus()
        nobody = _("Aucun poste de l’agence sur ce réseau. Tapez l’adresse que montre l’autre poste.")
        self.problem.show_problem(nobody if problem.code == "TEAM_NOBODY" else problem.text)

    def _hold(self, joining: bool) -> None:
        self.joining = joining
        self._form.setEnabled(not joining)
        self.steps.show_current(3 if joining else 2 if self._seen else 1)
        for button in (self.footer.back_button, self.footer.cancel_button, self.footer.forward_button):
            button.setEnabled(not joining)

    def _add_words(self) -> None:
        self.words = WordFields(self._theme)
        self._mark = IconLabel(self._theme, "check", _("Agence trouvée"), ink="allowed", name="join-found")
        self._search = label(_("Recherche sur le réseau…"), ink="muted", name="join-search")
        self._search.hide()
        for sign in (self._mark, self._search):
            self.words.row.add_widget(sign)
        self._lost = Button(self._theme, _("Ce poste ne trouve rien\u202f?"), name="join-lost", kind="link")
        self._lost.clicked.connect(self._show_address)
        hint = _("Majuscules et accents n’ont pas d’importance.")
        under = self._form.add_part(_("Les mots"), self.words, hint)
        under.addWidget(self._lost, 0, Qt.AlignmentFlag.AlignLeft)
        self.at = text_field(self._theme, name="join-at", title=_("Adresse"), hint="192.168.1.12:47846")
        self.at.setMaximumWidth(self._theme.px(WIDE))
        network = _("Les deux ordinateurs doivent être sur le même réseau, pas sur le Wi-Fi des clients.")
        self._form.add_part(_("Adresse"), self.at, network)
        self._form.show_part(self.at, False)
        self.words.changed.connect(self._change)
        self.words.completed.connect(self.go_on)

    def _show_address(self) -> None:
        self._form.show_part(self.at, True)
        self._lost.hide()
        self.at.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add_agency(self) -> None:
        self.card = Surface(self._theme)
        self._form.add_part(_("Agence"), self.card)
        self._people = QWidget()
        self._choices = vbox(on=self._people, spacing=6)
        self.name = text_field(self._theme, name="join-name", title=_("Votre nom"), hint=_("Votre nom"))
        self.name.setMaximumWidth(self._theme.px(WIDE))
        under = self._form.add_part(_("Vous êtes"), self._people)
        under.addWidget(self.name)
        self.seat = text_field(self._theme, name="join-seat", title=_("Ce poste"))
        self.seat.setMaximumWidth(self._theme.px(WIDE))
        self._form.add_part(_("Ce poste"), self.seat, _("Le nom que l’équipe verra."))
        self._facts = QWidget()
        fact = IconLabel(self._theme, "check", _("Vous verrez tout, tout de suite"), ink="allowed")
        vbox(fact, paragraph(_("Les mêmes fiches, les mêmes refus"), ink="muted"), on=self._facts, spacing=2)
        self._form.add_part(_("Ici"), self._facts)

    def _show(self, seen: TeamSeen | None) -> None:
        """Show what the words found; nothing of an agency before."""
        self._seen = seen
        self._mark.setVisible(seen is not None)
        self._lost.setVisible(seen is None and not self.at.isVisibleTo(self))
        for part in (self.card, self._people, self.seat, self._facts):
            self._form.show_part(part, seen is not None)
        fact = _("Les quatre mots s’affichent sur le poste d’un collègue\u202f: Réglages, Équipe, Ajouter un poste.")
        verb = _("&Trouver l’agence")
        self.footer.cancel_button.setVisible(seen is not None)
        if seen is not None:
            fact = _("Rien n’est changé sur le poste {seat} avant ce bouton.").format(seat=seen.seat)
            verb = _("&Rejoindre l’agence")
            self._fill_card(seen)
            self._fill_people(seen)
            self.seat.setText(_("Bureau {n}").format(n=seen.seats + 1))
        self._hold(False)
        self.footer.show_step(fact, verb, key=_("Entrée"))

    def _fill_card(self, seen: TeamSeen) -> None:
        drop_all(self.card.body)
        name = _("{agency}, à {town}").format(agency=seen.agency, town=seen.town) if seen.town else seen.agency
        counts = (
            n_("{n} prospect", "{n} prospects", seen.leads).format(n=number(seen.leads)),
            n_("{n} refus", "{n} refus", seen.refusals).format(n=number(seen.refusals)),
            n_("{n} poste", "{n} postes", seen.seats).format(n=number(seen.seats)),
        )
        where = _("Poste {seat}, de {user}, sur ce réseau").format(seat=seen.seat, user=seen.user)
        self._agency = paragraph(name, "heading", name="join-agency")
        words = vbox(self._agency, paragraph(where, ink="muted"), paragraph(", ".join(counts), ink="muted"), spacing=2)
        also = label(_("Le poste {seat} affiche aussi\u202f:").format(seat=seen.seat), "caption", ink="muted")
        check = label(seen.check, "heading", name="join-check")
        check.setAlignment(Qt.AlignmentFlag.AlignRight)
        row = hbox((words, 1), vbox(also, check, STRETCH, spacing=4), margins=(16, 12, 16, 12), spacing=16)
        nest(self.card.body, row)

    def _fill_people(self, seen: TeamSeen) -> None:
        drop_all(self._choices)
        self.people: dict[str, Radio] = {}
        self._group = QButtonGroup(self)
        if seen.person:
            choices = {seen.person: f"{seen.person}, {Rights(seen.rights).shown}"}
        else:
            free = _("Sans poste pour l’instant")
            choices = {
                person: f"{person} · {_('Poste {seat}').format(seat=seat) if seat else free}"
                for person, seat in seen.people
            } | {"": _("Quelqu’un d’autre…")}
        for place, (person, words) in enumerate(choices.items()):
            self.people[person] = radio = Radio(self._theme, words, name=f"join-person-{place}")
            radio.toggled.connect(self._ask_name)
            self._group.addButton(radio)
            self._choices.addWidget(radio, 0, Qt.AlignmentFlag.AlignLeft)
        first = next(iter(self.people))
        self.people[first].setChecked(len(self.people) == 1)
        for before, after in pairwise((self.at, *self.people.values(), self.name)):
            self.setTabOrder(before, after)
        self._ask_name()
        self.people[first].setVisible(bool(first))  # Nobody to choose among: the name is typed.
        (self.people[first] if first else self.name).setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask_name(self) -> None:
        self.problem.show_problem("")
        self.name.setVisible("" in self.people and self.people[""].isChecked())

    def _person(self) -> str:
        chosen = next((person for person, radio in self.people.items() if radio.isChecked()), None)
        return self.name.text().strip() if chosen == "" else chosen or ""
