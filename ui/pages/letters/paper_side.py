"""The paper of the letter chosen, as it will leave; above it, which letter the person gets, why, and what may be
decided instead."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QWidget

from core.actions.common.kept_files import letter_content, letters_folder, letters_laid_out, seen_folder
from core.actions.letters import noticing, redrawing
from core.actions.letters.choosing import ENGLISH, FRENCH, NEUTRAL, ONCE, READ, TWICE, USUAL, decide
from core.actions.letters.noticing import UNWRITTEN, letter_chosen
from core.base.errors import UserError
from core.base.i18n import _
from core.model.letter import LetterFacts, file_of
from core.notices.explained import EXPLAIN, explained
from core.records.notice import Notice
from core.store.notices import LetterLine
from core.words import letters as words
from ui.common.office import Office
from ui.common.one_job import open_file
from ui.common.preview import Preview
from ui.pages.letters.rows import TO_PRINT
from ui.widgets.button import Button
from ui.widgets.fields import CheckBox
from ui.widgets.flow import flow
from ui.widgets.label import paragraph
from ui.widgets.layouts import Named, hbox, nest, vbox
from ui.widgets.message_band import Act


def letter_pdf(office: Office, letter: LetterLine) -> bytes:
    """Return the letter from its file when it was made, else as it would be printed now. Raises UserError."""
    if letter.letter_id is not None:
        pdf = letter_content(office.store, file_of(letter.reference))
        if pdf is not None:
            return pdf
    return noticing.preview(office.store, letter.id, at=office.now()).pdf


def _facts(office: Office, letter: LetterLine) -> LetterFacts:
    """Return the facts of a letter: as it was made, else as it would be now."""
    with office.store.read() as r:
        notice = r.get(Notice, letter.letter_id) if letter.letter_id is not None else None
        day = office.now().date()
        if notice is None:
            return noticing.letter_facts(r, letter.id, office.settings, day=day, reference=UNWRITTEN)
    return redrawing.as_made(office.store, notice)


def is_changed(office: Office, letter: LetterLine) -> bool:
    """Tell whether a letter made says something else than the sheet says now; not while its server is away."""
    if office.store.away is not None:
        return False
    with office.store.read() as r:
        notice = r.get(Notice, letter.letter_id) if letter.letter_id is not None else None
    pdf = redrawing.registered_pdf(office.store, notice) if notice is not None else None
    return notice is not None and pdf is not None and redrawing.changed_since(office.store, notice, pdf)


def open_letters(office: Office) -> None:
    """Open the folder of the letters; of a sealed base or a team's, one of clear copies of those not posted, until the
    program ends."""
    folder = letters_folder(office.store)
    folder.mkdir(exist_ok=True)
    if office.store.is_sealed() or office.store.shelf is not None:
        with office.store.read() as r:
            letters = r.of(Notice, posted_at=None, withdrawn_at=None)
        with letters_laid_out(office.store, [letter.file for letter in letters if letter.file]) as paths:
            folder = seen_folder(office.store, paths)
    open_file(office, str(folder))


class ChosenLetterBar(Named, QFrame):
    """The reason and its buttons. ``decided``: the agency chose another letter; ``again``: the letter made is to be
    made once more."""

    decided = Signal()
    again = Signal()

    def __init__(self, office: Office) -> None:
        super().__init__(name="letter-chosen")
        self._office = office
        self._lead: int | None = None
        theme = office.theme
        self.setProperty("ground", "surface")
        self._why = paragraph("", name="letter-chosen-why")
        self._of = paragraph(_(words.READ_OF), "caption", ink="muted", name="letter-read-of")
        self._remark = paragraph("", "caption", ink="wait", name="letter-remark")
        self.correct = Button(theme, _("Corriger la fiche"), name="letter-correct", kind="link")
        self.correct.clicked.connect(lambda: office.go("leads", self._lead))
        self.read = self._link(words.READ, "letter-read", READ)
        self.neutral = self._link(words.NEUTRAL, "letter-neutral", NEUTRAL)
        self.usual = self._link(words.USUAL, "letter-usual", USUAL)
        self.english = self._link(words.ENGLISH, "letter-english", ENGLISH)
        self.french = self._link(words.FRENCH, "letter-french", FRENCH)
        self.once = self._link(words.ONCE, "letter-once", ONCE)
        others = (self.neutral, self.usual, self.english, self.french, self.once)
        self._of_lead = (self._remark, self.correct, self._of, self.read, *others)
        self.anew = Button(theme, _("Préparer de nouveau"), name="letter-again", press=self.again)
        column = vbox(
            self._why, self._remark, self.correct, self._of, self.read, on=self, margins=(20, 10, 20, 10), spacing=2
        )
        nest(column, flow(*others, self.anew, spacing=12))
        self.show_letter(None)

    def _link(self, said: str, name: str, letter: str) -> Button:
        return Button(self._office.theme, _(said), name=name, kind="link", press=partial(self._decide, letter))

    def show_letter(self, letter: LetterLine | None) -> None:
        """Show why a person gets the letter to be made; of one to print or to post, that its sheet changed since."""
        if letter is not None and letter.state in TO_PRINT and is_changed(self._office, letter):
            self._show_changed(printed=letter.state == "printed")
        else:
            self._show_lead(letter.id if letter is not None and letter.letter_id is None else None)

    def _show_changed(self, *, printed: bool) -> None:
        self._lead = None
        said = _("La fiche a changé depuis\u202f: préparez la lettre de nouveau.")
        self._why.setText(f"{said} {_('L’ancienne n’est plus bonne à poster.')}" if printed else said)
        for one in self._of_lead:
            one.hide()
        self.anew.show()
        self.show()

    def _show_lead(self, lead_id: int | None) -> None:
        """Show why a lead gets its letter; nothing for None."""
        self._lead = lead_id
        self.setVisible(lead_id is not None)
        if lead_id is None:
            return
        self.anew.hide()
        chosen = letter_chosen(self._office.store, lead_id, at=self._office.now())
        self._why.setText(words.chosen_words(chosen))
        self._remark.setText(words.remark_words(chosen))
        for one in (self._remark, self.correct):
            one.setVisible(bool(chosen.remarks))
        self._of.setVisible(chosen.may_read)
        self.read.setVisible(chosen.may_read)
        self.neutral.setVisible(chosen.may_be_neutral)
        self.usual.setVisible(bool(chosen.decided))
        self.english.setVisible(not chosen.english)
        self.french.setVisible(chosen.english)
        self.once.setVisible(chosen.variant == "e")

    def _decide(self, letter: str) -> None:
        office = self._office
        if (lead := self._lead) is None:
            return
        with office.trying():
            decide(office.store, lead, letter, by=office.by, at=office.now())
            if letter == ONCE:
                office.say("done", _(words.ONCE_DONE), act=Act(_("Annuler"), partial(self._take_back, lead)))
        self.decided.emit()

    def _take_back(self, lead: int) -> None:
        office = self._office
        with office.trying():
            decide(office.store, lead, TWICE, by=office.by, at=office.now())
            office.say("note", _("Une seconde lettre est de nouveau possible."))


SAME_LETTER_MS = 1000
"""A letter that does not look changed is drawn again after so long without news: an import brings some four times a
second."""


class PaperSide(QWidget):
    """The paper; ``read()`` gives the letter to show, None for none."""

    def __init__(self, office: Office, read: Callable[[], LetterLine | None]) -> None:
        super().__init__()
        self._office = office
        self._read = read
        self._drawn: LetterLine | None = None
        self.timer = QTimer(self, singleShot=True)
        self.timer.timeout.connect(self.draw)
        self.preview = Preview(office.theme, whole=True)
        self.chosen = ChosenLetterBar(office)
        self.chosen.decided.connect(self.draw)
        self.explain = CheckBox(office.theme, _(EXPLAIN), name="letter-explain")
        self.explain.clicked.connect(self.draw)
        vbox(self.chosen, hbox(self.explain, margins=(20, 4, 20, 4)), (self.preview, 1), on=self, spacing=0)

    def follow(self, letter: LetterLine | None) -> None:
        """Draw the letter after the list, since composing it takes longer than one frame; later when it looks the
        same."""
        self.timer.start(SAME_LETTER_MS if letter == self._drawn else 0)

    def draw(self) -> None:
        """Draw the letter as it is now."""
        letter = self._drawn = self._read()
        self.chosen.show_letter(letter)
        if letter is None:
            self.preview.show_words("")
            return
        try:
            pdf = letter_pdf(self._office, letter)
            if self.explain.isChecked():
                self.preview.show_sentences(explained(_facts(self._office, letter)))
            else:
                self.preview.show_pdf(pdf, letter.name)
        except UserError as problem:
            self.preview.show_words(problem.text)

    def draw_lead(self, lead_id: int) -> None:
        """Draw the letter of somebody who is not in the list."""
        self.timer.stop()
        office = self._office
        with office.trying():
            self.preview.show_pdf(noticing.preview(office.store, lead_id, at=office.now()).pdf, "")
