"""Several people who refuse canvassing: one gesture, asked from twenty of them on, and taken back by one Ctrl+Z."""

from collections.abc import Callable, Sequence
from functools import partial

from core.actions.desk import jobs
from core.actions.leads.chosen import opposed_among
from core.actions.register import opposing_many
from core.actions.register.opposing_many import OpposedMany
from core.base.errors import UserError
from core.base.french import number
from core.base.i18n import _, n_
from core.model.opposing import HOWS, UNSAID
from core.model.verdict import Light
from ui.common.for_many import MANY, ForMany
from ui.common.office import Office
from ui.widgets.many_question import ManyAsked, ManyPart
from ui.widgets.message_band import Act

WAYS = (UNSAID, *(how for how in HOWS if how not in (UNSAID, "listing")))
"""How people may have said that they refuse. Nothing is chosen for the user: the register would tell what nobody
said."""


class RefusingMany:
    """The gesture, its question, its job and its undoing."""

    def __init__(self, office: Office, for_many: ForMany) -> None:
        self._office = office
        self._for_many = for_many

    def oppose(self, ids: Sequence[int], *, then: Callable[[], object]) -> None:
        """Record that each of these leads refuses canvassing, at once for a few; ``then`` is called once that is done
        or begun."""
        office, for_many = self._office, self._for_many
        if for_many.asking:
            for_many.question.take_focus()
            return
        with office.store.read() as r:
            already = opposed_among(r, ids)
        asked = tuple(one for one in ids if one not in already)
        if not asked:
            office.say("note", _("Déjà opposés."), _("Rien n’a changé."))
        elif len(asked) < MANY:
            self._at_once(asked)
            then()
        else:
            for_many.ask(question(len(asked), len(already)), partial(self._begin, asked, then))

    def undo(self, gestures: Sequence[int]) -> None:
        """Take back the oppositions of one gesture."""
        office, by, now = self._office, self._office.by, self._office.now()
        if len(gestures) < MANY:
            with office.trying():
                self._undone(gestures, opposing_many.undo_many(office.store, gestures, by=by, at=now))
        elif self._for_many.running:
            self._for_many.say_busy(self._back(gestures))
        else:
            asked = jobs.UndoMany(office.folder, tuple(gestures), by, now)
            done = partial(self._undone, gestures)
            self._for_many.run(
                jobs.undo_many, asked, text=_("Retour des oppositions"), done=done,
                failed=partial(self._failed, gestures),
            )  # fmt: skip

    def _at_once(self, asked: Sequence[int]) -> None:
        office = self._office
        with office.trying():
            self._done(opposing_many.oppose_many(office.store, asked, how=UNSAID, by=office.by, at=office.now()))

    def _begin(self, asked: tuple[int, ...], then: Callable[[], object], how: str) -> None:
        office = self._office
        work = jobs.OpposeMany(office.folder, asked, how, office.by, office.now())
        self._for_many.run(jobs.oppose_many, work, text=_("Oppositions"), done=self._done, failed=office.complain)
        then()

    def _done(self, done: OpposedMany) -> None:
        count = len(done.gestures)
        if not count:
            self._office.say("note", _("Rien n’a changé."), done.problem)
            return
        if done.whole:
            words = n_("{n} opposition enregistrée.", "{n} oppositions enregistrées.", count)
            rest = _("Tous les canaux, toutes les coordonnées.")
        else:
            words = n_("Arrêté\u202f: {n} opposition sur {total}.", "Arrêté\u202f: {n} oppositions sur {total}.", count)
            rest = done.problem or _("Les autres n’ont pas changé.")
        bold = words.format(n=number(count), total=number(done.total))
        self._office.say("opposed", bold, rest, act=self._back(done.gestures))

    def _undone(self, gestures: Sequence[int], done: OpposedMany) -> None:
        count, left = len(done.gestures), gestures[done.done :]
        words = n_("{n} opposition annulée.", "{n} oppositions annulées.", count).format(n=number(count))
        if done.whole:
            self._office.say("done", words, _("Les deux gestes restent au journal."))
        else:
            still = n_("{n} reste.", "{n} restent.", len(left)).format(n=number(len(left)))
            self._office.say("caution", words, " ".join(filter(None, (still, done.problem))), act=self._back(left))

    def _failed(self, gestures: Sequence[int], problem: UserError) -> None:
        """Say why nothing was taken back, and let it be tried again while there is time."""
        self._office.say("error", problem.text, act=None if problem.code == "UNDO_LATE" else self._back(gestures))

    def _back(self, gestures: Sequence[int]) -> Act:
        return Act(_("Annuler"), partial(self.undo, gestures))


def question(count: int, already: int) -> ManyAsked:
    """Return what is asked before ``count`` people are opposed; ``already``: how many of those chosen are."""
    done = ManyPart(Light.OPPOSED, count, _("oppositions notées"), _("tous les canaux"))
    same = ManyPart(
        Light.OPPOSED, already, n_("déjà opposé", "déjà opposés", already), _("rien ne change pour eux")
    )  # fmt: skip
    return ManyAsked(
        title=_("{n} personnes s’opposent\u202f?").format(n=number(count)),
        sentence=_("Tous les canaux, à l’instant. S’annule dix minutes."),
        go=_("Noter {n} oppositions").format(n=number(count)),
        parts=(done, same) if already else (),
        ways=tuple((how, _(HOWS[how])) for how in WAYS),
        way=_("Elles l’ont dit par"),
    )
