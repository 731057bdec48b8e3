"""« Ce qui permet d’appeler »: every title of a person with its end, its proof and its flaw, and the forms that add
one, one each: running contract, request by the person, professional. Also two short dialogs, to withdraw an agreement
and to print a form."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import assert_never

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QMenu, QWidget

from core.actions.calling import calldesk, consent_forms, consenting, proof_copies, titles
from core.actions.calling.openings import CallTitle, held
from core.actions.common.people import Who
from core.base.errors import UserError
from core.base.i18n import _
from core.base.moments import AGENCY_ZONE
from core.base.records import Struct
from core.base.screen_shapes import day
from core.model.channel import TitleKind
from core.model.opposing import SAID_HOWS, RefusalHow
from core.model.verdict import Light
from core.words.verdicts import reference, sentence
from ui.common.file_dialogs import ask_save, over
from ui.common.office import Office
from ui.pages.calls.consent_form import open_consent_form, typed_day
from ui.pages.calls.proof import ProofDialog, ask_of, check_proof, show_proof
from ui.pages.calls.reading import typed_hour
from ui.widgets.button import Button
from ui.widgets.card import MarginRows
from ui.widgets.flow import Turning
from ui.widgets.focus import FocusRing
from ui.widgets.form import FieldRow, Form
from ui.widgets.label import label, paragraph
from ui.widgets.layouts import STRETCH, Named, drop, hbox, vbox, widget_of
from ui.widgets.pages import scrolled
from ui.widgets.verdict import LightMark

PDF = "PDF (*.pdf)"
OTHER_TITLES = tuple(kind for kind in TitleKind if kind is not TitleKind.CONSENT)


class KindForm(Struct, frozen=True):
    """The form of a kind of title: its name, what it opens, its primary, what is said once it is recorded, its fields,
    the first to be typed, and what records them."""

    title: str
    opens: str
    verb: str
    done: str
    rows: Callable[[], list[FieldRow]]
    first: str
    record: "Callable[[TitleForm], None]"


def open_title_form(office: Office, lead_id: int, kind: TitleKind, parent: QWidget | None = None) -> bool:
    """Ask for a title of a lead, or of the one it was joined to, and record it; return whether one was recorded."""
    return ask_of(office, lead_id, lambda now: TitleForm(office, now, kind, parent))


class TitleForm(ProofDialog):
    """One form for the three kinds, which differ in their fields and in the action called."""

    def __init__(self, office: Office, lead_id: int, kind: TitleKind, parent: QWidget | None = None) -> None:
        form = form_of(kind)
        super().__init__(office, parent, name=kind.value, title=form.title, verb=form.verb)
        self._who = Who(lead_id)
        self._asked = form
        with office.store.read() as r:
            desk = calldesk.desk(r, lead_id, office.law, at=office.now())
        self._person = desk.sheet.row.name if desk.sheet is not None else ""
        self.form = self.make_form(form.rows())
        self.lay_out(_("{title}, {name}").format(title=form.title, name=self._person), form.opens, self.form)
        self.form.field(form.first).setFocus()

    def record(self) -> None:
        """Record what is typed; when something is missing, show the sentence of the law."""
        if not self.form.check_all():
            return
        try:
            self._asked.record(self)
        except UserError as problem:
            self.refuse(problem.text)
            return
        self._office.say("done", self._asked.done, self._person)
        self.accept()

    def contract(self) -> None:
        """Record a running contract."""
        titles.contract(
            self._office.store, self._who, number=self.form.value("number"), object_=self.form.value("object"),
            start=self._day("start"), end=self._day("end"), proof=self._proof(), by=self._office.by,
            at=self._office.now(),
        )  # fmt: skip

    def request(self) -> None:
        """Record a request by the person."""
        titles.request(
            self._office.store, self._who, object_=self.form.value("object"), received=self._received(),
            how=self.form.value("how"), asker=self.form.value("asker"), proof=self._proof(), by=self._office.by,
            at=self._office.now(),
        )  # fmt: skip

    def professional(self) -> None:
        """Record a professional."""
        titles.professional(
            self._office.store, self._who, number=self.form.value("siren"), company=self.form.value("company"),
            object_=self.form.value("object"), end=self._day("end"), proof=self._proof(), by=self._office.by,
            at=self._office.now(),
        )  # fmt: skip

    def _proof(self) -> Path | None:
        return Path(self.form.value("proof")) if self.form.value("proof") else None

    def _day(self, key: str) -> date | None:
        return typed_day(self.form.value(key))

    def _received(self) -> datetime | None:
        day, clock = self._day("day"), typed_hour(self.form.value("hour"))
        return datetime.combine(day, clock, AGENCY_ZONE) if day and clock else None


def _contract_rows() -> list[FieldRow]:
    return [
        FieldRow("number", _("Numéro du mandat"), narrow=True),
        FieldRow("object", _("Objet"), help=_("Ce que le mandat confie\u202f: «\u202fvente de la maison\u202f».")),
        FieldRow("start", _("Début"), hint=_("ex. 01/10/2026"), narrow=True, check=_check_day),
        FieldRow("end", _("Fin"), hint=_("ex. 31/03/2027"), narrow=True, check=_check_day),
        _proof_row(_("Mandat numérisé")),
    ]


def _request_rows() -> list[FieldRow]:
    return [
        FieldRow("object", _("Ce qu’elle demande"), help=_("Vous vous en tiendrez là.")),
        FieldRow("day", _("Reçue le"), hint=_("ex. 24/11/2026"), narrow=True, check=_check_day),
        FieldRow("hour", _("À"), hint=_("ex. 14:30"), narrow=True, check=_check_hour),
        FieldRow("how", _("Comment"), help=_("E-mail, courrier, formulaire de votre site, comptoir…")),
        FieldRow("asker", _("De qui"), help=_("Si ce n’est pas la personne de la fiche.")),
        _proof_row(_("Copie de la demande")),
    ]


def _professional_rows() -> list[FieldRow]:
    return [
        FieldRow("siren", _("SIREN"), hint=_("neuf chiffres"), narrow=True),
        FieldRow("company", _("Société")),
        FieldRow("object", _("Activité"), help=_("Ce pour quoi vous l’appelez\u202f: «\u202fvente de lots\u202f».")),
        FieldRow("end", _("Jusqu’au"), hint=_("ex. 31/12/2027"), narrow=True, help=_("Vide si rien ne le dit."),
                 check=_check_day),
        _proof_row(_("Preuve")),
    ]  # fmt: skip


def _proof_row(title: str) -> FieldRow:
    return FieldRow("proof", title, help=_("PDF, image ou e-mail, 20 Mo au plus."), check=check_proof)


def _check_day(value: str) -> str:
    return "" if not value or typed_day(value) else _("Écrivez la date comme ceci\u202f: 24/11/2026.")


def _check_hour(value: str) -> str:
    return "" if not value or typed_hour(value) is not None else _("Écrivez l’heure comme ceci\u202f: 14:30.")


def form_of(kind: TitleKind) -> KindForm:
    """Return the form of a kind; an agreement has a page of its own. Raises ValueError for it."""
    match kind:
        case TitleKind.CONTRACT:
            return KindForm(
                _("Mandat en cours"), _("Il ouvre les appels à son sujet seulement, de son début à sa fin."),
                _("Enregistrer le mandat"), _("Mandat enregistré, preuve jointe."), _contract_rows, "number",
                TitleForm.contract,
            )  # fmt: skip
        case TitleKind.REQUEST:
            return KindForm(
                _("Demande de la personne"),
                _("Vous pouvez y répondre pendant cinq jours ouvrables, sur ce qu’elle demande et rien d’autre. "
                  "Prudence."),
                _("Enregistrer la demande"), _("Demande enregistrée, copie jointe."), _request_rows, "object",
                TitleForm.request,
            )  # fmt: skip
        case TitleKind.PROFESSIONAL:
            return KindForm(
                _("Professionnel"),
                _("Vous appelez une société pour son activité. Une SCI familiale ou une indivision est un "
                  "particulier."),
                _("Enregistrer le professionnel"), _("Professionnel enregistré, preuve jointe."), _professional_rows,
                "siren", TitleForm.professional,
            )  # fmt: skip
        case TitleKind.CONSENT:
            raise ValueError(kind)
        case _:
            assert_never(kind)


class ShortDialog(Named, QDialog):
    """A dialog with a title, a sentence, fields, a primary button and « Annuler »."""

    def __init__(
        self, office: Office, parent: QWidget | None, rows: Sequence[FieldRow], *, name: str, title: str, told: str,
        verb: str,
    ) -> None:  # fmt: skip
        super().__init__(over(parent), name=f"{name}-dialog", title=title)
        self._office = office
        self.setWindowTitle(title)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.form = Form(office.theme, rows, name=name)
        cancel = Button(office.theme, _("Annuler"), name=f"{name}-cancel", press=self.reject)
        self.keep = Button(office.theme, verb, name=f"{name}-keep", kind="primary", press=self.accept)
        vbox(
            paragraph(title, "title"),
            paragraph(told, ink="muted"),
            (scrolled(self.form, name=f"{name}-area"), 1),
            hbox(STRETCH, cancel, self.keep, spacing=8),
            on=self,
            margins=(20, 16, 20, 12),
        )
        self._ring = FocusRing(office.theme, self)
        # What scrolls asks for the lines of its narrowest width.
        lines = self.form.minimumSizeHint().height() - self.form.sizeHint().height()
        wide, high = office.theme.px(620), self.sizeHint().height() + max(lines, 0)
        room = parent.window().size() if parent is not None else self.screen().availableSize()
        self.resize(min(wide, room.width()), min(high, room.height()))

    def asked(self) -> bool:
        """Show the dialog; return whether the primary button was pressed."""
        is_done = self.exec() == int(QDialog.DialogCode.Accepted)
        drop(self)
        return is_done


def take_back_dialog(office: Office, parent: QWidget | None) -> ShortDialog:
    """Return the dialog that asks which agreements are withdrawn and how the person said so (C. consom., art.
    R223-3)."""
    rows = [
        FieldRow("scope", _("Elle ne veut plus"), "choice",
                 options=(("all", _("Ni appels, ni e-mails, ni SMS")), ("calls", _("D’appels seulement")))),
        FieldRow("how", _("Elle l’a dit par"), "choice",
                 options=tuple((how.value, how.shown) for how in SAID_HOWS if how is not RefusalHow.LIST)),
    ]  # fmt: skip
    return ShortDialog(
        office, parent, rows, name="take-back", title=_("Retirer l’accord"), verb=_("Enregistrer le retrait"),
        told=_("Un mot suffit, sans raison. Si elle ne veut plus rien recevoir, lettres comprises\u202f: F8."),
    )  # fmt: skip


def take_back(office: Office, lead_id: int, parent: QWidget | None) -> bool:
    """Ask, then withdraw the person's agreements; return whether some were."""
    dialog = take_back_dialog(office, parent)
    if not dialog.asked():
        return False
    calls_only = dialog.form.value("scope") == "calls"
    how = dialog.form.value("how")
    count = 0
    with office.trying():
        count = consenting.withdraw_all(
            office.store, lead_id, by=office.by, at=office.now(), how=how, calls_only=calls_only
        )
        words = _("Plus aucun appel.") if calls_only else _("Ni appels, ni e-mails, ni SMS.")
        office.say("done", _("Accord retiré."), words)
    return bool(count)


