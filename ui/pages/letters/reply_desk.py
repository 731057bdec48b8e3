"""The replies that came back: a reference typed or a pile of scans dropped, what each coupon says ticked by a person,
and all that is clear recorded at once."""

import shutil
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from core.actions.common.jobs import OnBase, on_base
from core.actions.common.kept_files import key_of, letter_content, read_kept
from core.actions.common.scratch import begun
from core.actions.replies import recording, several
from core.actions.replies.piles import AnsweredLetter, PileAsked, PileRow, read_pile
from core.actions.replies.recording import Recorded
from core.actions.replies.several import CouponOutcome, CouponReply, with_page
from core.base.errors import UserError
from core.base.i18n import _, n_
from core.base.moments import AGENCY_ZONE
from core.store.port import Store
from core.words.steps import step_sentence
from ui.common.file_dialogs import choose_scans
from ui.common.office import Office
from ui.common.one_job import OneJob
from ui.common.preview import Preview
from ui.look.theme import Theme
from ui.pages.calls.consent_form import open_consent_form
from ui.pages.letters.reply_panel import (
    REFUSED_ALL_THE_SAME,
    ReplyLine,
    ReplyPanel,
    line_of,
    read_again,
    recorded_words,
    reply_columns,
    to_record,
    told_of,
    whose,
)
from ui.widgets.button import ENTER, Button
from ui.widgets.fields import text_field
from ui.widgets.job_bar import JobBar
from ui.widgets.keys import figure
from ui.widgets.label import label, paragraph
from ui.widgets.layouts import Fitted, Named, hbox, vbox
from ui.widgets.lists.table import ListTable
from ui.widgets.message_band import Act


