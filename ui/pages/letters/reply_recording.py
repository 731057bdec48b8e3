"""Records the coupons that are clear, and takes them back: a few at once, more as a job under the bar, since the window
must not wait for two hundred."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from core.actions.replies import several
from core.actions.replies.recording import Recorded
from core.actions.replies.several import BackAsked, Coupon, CouponsAsked, Fate
from core.base.errors import UserError
from core.base.i18n import _
from ui.common.office import Office
from ui.common.one_job import OneJob
from ui.pages.letters.reply_lines import ReplyLine, recorded_words
from ui.widgets.message_band import Act

_FEW = 3
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
        coupons, going, problem = list[Coupon](), list[ReplyLine](), ""
        for line in lines:
            try:
                coupons.append(line.said(today))
                going.append(line)
            except UserError as wrong:
                problem = wrong.text
        office, then = self._office, partial(self._recorded, going, problem)
        at = office.now()
        if len(coupons) <= _FEW:
            then(tuple(several.recorded(office.store, one, by=office.by, at=at) for one in coupons))
            return
        self._begin(
            several.record_coupons, CouponsAsked(office.folder, tuple(coupons), office.by, at),
            _("Enregistrement des réponses"), then,
        )  # fmt: skip

    def _recorded(self, lines: Sequence[ReplyLine], problem: str, fates: Sequence[Fate]) -> None:
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
        if len(done) <= _FEW:
            then(tuple(several.taken_back(office.store, one, by=office.by, at=at) for _line, one in reversed(done)))
            return
        asked = BackAsked(office.folder, tuple(one for _line, one in done), office.by, at)
        self._begin(several.take_coupons_back, asked, _("Annulation"), then)

    def _taken_back(self, done: Done, fates: Sequence[Fate]) -> None:
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
        self, work: Callable[..., tuple[Fate, ...]], asked: object, words: str, then: Callable[[Sequence[Fate]], None]
    ) -> None:
        self._busy(True)
        self._job.run(work, asked, text=words, done=then, failed=self._failed, stopped=partial(self._busy, False))

    def _failed(self, problem: UserError) -> None:
        self._busy(False)
        self._office.complain(problem)
        self._shown([])
