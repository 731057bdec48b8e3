"""What is done with several leads at once, whoever asks for it, the bar or the menu of a row: each is one gesture, said
in the band with what was left out, and taken back by one Ctrl+Z."""

from collections.abc import Callable
from functools import partial

from core.actions.common import agents
from core.actions.keeping.uninformed import ForgetSeveral, forget_several
from core.actions.leads import ads_withdrawn, assigning, several, tags
from core.actions.leads.ads_withdrawn import GoneTogether
from core.actions.leads.chosen import Chosen
from core.actions.leads.several import Several
from core.base.errors import UserError
from core.base.french import number
from core.base.i18n import _, n_
from core.model.agent import Agent
from ui.common.office import Office
from ui.widgets.message_band import Act


class Together:
    """The gestures; the caller asks each with the leads it is for."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def known_tags(self) -> list[str]:
        """Return the labels in use."""
        with self._office.store.read() as r:
            return list(tags.known(r))

    def agents(self) -> list[Agent]:
        """Return who works here."""
        with self._office.store.read() as r:
            return [one for one in agents.everybody(r) if one.active]

    def tag(self, of: Chosen, typed: str) -> bool:
        """Put labels on leads, and tell whether it was done."""
        return self._label(of, add=typed)

    def untag(self, of: Chosen, typed: str) -> bool:
        """Remove labels from leads, and tell whether it was done."""
        return self._label(of, remove=typed)

    def assign(self, of: Chosen, agent: Agent | None) -> None:
        """Assign leads to somebody, or to nobody."""
        office = self._office
        with office.trying():
            done = assigning.assign(office.store, of.ids, agent.id if agent else None, by=office.by, at=office.now())
            if agent is None:
                words = n_("{n} prospect sans affectation.", "{n} prospects sans affectation.", done.leads)
            else:
                words = n_("{n} prospect affecté à {user}.", "{n} prospects affectés à {user}.", done.leads)
            bold = words.format(n=number(done.leads), user=agent.name if agent else "")
            self._say(bold, done, _assignment_back)

    def withdraw(self, of: Chosen) -> None:
        """Record that the ads of leads are withdrawn."""
        office = self._office
        with office.trying():
            done = ads_withdrawn.withdraw_several(office.store, of.online, by=office.by, at=office.now())
            count = len(done.leads)
            bold = n_("{n} annonce notée retirée.", "{n} annonces notées retirées.", count).format(n=number(count))
            plain = n_(
                "Le nom et les coordonnées sont à effacer.", "Les noms et les coordonnées sont à effacer.", count
            )
            office.say("done", bold, plain, act=Act(_("Annuler"), partial(self._online_again, done)))

    def erase(self, of: Chosen) -> None:
        """Erase persons for good, and keep their properties."""
        office, wanted = self._office, of.erasable
        if not wanted:
            return
        kept = len(of.ids) - len(of.erased) - len(wanted)

        def done(erased: int) -> None:
            bold = n_("{n} personne effacée.", "{n} personnes effacées.", erased).format(n=number(erased))
            left = n_(
                "{n} gardée\u202f: une demande attend, ou un accord court.",
                "{n} gardées\u202f: une demande attend, ou un accord court.",
                kept,
            ).format(n=number(kept))
            office.say("done", bold, left if kept else _("Un effacement ne se défait pas."))

        asked = ForgetSeveral(office.folder, wanted, office.by, office.now(), "choice")
        office.jobs.run(forget_several, asked, done=done, failed=office.complain)

    def _label(self, of: Chosen, *, add: str = "", remove: str = "") -> bool:
        office, ids = self._office, of.ids
        try:
            done = tags.tag_several(office.store, ids, add=add, remove=remove, by=office.by, at=office.now())
        except UserError as problem:
            office.complain(problem)
            return False
        words = (
            n_("Étiquette «\u202f{tag}\u202f» posée sur {n} prospect.",
               "Étiquette «\u202f{tag}\u202f» posée sur {n} prospects.", done.leads)
            if add
            else n_("Étiquette «\u202f{tag}\u202f» retirée de {n} prospect.",
                    "Étiquette «\u202f{tag}\u202f» retirée de {n} prospects.", done.leads)
        )  # fmt: skip
        self._say(words.format(tag=add or remove, n=number(done.leads)), done, _tags_back)
        return True

    def _say(self, bold: str, done: Several, back: Callable[[int], str]) -> None:
        """Say what was done; ``back``: what its undoing says of a count of leads."""
        words = n_("{n} prospect était déjà ainsi.", "{n} prospects étaient déjà ainsi.", done.same)
        same = words.format(n=number(done.same)) if done.same else ""
        act = Act(_("Annuler"), partial(self._undo, done, back)) if done.leads else None
        self._office.say("done" if done.leads else "note", bold if done.leads else same, same if done.leads else "",
                         act=act)  # fmt: skip

    def _undo(self, done: Several, back: Callable[[int], str]) -> None:
        office = self._office
        with office.trying():
            count = several.undo_several(office.store, done, by=office.by, at=office.now())
            left = done.leads - count
            kept = n_(
                "{n} a changé entre-temps et n’a pas été touché.",
                "{n} ont changé entre-temps et n’ont pas été touchés.",
                left,
            )
            office.say("done", back(count).format(n=number(count)), kept.format(n=number(left)) if left else "")

    def _online_again(self, done: GoneTogether) -> None:
        office = self._office
        with office.trying():
            count = ads_withdrawn.restore_several(office.store, done, by=office.by, at=office.now())
            words = n_("{n} annonce de nouveau en ligne.", "{n} annonces de nouveau en ligne.", count)
            office.say("done", words.format(n=number(count)), _("Les deux gestes restent au journal."))


def _assignment_back(count: int) -> str:
    return n_("{n} prospect a retrouvé son affectation.", "{n} prospects ont retrouvé leur affectation.", count)


def _tags_back(count: int) -> str:
    return n_("{n} prospect a retrouvé ses étiquettes.", "{n} prospects ont retrouvé leurs étiquettes.", count)