def print_dialog(office: Office, parent: QWidget | None) -> ShortDialog:
    """Return the dialog that asks which form and where it will be signed."""
    rows = [
        FieldRow("kind", _("Formulaire"), "choice",
                 options=tuple((key, _(name)) for key, name in consent_forms.NAMES.items())),
        FieldRow("place", _("Lieu"), help=_("Vide pour l’écrire à la main.")),
    ]  # fmt: skip
    return ShortDialog(
        office, parent, rows, name="print-form", title=_("Imprimer un formulaire"), verb=_("Choisir où l’écrire…"),
        told=_("L’accord est une feuille à part, sans rien de coché. Aucun service n’en dépend."),
    )  # fmt: skip


def print_form(office: Office, lead_id: int | None, parent: QWidget | None) -> bool:
    """Ask for a form and write it as PDF; return whether one was written."""
    dialog = print_dialog(office, parent)
    if not dialog.asked():
        return False
    kind, place = dialog.form.value("kind"), dialog.form.value("place")
    out = ask_save(parent, office.seat, _("Imprimer un formulaire"), f"formulaire-{kind}.pdf", PDF)
    if out is None:
        return False
    try:
        consent_forms.print_form(office.store, kind, out, by=office.by, at=office.now(), lead_id=lead_id, place=place)
    except UserError as problem:
        office.complain(problem)
        return False
    office.say("done", _("Formulaire prêt à imprimer."), out.name)
    return True


