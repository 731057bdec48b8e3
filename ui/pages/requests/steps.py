"""What a request asks to do, by kind: make the copy, correct, oppose or freeze, erase after its impact was shown; and
the answer: its letter to copy, how it was sent, why it is refused, or why it takes longer."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QBoxLayout, QWidget

from core.actions.common.jobs import OnBase, on_base
from core.actions.keeping import forgetting
from core.actions.leads import correcting
from core.actions.leads.correcting import FIELDS
from core.actions.leads.sheet_values import CIVILITIES
from core.actions.rights import access, answering, erasing_on_request, replies, requests
from core.actions.rights.access import Copied
from core.actions.rights.done import refused_since
from core.actions.rights.freezing import unfreeze
from core.base.errors import Stale, UserError
from core.base.i18n import _
from core.base.moments import local
from core.base.screen_shapes import day, labelled, listed, moment, phone_pairs
from core.model.channel import ContactKind
from core.model.forgetting import Impact
from core.model.request import UNHELD, Outcome, PersonRequest, RequestKind, RequestWay
from core.notices.replies import ReplyMessage
from core.records.contact import Contact
from core.records.lead import Lead
from core.words.keeping import goes, stays
from ui.common.file_dialogs import ask_save
from ui.common.office import Office
from ui.common.one_job import OneJob
from ui.look.theme import Theme
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.fields import CheckBox, Choice, text_area, text_field
from ui.widgets.form import FieldRow, Form
from ui.widgets.job_bar import JobBar
from ui.widgets.label import label, paragraph
from ui.widgets.layouts import Named, Themed, drop_all, fill, hbox, vbox
from ui.widgets.message_band import Act

BESIDE = 140
"""Text size in percent up to which controls stand beside each other."""


def first_stop(part: QWidget) -> QWidget | None:
    """Return the first control of ``part`` in the tab order; None when it has none."""
    for control in part.findChildren(QWidget):
        if control.focusPolicy() & Qt.FocusPolicy.TabFocus and control.isEnabled() and control.isVisibleTo(part):
            return control
    return None


class ControlRow(Themed, QWidget):
    """A row of controls. ``grows``: the place of the control that takes the room left; None leaves that room at the
    end."""

    def __init__(self, theme: Theme, *widgets: QWidget, grows: int | None = None) -> None:
        super().__init__(theme)
        self._row = hbox(on=self, spacing=10)
        for place, widget in enumerate(widgets):
            self._row.addWidget(widget, int(place == grows))
        if grows is None:
            self._row.addStretch(1)
        theme.follow(self._fit)

    def _fit(self) -> None:
        down = self._theme.scale > BESIDE
        self._row.setDirection(QBoxLayout.Direction.TopToBottom if down else QBoxLayout.Direction.LeftToRight)


class RequestStep(Named, QWidget):
    """A step of a request. ``changed`` is emitted when the request must be read again."""

    changed = Signal()

    def __init__(self, office: Office, asked: PersonRequest, *, name: str) -> None:
        super().__init__(name=name)
        self.office = office
        self.asked = asked
        self.column = vbox(on=self, spacing=8)

    def add_buttons(self, *buttons: Button) -> None:
        """Add buttons on one line."""
        self.column.addWidget(ControlRow(self.office.theme, *buttons))


class CopyStep(RequestStep):
    """Makes the ZIP of the data, as a job, where the user says."""

    def __init__(self, office: Office, asked: PersonRequest) -> None:
        super().__init__(office, asked, name="copy-step")
        words = _(
            "Tout ce que nous avons sur cette personne, et rien d’une autre : un PDF à lire, les données, ses preuves."
        )
        self.column.addWidget(paragraph(words, ink="muted"))
        self._make = Button(office.theme, _("Préparer la copie (ZIP)…"), name="copy-make", icon="download")
        self._make.clicked.connect(self._ask)
        self.add_buttons(self._make)
        bar = JobBar(office.theme, name="copy-job")
        self.column.addWidget(bar)
        self._job = OneJob(office.jobs, bar)
        if asked.answer:
            made = _("Copie préparée, empreinte {digest}.").format(digest=asked.answer[:12])
            self.column.addWidget(paragraph(made, name="copy-made"))

    def make(self, out: Path) -> None:
        """Make the copy at ``out``."""
        office = self.office
        act = partial(access.copy_for, request_id=self.asked.id, out=out, by=office.by, at=office.now())
        self._make.setEnabled(False)
        self._job.run(
            on_base, OnBase(office.folder, act), text=_("Préparation de la copie"), done=self._done,
            failed=self._failed, stopped=lambda: self._make.setEnabled(True),
        )  # fmt: skip

    def _ask(self) -> None:
        name = f"copie-{self.asked.id}.zip"
        chosen = ask_save(self, self.office.seat, _("Enregistrer la copie"), name, "ZIP (*.zip)")
        if chosen:
            self.make(chosen)

    def _done(self, made: Copied) -> None:
        self._make.setEnabled(True)
        self.office.say("done", _("Copie prête."), _("Elle est dans {file}.").format(file=made.file))
        self.changed.emit()

    def _failed(self, problem: object) -> None:
        self._make.setEnabled(True)
        self.office.complain(problem)  # type: ignore[arg-type]


class CorrectStep(RequestStep):
    """The fields of the person, to correct; whoever delivered the data gets a message."""

    corrected = Signal(object)

    def __init__(self, office: Office, asked: PersonRequest, lead_id: int) -> None:
        super().__init__(office, asked, name="correct-step")
        self._lead = lead_id
        with office.store.read() as r:
            person = r.get(Lead, lead_id)
            self._contacts = r.of(Contact, lead_id=lead_id)
        assert person is not None, "read with its sheet"  # noqa: S101
        self._held = correcting.held_fields(person)
        self._held |= {str(row.id): _shown(row.kind, row.value) for row in self._contacts}
        self.form = Form(office.theme, self._rows(), name="correct-form")
        self.form.show_values(self._held)
        self.column.addWidget(self.form)
        keep = Button(office.theme, _("Corriger la fiche"), name="correct-keep", press=self.keep)
        self.add_buttons(keep)

    def keep(self) -> None:
        """Save what was corrected."""
        office, values = self.office, self.form.values()
        changed = {name: value for name, value in values.items() if name in self._held and value != self._held[name]}
        with office.trying():
            done = correcting.correct(
                office.store, self._lead, fields={name: changed[name] for name in FIELDS if name in changed},
                contacts={row.id: changed[str(row.id)] for row in self._contacts if str(row.id) in changed},
                added=[(kind, values[f"add-{kind}"]) for kind in ContactKind if values.get(f"add-{kind}")],
                by=office.by, at=office.now(),
            )  # fmt: skip
            lines = [labelled(one.label, f"{one.before or '–'} → {one.after or '–'}") for one in done]
            office.say("done", _("Fiche corrigée."), " · ".join(lines))
            self.corrected.emit(tuple(one.said for one in done))

    def _rows(self) -> list[FieldRow]:
        civilities = tuple((civility, civility or _("Non connue")) for civility in CIVILITIES)
        rows = [
            FieldRow(name, _(title).capitalize(), "choice", options=civilities)
            if name == "civility"
            else FieldRow(name, _(title).capitalize(), narrow=name == "postcode")
            for name, title in FIELDS.items()
        ]
        rows += [FieldRow(str(row.id), ContactKind(row.kind).shown.capitalize()) for row in self._contacts]
        held = {row.kind for row in self._contacts}
        return rows + [
            FieldRow(f"add-{kind}", _("Ajouter : {what}").format(what=title))
            for kind, title in ContactKind.choices()
            if kind not in held
        ]


class HoldStep(RequestStep):
    """An objection or a freeze, which applies since it was recorded."""

    def __init__(self, office: Office, asked: PersonRequest) -> None:
        super().__init__(office, asked, name="hold-step")
        if asked.kind is RequestKind.OBJECTION:
            self._opposed()
        else:
            self._frozen()

    def _opposed(self) -> None:
        with self.office.store.read() as r:
            is_known = refused_since(r, self.asked) is not None
        words = _("L’opposition est au registre depuis que la demande est notée. Elle vaut pour tous les moyens.")
        if not is_known:
            words = _(UNHELD)
        self.column.addWidget(paragraph(words, ink="text" if is_known else "wait", name="hold-said"))

    def _frozen(self) -> None:
        lead_id = self.asked.lead_id
        with self.office.store.read() as r:
            since = r.row(Lead, lead_id).restricted_at if lead_id is not None else None
        if since is None:
            self.column.addWidget(paragraph(_("Aucun gel n’est en vigueur."), name="hold-said"))
            return
        words = _("Données gelées depuis le {moment} : plus aucun contact.").format(moment=moment(local(since)))
        self.column.addWidget(paragraph(words, name="hold-said"))
        lift = Button(self.office.theme, _("Lever le gel"), name="hold-lift", press=self.lift)
        self.add_buttons(lift)

    def lift(self) -> None:
        """End the freeze."""
        office, lead_id = self.office, self.asked.lead_id
        if lead_id is None:
            return
        with office.trying():
            sentences = unfreeze(office.store, lead_id, by=office.by, at=office.now())
            words = _("La personne doit en avoir été prévenue avant.")
            if sentences:
                words += " " + _("À prévenir aussi\u202f: {names}.").format(names=listed(sentences))
            office.say("done", _("Gel levé."), words)
            self.changed.emit()


def undo_of(office: Office, request_id: int) -> Act:
    """Return the action that undoes an answer."""

    def reopen() -> None:
        with office.trying():
            requests.reopen(office.store, request_id, by=office.by, at=office.now())
            office.say("done", _("La demande est de nouveau ouverte."))

    return Act(_("Annuler"), reopen)


def _shown(kind: str, value: str) -> str:
    return phone_pairs(value) if kind == "phone" else value


class EraseStep(RequestStep):
    """The step. ``erased(letter, address)`` is emitted when it is done; the screen alone still has the name. The letter
    is None when nothing was erased: what would go is to be read again."""

    erased = Signal(object, str)

    def __init__(self, office: Office, asked: PersonRequest, lead_id: int) -> None:
        super().__init__(office, asked, name="erase-step")
        self._lead = lead_id
        self.property_kept = CheckBox(
            office.theme, _("Garder le bien, sans lien avec la personne"), name="erase-property"
        )
        self.property_kept.setChecked(True)
        self.property_kept.toggled.connect(self._read)
        self._sheet = QWidget()
        self._lines = vbox(on=self._sheet, spacing=4)
        fill(self.column, self.property_kept, self._sheet)
        self._ask = Button(office.theme, _("Effacer…"), name="erase-ask", icon="trash")
        self._sure = Button(office.theme, _("Effacer définitivement"), name="erase-sure", kind="refusal", icon="trash")
        self._not = Button(office.theme, _("Ne pas effacer"), name="erase-not")
        self._ask.clicked.connect(lambda: self._confirm(asked=True))
        self._not.clicked.connect(lambda: self._confirm(asked=False))
        self._sure.clicked.connect(self.erase)
        self._warning = paragraph(
            _("Rien ne pourra être rétabli. La lettre de réponse est le dernier écrit à son nom : copiez-la aussitôt."),
            ink="forbidden", name="erase-warning",
        )  # fmt: skip
        self.column.addWidget(self._warning)
        self.add_buttons(self._ask, self._sure, self._not)
        self._read()
        self._confirm(asked=False)

    def erase(self) -> None:
        """Erase the person, and emit the letter."""
        office = self.office
        with office.trying():
            with office.store.read() as r:
                to = answering.proposed_address(r, self._lead)
            try:
                done, letter = erasing_on_request.erase(
                    office.store, self.asked.id, by=office.by, at=office.now(), shown=self._lead,
                    keep_property=self.property_kept.isChecked(),
                )  # fmt: skip
            except Stale as problem:
                office.complain(problem)
                self.erased.emit(None, "")
                return
            words = _("Il ne reste rien dans la base. Supprimez vous-même ce que vous avez enregistré ailleurs.")
            if not done.whole:
                words = _("Un autre programme lisait la base : la fin se fera au prochain démarrage.")
            office.say("done", _("Personne effacée."), words)
            self.erased.emit(letter, to)

    def _confirm(self, *, asked: bool) -> None:
        held = (self._ask, self._sure, self._not, self._warning)
        focused = any(one.hasFocus() for one in held)
        self._ask.setVisible(not asked)
        for widget in (self._sure, self._not, self._warning):
            widget.setVisible(asked)
        if focused:
            (self._not if asked else self._ask).setFocus(Qt.FocusReason.OtherFocusReason)

    def _read(self) -> None:
        office = self.office
        with office.store.read() as r:
            impact = forgetting.impact(
                r, self._lead, on=office.now().date(), keep_property=self.property_kept.isChecked()
            )  # fmt: skip
        drop_all(self._lines)
        self._show(impact)

    def _show(self, found: Impact) -> None:
        if found.tied:
            self._lines.addWidget(
                paragraph(_("Un contrat est en cours avec cette personne : sa preuve reste."), ink="wait")
            )
        self._lines.addWidget(label(_("Ce qui part"), semibold=True))
        for words in goes(found):
            self._lines.addWidget(paragraph(f"– {words}"))
        self._lines.addWidget(label(_("Ce qui reste, et pourquoi"), semibold=True))
        for words in stays(found):
            self._lines.addWidget(paragraph(f"– {words}"))
        if not found.opposed:
            words = _("Sans opposition, un prochain fichier peut ramener cette personne.")
            self._lines.addWidget(paragraph(words, ink="wait", name="erase-unopposed"))
        if not found.stays:
            self._lines.addWidget(paragraph(_("Rien."), ink="muted"))
        words = _("Lettres, copies et listes enregistrées ailleurs\u202f: à supprimer vous-même.")
        self._lines.addWidget(paragraph(words, ink="muted", name="erase-elsewhere"))


class AnswerCard(Card):
    """The card. ``changed`` is emitted when the request must be read again."""

    changed = Signal()

    def __init__(
        self, office: Office, asked: PersonRequest, *, letter: ReplyMessage | None, to: str, corrections: Sequence[str]
    ) -> None:
        """``letter``: of an erasure just done, ``to``: where it goes; ``corrections``: what was just corrected."""
        super().__init__(office.theme, _("La réponse"), name="answer-card")
        self._office = office
        self._asked = asked
        self._letter = letter or self._read(corrections)
        self.words = text_area(office.theme, name="answer-words", title=_("Lettre de réponse"), lines=12)
        self.words.setReadOnly(True)
        self.words.setPlainText(self._letter if isinstance(self._letter, str) else self._letter.text)
        self.body.addWidget(self.words)
        self._copy = Button(office.theme, _("Copier le texte"), name="answer-copy", icon="copy", press=self.copy)
        self.to = text_area(office.theme, name="answer-to", title=_("Adresse où répondre"), lines=3)
        self._print = Button(office.theme, _("Enregistrer en PDF…"), name="answer-pdf", icon="print")
        self._print.clicked.connect(self.save_pdf)
        self.body.addWidget(self._build_paper(to))
        self.how = Choice(
            office.theme, RequestWay.choices(), name="answer-how",
            title=_("Réponse partie par"),
        )  # fmt: skip
        self.how.choose(asked.how if RequestWay.known(asked.how) else "letter")
        self._sent = Button(office.theme, self._verb(), name="answer-sent", kind="primary", press=self.answer)
        if asked.open:
            self._build_open()
        else:
            self._build_done()

    def copy(self) -> None:
        """Copy the letter to the clipboard."""
        QGuiApplication.clipboard().setText(self.words.toPlainText())
        self._office.say("done", _("Texte copié."), _("Collez-le dans votre lettre ou votre e-mail."))

    def save_pdf(self) -> None:
        """Write the letter on the agency's paper, to the address typed, which is not kept."""
        office, letter = self._office, self._letter
        proposed = _("reponse-{id}.pdf").format(id=self._asked.id)
        out = ask_save(self, office.seat, _("Enregistrer la réponse"), proposed, "PDF (*.pdf)")
        if out is None or not isinstance(letter, ReplyMessage):
            return
        with office.trying():
            with office.store.read() as r:
                answering.save_answer(r, letter, self.to.toPlainText(), out, at=office.now())
            office.say(
                "done",
                _("Lettre enregistrée."),
                _("« {file} » : imprimez-la, puis notez l’envoi.").format(file=out.name),
            )

    def answer(self) -> None:
        """Record that the answer was sent."""
        self._leave(self._outcome(), "")

    def refuse(self) -> None:
        """Show the letter that gives the reason of the refusal, and record that it was sent."""
        reason = self.reason.text().strip()
        with self._office.trying():
            with self._office.store.read() as r:
                self._letter = replies.refused(r, self._asked.id, reason, by=self._office.by)
            self.words.setPlainText(self._letter.text)
            self._leave(Outcome.REFUSED, reason)

    def extend(self) -> None:
        """Add two months to the deadline, and show the letter that says so."""
        office = self._office
        with office.trying():
            due = requests.extend(office.store, self._asked.id, self.reason.text(), by=office.by, at=office.now())
            with office.store.read() as r:
                QGuiApplication.clipboard().setText(replies.extended(r, self._asked.id, by=office.by).text)
            words = _(
                "Nouvelle échéance : {day}. La lettre qui l’annonce est copiée : envoyez-la avant la fin du mois."
            )
            office.say("done", _("Délai prolongé."), words.format(day=day(due)))
            self.changed.emit()

    def _leave(self, outcome: Outcome, reason: str) -> None:
        office = self._office
        digest = self._asked.answer
        if isinstance(self._letter, ReplyMessage) and not digest:
            digest = requests.digest_of(self._letter.text)
        with office.trying():
            requests.answer(
                office.store, self._asked.id, outcome, how=self.how.value(), by=office.by, at=office.now(),
                reason=reason, digest=digest,
            )  # fmt: skip
            office.say(
                "done", _("Réponse notée."), _("La demande est close."), act=undo_of(office, self._asked.id)
            )  # fmt: skip
            self.changed.emit()

    def _read(self, corrections: Sequence[str]) -> ReplyMessage | str:
        office, request = self._office, self._asked
        try:
            with office.store.read() as r:
                return replies.letter(r, request.id, at=office.now(), by=office.by, corrections=corrections)
        except UserError as problem:
            return problem.text

    def _outcome(self) -> Outcome:
        with self._office.store.read() as r:
            return replies.outcome(r, self._asked)

    def _verb(self) -> str:
        return _("Réponse envoyée") if self._outcome() is Outcome.DONE else _("Réponse « nous n’avons rien » envoyée")

    def _build_paper(self, to: str) -> QWidget:
        with self._office.store.read() as r:
            self.to.setPlainText(to or answering.proposed_address(r, self._asked.lead_id))
        asked = label(_("À l’adresse"), of=self.to)
        control = ControlRow(self._office.theme, asked, self.to, self._print, grows=1)
        control.setVisible(isinstance(self._letter, ReplyMessage))
        return control

    def _build_open(self) -> None:
        ask = label(_("Partie par"), of=self.how)
        self.body.addWidget(ControlRow(self._office.theme, self._copy, ask, self.how, self._sent))
        self.add_line()
        self.body.addWidget(self._build_other())

    def _build_other(self) -> QWidget:
        theme = self._office.theme
        self.reason = text_field(theme, name="answer-reason", title=_("Raison à donner à la personne"))
        refuse = Button(theme, _("Refuser"), name="answer-refuse", press=self.refuse)
        longer = Button(theme, _("Prolonger de deux mois"), name="answer-extend", press=self.extend)
        why = label(_("Ce délai a déjà été prolongé."), ink="muted", name="answer-extended")
        (longer if self._asked.extended else why).hide()
        ask = label(_("Ou bien, avec une raison"), of=self.reason)
        return ControlRow(theme, ask, self.reason, longer, why, refuse, grows=1)

    def _build_done(self) -> None:
        request = self._asked
        assert request.answered is not None and request.outcome is not None, "it is answered"  # noqa: S101
        words = _("{outcome}, le {day} · {how}. Empreinte : {digest}.").format(
            outcome=request.outcome.shown, day=day(request.answered), how=RequestWay(request.answered_how).shown,
            digest=request.answer[:12] or "–",
        )  # fmt: skip
        fill(self.body, paragraph(words, name="answer-said"), ControlRow(self._office.theme, self._copy))
        for hidden in (self.how, self._sent):
            hidden.setParent(self)
            hidden.hide()
