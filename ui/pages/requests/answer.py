"""The answer to a request: its letter to copy, how it was sent, why it is refused, or why it takes longer."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from core.actions.rights import answering, replies, requests
from core.base.errors import UserError
from core.base.french import day
from core.base.i18n import _
from core.model.request import OUTCOMES, WAYS, Outcome, PersonRequest, RequestKind
from core.notices.replies import Message
from ui.common.file_dialogs import ask_save
from ui.common.office import Office
from ui.pages.requests.beside import Beside
from ui.pages.requests.steps import undo_of
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.fields import Choice, text_area, text_field
from ui.widgets.label import label, paragraph


class AnswerCard(Card):
    """The card. ``changed`` is emitted when the request must be read again."""

    changed = Signal()

    def __init__(
        self, office: Office, asked: PersonRequest, *, letter: Message | None, corrections: Sequence[str]
    ) -> None:
        """``letter``: of an erasure just done; ``corrections``: what was just corrected."""
        super().__init__(office.theme, _("La réponse"), name="answer-card")
        self._office = office
        self._asked = asked
        self._letter = letter or self._read(corrections)
        self.words = text_area(office.theme, name="answer-words", title=_("Lettre de réponse"), lines=12)
        self.words.setReadOnly(True)
        self.words.setPlainText(self._letter if isinstance(self._letter, str) else self._letter.text)
        self.body.addWidget(self.words)
        self._copy = Button(office.theme, _("Copier le texte"), name="answer-copy", icon="copy")
        self._copy.clicked.connect(self.copy)
        self.to = text_area(office.theme, name="answer-to", title=_("Adresse où répondre"), lines=3)
        self._print = Button(office.theme, _("Enregistrer en PDF…"), name="answer-pdf", icon="print")
        self._print.clicked.connect(self.save_pdf)
        self.body.addWidget(self._build_paper())
        self.how = Choice(
            office.theme, [(key, _(name)) for key, name in WAYS.items()], name="answer-how",
            title=_("Réponse partie par"),
        )  # fmt: skip
        self.how.choose(asked.how if asked.how in WAYS else "letter")
        self._sent = Button(office.theme, self._verb(), name="answer-sent", kind="primary")
        self._sent.clicked.connect(self.answer)
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
        if out is None or not isinstance(letter, Message):
            return
        with office.trying():
            with office.store.read() as r:
                lead_id, to = self._asked.lead_id, self.to.toPlainText()
                answering.save_answer(r, letter, to, out, lead_id=lead_id, at=office.now())
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
                self._letter = replies.refused(r, self._asked.id, reason)
            self.words.setPlainText(self._letter.text)
            self._leave(Outcome.REFUSED, reason)

    def extend(self) -> None:
        """Add two months to the deadline, and show the letter that says so."""
        office = self._office
        with office.trying():
            due = requests.extend(office.store, self._asked.id, self.reason.text(), by=office.by, at=office.now())
            with office.store.read() as r:
                QGuiApplication.clipboard().setText(replies.extended(r, self._asked.id).text)
            words = _(
                "Nouvelle échéance : {day}. La lettre qui l’annonce est copiée : envoyez-la avant la fin du mois."
            )
            office.say("done", _("Délai prolongé."), words.format(day=day(due)))
            self.changed.emit()

    def _leave(self, outcome: Outcome, reason: str) -> None:
        office = self._office
        digest = self._asked.answer
        if isinstance(self._letter, Message) and not digest:
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

    def _read(self, corrections: Sequence[str]) -> Message | str:
        office, asked = self._office, self._asked
        try:
            with office.store.read() as r:
                if asked.kind is RequestKind.ERASURE and not replies.nothing_left(r, asked):
                    return _("La lettre s’écrit au moment d’effacer, tant que le nom est encore connu.")
                return replies.letter(r, asked.id, at=office.now(), corrections=corrections)
        except UserError as problem:
            return problem.text

    def _outcome(self) -> Outcome:
        with self._office.store.read() as r:
            return replies.outcome(r, self._asked)

    def _verb(self) -> str:
        return _("Réponse envoyée") if self._outcome() is Outcome.DONE else _("Réponse « nous n’avons rien » envoyée")

    def _build_paper(self) -> QWidget:
        with self._office.store.read() as r:
            self.to.setPlainText(answering.proposed_address(r, self._asked.lead_id))
        asked = label(_("À l’adresse"))
        asked.setBuddy(self.to)
        made = Beside(self._office.theme, asked, self.to, self._print, grows=1)
        made.setVisible(isinstance(self._letter, Message))
        return made

    def _build_open(self) -> None:
        ask = label(_("Partie par"))
        ask.setBuddy(self.how)
        self.body.addWidget(Beside(self._office.theme, self._copy, ask, self.how, self._sent))
        self.add_line()
        self.body.addWidget(self._build_other())

    def _build_other(self) -> QWidget:
        theme = self._office.theme
        self.reason = text_field(theme, name="answer-reason", title=_("Raison à donner à la personne"))
        refuse = Button(theme, _("Refuser"), name="answer-refuse")
        refuse.clicked.connect(self.refuse)
        longer = Button(theme, _("Prolonger de deux mois"), name="answer-extend")
        longer.clicked.connect(self.extend)
        why = label(_("Ce délai a déjà été prolongé."), ink="muted", name="answer-extended")
        (longer if self._asked.extended else why).hide()
        ask = label(_("Ou bien, avec une raison"))
        ask.setBuddy(self.reason)
        return Beside(theme, ask, self.reason, longer, why, refuse, grows=1)

    def _build_done(self) -> None:
        asked = self._asked
        assert asked.answered is not None and asked.outcome is not None, "it is answered"  # noqa: S101
        said = _("{outcome}, le {day} · {how}. Empreinte : {digest}.").format(
            outcome=_(OUTCOMES[asked.outcome]), day=day(asked.answered), how=_(WAYS[asked.answered_how]),
            digest=asked.answer[:12] or "–",
        )  # fmt: skip
        self.body.addWidget(paragraph(said, name="answer-said"))
        self.body.addWidget(Beside(self._office.theme, self._copy))
        for hidden in (self.how, self._sent):
            hidden.setParent(self)
            hidden.hide()