class ReplyTop(QWidget):
    """The reference, the files and the progress of their reading."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.reference = text_field(
            theme, name="replies-reference", title=_("Référence du coupon"), hint=_("Référence, ex. K7P-4MD")
        )
        self.choose = Button(theme, _("Choisir des pages numérisées…"), name="replies-files")
        self.bar = JobBar(theme, name="replies-job")  # Put under the pile, whose rows then stay where they are.
        self._said = (
            label(_("Une réponse à la main\u202f: sa référence, puis Entrée"), "caption", ink="muted"),
            paragraph(
                _("Ou déposez les pages ici. Seul le code est lu\u202f: cochez vous-même les cases."),
                "caption",
                ink="muted",
            ),
        )
        vbox(
            vbox(self._said[0], self.reference, self.choose, self._said[1], margins=(20, 12, 20, 0)), on=self, spacing=6
        )

    def show_less(self, less: bool) -> None:
        """Leave out what explains, where there is no room."""
        for words in self._said:
            words.setVisible(not less)


def show_paper(preview: Preview, line: ReplyLine | None, store: Store) -> None:
    """Show the paper of a line of the pile."""
    if line is None:
        preview.show_words(_("Tapez une référence, ou déposez ici les pages numérisées\u202f: PDF ou images."))
    elif line.picture:
        with store.read() as r:
            preview.show_picture(read_kept(r, Path(line.picture)), line.reference or line.file)
    elif line.letter is not None:
        _show_letter(preview, line.letter, store)
    else:
        preview.show_words(line.problem)


def _show_letter(preview: Preview, letter: AnsweredLetter, store: Store) -> None:
    """Show the letter itself, where its file is still there."""
    try:
        pdf = letter_content(store, letter.file)
    except UserError as problem:
        preview.show_words(problem.text)
        return
    if pdf is not None:
        preview.show_pdf(pdf, letter.name)
    else:
        preview.show_words(_("La lettre elle-même n’est plus là\u202f: comparez la référence au papier."))


_AT_ONCE = 3
"""Coupons written in less than a tenth of a second."""
Done = Sequence[tuple[ReplyLine, Recorded]]


class ReplyRecording:
    """Writes what the lines of the pile say. ``shown(lines)``: these were recorded, or wait again; ``busy(yes)``: a job
    is writing, and nothing may change meanwhile."""

    def __init__(
        self, office: Office, job: OneJob, shown: Callable[[Sequence[ReplyLine]], None], busy: Callable[[bool], None]
    ) -> None:
        self._office, self._job, self._shown, self._busy = office, job, shown, busy

    def record(self, lines: Sequence[ReplyLine], today: date) -> None:
        """Record lines; one that cannot be stays in the pile and says why."""
        coupons, going, problem = list[CouponReply](), list[ReplyLine](), ""
        for line in lines:
            try:
                coupons.append(line.said(today))
                going.append(line)
            except UserError as wrong:
                problem = wrong.text
        office, then = self._office, partial(self._recorded, going, problem)
        at = office.now()
        if len(coupons) <= _AT_ONCE:
            then(tuple(several.recorded(office.store, coupon, by=office.by, at=at) for coupon in coupons))
            return
        act = partial(several.record_coupons, coupons=tuple(coupons), by=office.by, at=at)
        self._begin(act, _("Enregistrement des réponses"), then)

    def _recorded(self, lines: Sequence[ReplyLine], problem: str, fates: Sequence[CouponOutcome]) -> None:
        self._busy(False)
        done = [(line, fate.done) for line, fate in zip(lines, fates, strict=False) if fate.done is not None]
        for line, _one in done:
            line.done = True
        if len(fates) < len(lines):
            problem = _("Arrêté\u202f: les autres attendent encore.")
        problem = next((fate.problem for fate in fates if fate.problem), problem)
        if done:
            self._office.say(*recorded_words(done, problem), act=Act(_("Annuler"), partial(self._take_back, done)))
        elif problem:
            self._office.say("error", problem)
        self._shown([])

    def _take_back(self, done: Done) -> None:
        office, at = self._office, self._office.now()
        if self._job.running:
            return
        then = partial(self._taken_back, done)
        if len(done) <= _AT_ONCE:
            then(tuple(several.taken_back(office.store, one, by=office.by, at=at) for _line, one in reversed(done)))
            return
        coupons = tuple(coupon for _line, coupon in done)
        self._begin(partial(several.take_coupons_back, done=coupons, by=office.by, at=at), _("Annulation"), then)

    def _taken_back(self, done: Done, fates: Sequence[CouponOutcome]) -> None:
        self._busy(False)
        back = [line for (line, _one), fate in zip(reversed(done), fates, strict=False) if fate.done is not None]
        for line in back:
            line.done = False
        problem = next((fate.problem for fate in fates if fate.problem), "")
        if problem:
            self._office.say("error", problem)
        else:
            self._office.say("done", _("Réponse annulée."), _("Les deux gestes restent au journal."))
        self._shown(back)

    def _begin(
        self,
        act: Callable[..., tuple[CouponOutcome, ...]],
        words: str,
        then: Callable[[Sequence[CouponOutcome]], None],
    ) -> None:
        self._busy(True)
        asked, stopped = OnBase(self._office.folder, act), partial(self._busy, False)
        self._job.run(on_base, asked, text=words, done=then, failed=self._failed, stopped=stopped)

    def _failed(self, problem: UserError) -> None:
        self._busy(False)
        self._office.complain(problem)
        self._shown([])


ROOMY = 900
"""Width of the page, at 100 % text, from which the paper is shown."""
_LOW_TABLE = 72
"""Height of the pile, at 100 % text, when the paper stands under it."""
SOON_MS = 150
"""What will follow is said so long after the last box was ticked."""


class ReplyDesk(Named, Fitted, QWidget):
    """The pile, the coupon, its boxes. ``left``: the user goes back to the letters; ``counted``: more or fewer coupons
    wait. ``column``: the pile, above which the page puts its own top."""

    left = Signal()
    counted = Signal()

    def __init__(self, office: Office) -> None:
        super().__init__(name="reply-desk")
        self._office = office
        self._lines: dict[int, ReplyLine] = {}
        self._folder: Path | None = None
        self._shown: int | None = None
        theme = office.theme
        self.top = ReplyTop(theme)
        self.reference = self.top.reference
        self._job = OneJob(office.jobs, self.top.bar)
        title = _("Réponses à enregistrer")
        self.table = ListTable(theme, reply_columns(), name="replies-table", title=title, leaving=("reference",))
        self.preview = Preview(theme)
        self.panel = ReplyPanel(theme)
        self._recording = ReplyRecording(
            office, self._job, self._recorded, lambda busy: self.panel.setEnabled(not busy)
        )  # fmt: skip
        self._soon = QTimer(self, singleShot=True)
        self._soon.timeout.connect(self._foresee)
        self._drawing = QTimer(self, singleShot=True)
        self._drawing.timeout.connect(self._draw)
        self._lay_out()
        self._connect()
        self._show(None)

    def begin(self, reference: str) -> None:
        """Take a reference that was typed, or only show the pile."""
        self.reference.setText(reference)
        if reference.strip():
            self._take_typed()
        self.take_focus()

    def take_focus(self) -> None:
        """Give the keyboard to the boxes of the coupon shown, else to the reference."""
        line = self.table.current()
        first = next(iter(self.panel.boxes.values()))
        (first if line is not None and line.letter and not line.done else self.reference).setFocus(
            Qt.FocusReason.OtherFocusReason
        )

    def read_files(self, files: Sequence[Path]) -> None:
        """Read a pile of scans, in a process of its own."""
        if not files or self._job.running:
            return
        self._folder = self._folder or begun()
        pile = PileAsked(
            tuple(str(file) for file in files), str(self._folder), self._office.folder, key_of(self._office.store)
        )
        self._job.run(
            read_pile, pile, text=_("Lecture des pages"), done=self._take_pile, failed=self._office.complain,
            stopped=partial(self._office.say, "note", _("Lecture arrêtée."), _("Rien n’est noté.")),
        )  # fmt: skip

    def refresh(self) -> None:
        """Read again whose letters these are, and show what that changes: another window may have written."""
        with self._office.store.read() as r:
            changed = {line.id for line in self._lines.values() if read_again(r, line)}
        if changed:
            self.panel.tell_line(self.table.current())
            self._changed()
        if self._shown in changed:
            self._drawing.start(0)

    def waiting(self) -> int:
        """Return how many coupons of the pile are not recorded."""
        return sum(not line.done for line in self._lines.values())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A figure ticks a box of the coupon shown, Ctrl+Entrée records, Échap goes back to the letters."""
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
        elif control and event.key() in ENTER:
            self._record()
        elif not (self._office.seat.single_keys and self.panel.tick(figure(event))):
            super().keyPressEvent(event)

    def _fit(self) -> None:
        """Put the paper under the pile in a narrow window or with large text: it stays beside its boxes."""
        self.panel.stand_in(self._row)
        roomy = self.width() >= self._office.theme.px(ROOMY)
        if roomy != (self._row.indexOf(self.preview) >= 0):
            into, place, share = (self._row, 1, 20) if roomy else (self.column, self.column.count(), 3)
            into.insertWidget(place, self.preview, share)
            self.top.show_less(not roomy)
            few = self._office.theme.px(_LOW_TABLE)
            self.table.setMinimumHeight(0 if roomy else few)
            self.table.setMaximumHeight(self.maximumHeight() if roomy else few)

    def _take_typed(self) -> None:
        """Give the reference typed to the page shown that has none, else add it to the pile."""
        typed, shown = self.reference.text().strip(), self.table.current()
        if not typed:
            return
        line = shown if shown is not None and shown.letter is None and not shown.done else None
        known = whose(self._office.store, typed)
        if isinstance(known, str):
            self._office.say("error", known, _(REFUSED_ALL_THE_SAME))
            return
        if line is None:
            line = ReplyLine(max(self._lines, default=0) + 1)
            self._lines[line.id] = line
        line.reference, line.letter, line.problem = known.reference, known, ""
        self.reference.clear()
        self._show_lines(line.id)
        self.take_focus()

    def _take_pile(self, rows: Sequence[PileRow]) -> None:
        first = max(self._lines, default=0) + 1
        for at, row in enumerate(rows):
            self._lines[first + at] = line_of(first + at, row)
        self._show_lines(first)
        self.take_focus()
        read = sum(self._lines[first + at].letter is not None for at in range(len(rows)))
        words = n_("{n} coupon lu.", "{n} coupons lus.", read).format(n=read)
        other = len(rows) - read
        rest = n_("{n} page à voir.", "{n} pages à voir.", other).format(n=other) if other else ""
        self._office.say("note", words, rest or _("Cochez ce que dit chaque papier."))

    def _show(self, line_id: int | None) -> None:
        self._shown, line = line_id, self._lines.get(line_id) if line_id is not None else None
        self.panel.show_line(line, self._today())
        self._count()
        self._soon.start(0)
        self._drawing.start(0)

    def _draw(self) -> None:
        """Show the paper once the line that stays current is known: a page takes half a tenth of a second."""
        show_paper(self.preview, self._lines.get(self._shown) if self._shown is not None else None, self._office.store)

    def _changed(self) -> None:
        self.table.reread()
        self._count()
        self._soon.start(SOON_MS)

    def _foresee(self) -> None:
        """Say what recording the coupon shown would do, without doing it."""
        line, office = self._lines.get(self._shown) if self._shown is not None else None, self._office
        if line is None or not line.ready:
            self.panel.show_follows(told_of(line))
            return
        try:
            done = recording.foreseen(
                office.store, with_page(office.store, line.said(self._today())), by=office.by, at=office.now()
            )
        except UserError as problem:
            self.panel.show_follows([problem.text])
            return
        then = [step_sentence(done.then)] if done.then is not None else []
        self.panel.show_follows([*done.told, *then])

    def _record(self) -> None:
        """Record every coupon that is clear."""
        if not self._job.running:
            self._recording.record(to_record(list(self._lines.values())), self._today())

    def _recorded(self, waiting: Sequence[ReplyLine]) -> None:
        """Go to the first of the coupons taken back, else to the next that is not recorded."""
        lines = [*waiting, *(line for line in self._lines.values() if not line.done)]
        self._show_lines(min((line.id for line in waiting), default=lines[0].id if lines else None))
        self.take_focus()

    def _further(self) -> None:
        """Go to the next coupon that is not recorded."""
        ids = list(self._lines)
        here = ids.index(line.id) if (line := self.table.current()) is not None else -1
        order = [*ids[here + 1 :], *ids[: here + 1]]
        self._show_lines(next((number for number in order if not self._lines[number].done), None))
        self.take_focus()

    def _agrees(self) -> None:
        """The coupon is a form of agreement, signed: its own fields are asked for."""
        line = self.table.current()
        if line is not None and line.letter is not None and open_consent_form(self._office, line.letter.lead_id, self):
            line.done = True
            self._further()

    def _leave(self) -> None:
        """Go back to the letters; the pictures of a pile that is all recorded are deleted."""
        if not self.waiting():
            self._lines.clear()
            self._show_lines(None)
            if self._folder is not None:
                shutil.rmtree(self._folder, ignore_errors=True)
                self._folder = None
        self.left.emit()

    def _show_lines(self, line_id: int | None) -> None:
        """Show the pile again, on one of its coupons."""
        self.table.show_rows(self._lines)
        place = self.table.rows().place(line_id) if line_id is not None else -1
        if place >= 0:
            self.table.go_to(place)
        self._show(line_id)

    def _count(self) -> None:
        self.panel.show_count(len(to_record(list(self._lines.values()))))
        self.panel.next.setVisible(self.waiting() > 1)
        self.counted.emit()

    def _today(self) -> date:
        return self._office.now().astimezone(AGENCY_ZONE).date()

    def _connect(self) -> None:
        self._office.theme.changed.connect(self._fit)
        self.reference.returnPressed.connect(self._take_typed)
        self.top.choose.clicked.connect(lambda: self.read_files(choose_scans(self, self._office.seat)))
        self.table.current_changed.connect(self._show)
        self.panel.changed.connect(self._changed)
        self.panel.record.connect(self._record)
        self.panel.further.connect(self._further)
        self.panel.agrees.connect(self._agrees)

    def _lay_out(self) -> None:
        widget = QWidget()
        self.column = vbox(self.top, (self.table, 1), self.top.bar, on=widget, spacing=8)
        self.top.bar.setContentsMargins(20, 0, 20, 8)
        self._row = hbox((widget, 19), (self.preview, 20), self.panel, on=self, spacing=0)