class TitlesCard(MarginRows):
    """The card. ``changed`` is emitted when a title was added, answered, withdrawn or closed in it."""

    changed = Signal()

    def __init__(self, office: Office, *, name: str = "titles") -> None:
        super().__init__(office.theme, _("Ce qui permet d’appeler"), name=name)
        self._office = office
        self._grid.setVerticalSpacing(12)
        self._lead_id: int | None = None
        self.in_force: Sequence[CallTitle] = ()
        self.add_button = Button(office.theme, _("Ajouter"), name=f"{name}-add", kind="link", icon="plus")
        self.add_button.setAccessibleName(_("Ajouter ce qui permet d’appeler"))
        self.menu = self._menu()
        self.add_button.clicked.connect(self._open_menu)
        head = self._head.layout()
        assert head is not None, "laid out by MarginRows"  # noqa: S101
        head.addWidget(self.add_button)

    def show_lead(self, lead_id: int) -> None:
        """Show the titles of a lead, as judged now."""
        with self._office.store.read() as r:
            found = held(r, lead_id, self._office.law, at=self._office.now())
        self.show_titles(lead_id, found)

    def show_titles(self, lead_id: int, found: Sequence[CallTitle]) -> None:
        """Show the titles of a lead, already read."""
        if (lead_id, found) == (self._lead_id, self.in_force) and self._row:
            return
        self._lead_id, self.in_force = lead_id, found
        widget = self.window().focusWidget()
        if widget is not None and self.isAncestorOf(widget):  # Its row goes: the keyboard stays in the card.
            self.add_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.clear()
        for place, title in enumerate(found):
            self.add(self._mark(title), self._row_of(title, place), line=place > 0)
        if not found:
            self.add(None, paragraph(_("Rien pour le moment\u202f: l’accord vient de la personne."),
                                     ink="muted", name=f"{self.objectName()}-none"))  # fmt: skip

    def copy_proof(self, one: CallTitle) -> None:
        """Write the copy of a proof, to be given to the person (C. consom., art. R223-2)."""
        out = ask_save(self, self._office.seat, _("Copie de la preuve"), f"preuve-accord-{one.id}.pdf", PDF)
        if out is None:
            return
        with self._office.trying():
            files = proof_copies.copy_proof(self._office.store, one.id, out, by=self._office.by, at=self._office.now())
            self._office.say("done", _("Copie de la preuve prête à remettre."), ", ".join(file.name for file in files))
        self._again()

    def _row_of(self, one: CallTitle, place: int) -> QWidget:
        widget = QWidget()
        words = vbox(label(one.head, semibold=True), on=widget, spacing=1)
        for line in one.lines:
            words.addWidget(paragraph(line, ink="muted"))
        state, ink = self._state(one)
        words.addWidget(paragraph(state, ink=ink, name=f"{self.objectName()}-state-{place}"))
        widget.setAccessibleName(". ".join((one.head, *one.lines, state)))
        actions = QWidget()
        column = vbox(on=actions, spacing=0)
        for word, name, run in self._actions(one):
            button = Button(self._office.theme, word, name=f"{self.objectName()}-{name}-{place}", kind="link", tall=26)
            button.setAccessibleName(f"{word}, {one.head}")
            button.clicked.connect(run)
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        return Turning(self._office.theme, widget, actions)

    @staticmethod
    def _state(one: CallTitle) -> tuple[str, str]:
        if one.flaw is not None:
            return f"{sentence(one.flaw)} ({reference(one.flaw)})", "forbidden"
        if one.ends is None:
            return _("Sans fin connue"), "muted"
        until = _("Jusqu’au {day}").format(day=day(one.ends))
        if one.soon and one.kind is not TitleKind.REQUEST:
            return _("{until}\u202f: proposez dès maintenant un nouveau formulaire.").format(until=until), "wait"
        return until, "muted"

    def _actions(self, one: CallTitle) -> list[tuple[str, str, Callable[[], object]]]:
        found: list[tuple[str, str, Callable[[], object]]] = []
        proof = one.proof
        if proof is not None:
            found.append((_("Voir la preuve"), "see", lambda: show_proof(self._office, proof)))
        if one.kind is TitleKind.CONSENT:
            if proof is not None:
                found.append((_("Copie de la preuve"), "copy", lambda: self.copy_proof(one)))
            if one.alive:
                found.append((_("Retirer…"), "withdraw", self._take_back))
        elif one.alive and one.kind is TitleKind.REQUEST:
            found.append((_("Répondue"), "answered", lambda: self._end(titles.answered, one)))
        elif one.alive:
            found.append((_("Arrêter"), "close", lambda: self._end(titles.close, one)))
        return found

    def _mark(self, one: CallTitle) -> QWidget:
        return widget_of(hbox(LightMark(self._office.theme, self._light(one)), margins=(0, 2, 0, 0)))

    @staticmethod
    def _light(one: CallTitle) -> Light:
        if one.flaw is None:
            return Light.ALLOWED
        return Light.WAIT if one.flaw.code == "CONTRACT_NOT_BEGUN" else Light.FORBIDDEN

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        menu.setObjectName(f"{self.objectName()}-menu")
        menu.setAccessibleName(_("Ajouter ce qui permet d’appeler"))
        menu.addAction(_("Accord signé…"), self._add_consent)
        for kind in OTHER_TITLES:
            menu.addAction(form_of(kind).title + "…", self._adder(kind))
        menu.addSeparator()
        menu.addAction(_("Imprimer un formulaire…"), self.print_form)
        return menu

    def _open_menu(self) -> None:
        self.menu.popup(self.add_button.mapToGlobal(self.add_button.rect().bottomLeft()))

    def _adder(self, kind: TitleKind) -> Callable[[], None]:
        def add() -> None:
            if self._lead_id is not None and open_title_form(self._office, self._lead_id, kind, self):
                self._again()

        return add

    def _add_consent(self) -> None:
        if self._lead_id is not None and open_consent_form(self._office, self._lead_id, self):
            self._again()

    def print_form(self) -> None:
        """Ask which form of agreement to print, and where it is written."""
        print_form(self._office, self._lead_id, self)

    def _take_back(self) -> None:
        if self._lead_id is not None and take_back(self._office, self._lead_id, self):
            self._again()

    def _end(self, action: Callable[..., None], one: CallTitle) -> None:
        with self._office.trying():
            action(self._office.store, one.id, by=self._office.by, at=self._office.now())
        self._again()

    def _again(self) -> None:
        if self._lead_id is not None:
            self.show_lead(self._lead_id)
        self.changed.emit()
