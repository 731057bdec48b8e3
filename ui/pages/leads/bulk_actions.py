"""What is done with several leads at once, whoever asks for it, the bar or the menu of a row: each is one gesture, said
in the band with what was left out, taken back by one Ctrl+Z. Files, prints and copies leave out those who refuse."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from core.actions.common import agents
from core.actions.common.jobs import OnBase, on_base
from core.actions.desk.export_jobs import export_leads
from core.actions.keeping.uninformed import forget_several
from core.actions.leads import ads_withdrawn, assigning, exporting, several, tags
from core.actions.leads.ads_withdrawn import BulkWithdrawal
from core.actions.leads.chosen import LeadSelection, opposed_among
from core.actions.leads.exporting import Listed
from core.actions.leads.several import BulkResult
from core.actions.register import opposing_many
from core.actions.register.opposing_many import OpposedMany
from core.base.errors import UserError
from core.base.i18n import _, n_
from core.base.screen_shapes import number
from core.model.opposing import SAID_HOWS, RefusalHow
from core.model.verdict import Light
from core.records.agent import Agent
from core.words.exports import exported_words, left_out_words
from ui.common.file_dialogs import ask_save
from ui.common.for_many import MANY, ForMany
from ui.common.office import Office
from ui.common.one_job import open_file
from ui.pages.leads.many_questions import (
    assign_question,
    erase_question,
    export_question,
    gone_question,
    letters_question,
    tag_question,
)
from ui.widgets.many_question import ManyAsked, ManyPart
from ui.widgets.message_band import Act

KINDS = "Classeur (*.xlsx);;CSV (*.csv)"


def ask_export(office: Office, parent: QWidget, ids: Sequence[int]) -> None:
    """Ask where the file goes, then write it."""
    if not _any(office, ids):
        return
    name = _("prospects-{day}.xlsx").format(day=office.now().date().isoformat())
    chosen = ask_save(parent, office.seat, _("Exporter des prospects"), name, _(KINDS))
    if chosen is not None:
        begin_export(office, ids, chosen if chosen.suffix else chosen.with_suffix(".xlsx"))


def ask_print(office: Office, parent: QWidget, ids: Sequence[int]) -> None:
    """Ask where the list to print goes, write it, and offer to open it."""
    if not _any(office, ids):
        return
    name = _("liste-{day}.pdf").format(day=office.now().date().isoformat())
    chosen = ask_save(parent, office.seat, _("Imprimer la liste"), name, "PDF (*.pdf)")
    if chosen is not None:
        begin_export(office, ids, chosen.with_suffix(".pdf"))


def _any(office: Office, ids: Sequence[int]) -> bool:
    """Tell whether there is somebody to write, or say that there is nobody."""
    if not ids:
        office.say("caution", _("La liste est vide\u202f: il n’y a rien à écrire."))
    return bool(ids)


def begin_export(office: Office, ids: Sequence[int], out: Path) -> None:
    """Write the file in the background, and say what is in it; a list to print is offered to be opened."""

    def done(listed: Listed) -> None:
        paper = listed.file.suffix.lower() == ".pdf"
        see = Act(_("Ouvrir"), lambda: open_file(office, str(listed.file)), key="", icon="print")
        words = _told(listed)
        office.say("done", exported_words(listed.rows, listed.file.name), words, act=see if paper else None)

    act = partial(export_leads, leads=tuple(ids), out=out, by=office.by, at=office.now())
    office.jobs.run(on_base, OnBase(office.folder, act), done=done, failed=office.complain)


def copy_leads(office: Office, ids: Sequence[int]) -> None:
    """Put leads on the clipboard as lines of cells parted by tabs."""
    with office.store.read() as r:
        text, listed = exporting.as_text(r, ids, office.law, at=office.now())
    if not text:
        office.say("caution", _("Rien n’est copié\u202f: ces personnes sont opposées."))
        return
    QGuiApplication.clipboard().setText(text)
    words = n_("{n} ligne copiée.", "{n} lignes copiées.", listed.rows).format(n=number(listed.rows))
    office.say("done", words, " ".join(left_out_words(listed.left_out)))


def _told(listed: Listed) -> str:
    words = _("Un numéro exporté n’est pas un droit d’appeler. Supprimez ce fichier dès qu’il a servi.")
    return " ".join([*left_out_words(listed.left_out), words])


class BulkActions:
    """The gestures; the caller asks each with the leads it is for. From :data:`MANY` people on each is asked first in
    the strip ``for_many``, an export and an erasure always; without a strip, they are for one person."""

    def __init__(self, office: Office, for_many: ForMany | None = None) -> None:
        self._office, self._for_many = office, for_many

    def _ask(self, count: int, question: Callable[[], ManyAsked], then: Callable[[], object]) -> None:
        """Do ``then``, after a yes where it is for many."""
        if self._for_many is None or count < MANY:
            then()
        else:
            self._for_many.ask(question(), lambda _way: then())

    def letters(self, of: LeadSelection, then: Callable[[], object]) -> None:
        """Prepare letters: ``then``, after a yes for many."""
        self._ask(len(of.writable), partial(letters_question, of), then)

    def known_tags(self) -> list[str]:
        """Return the labels in use."""
        with self._office.store.read() as r:
            return list(tags.known(r))

    def agents(self) -> list[Agent]:
        """Return who works here."""
        with self._office.store.read() as r:
            return [agent for agent in agents.everybody(r) if agent.active]

    def tag(self, of: LeadSelection, typed: str) -> bool:
        """Put labels on leads, and tell whether it was done, or asked first."""
        return self._label_asked(of, typed, put=True)

    def untag(self, of: LeadSelection, typed: str) -> bool:
        """Remove labels from leads, and tell whether it was done, or asked first."""
        return self._label_asked(of, typed, put=False)

    def _label_asked(self, of: LeadSelection, typed: str, *, put: bool) -> bool:
        act = partial(self._label, of, **{"add" if put else "remove": typed})
        if self._for_many is None or len(of.ids) < MANY:
            return act()
        self._for_many.ask(tag_question(of, typed, put=put), lambda _way: act())
        return True

    def assign(self, of: LeadSelection, agent: Agent | None) -> None:
        """Assign leads to somebody, or to nobody."""
        ask = partial(assign_question, of, agent.name if agent else "")
        self._ask(len(of.ids), ask, partial(self._assign, of, agent))

    def _assign(self, of: LeadSelection, agent: Agent | None) -> None:
        office = self._office
        with office.trying():
            result = assigning.assign(office.store, of.ids, agent.id if agent else None, by=office.by, at=office.now())
            if agent is None:
                words = n_("{n} prospect sans affectation.", "{n} prospects sans affectation.", result.leads)
            else:
                words = n_("{n} prospect affecté à {user}.", "{n} prospects affectés à {user}.", result.leads)
            bold = words.format(n=number(result.leads), user=agent.name if agent else "")
            self._say(bold, result, _assignment_back)

    def withdraw(self, of: LeadSelection) -> None:
        """Record that the ads of leads are withdrawn."""
        self._ask(len(of.online), partial(gone_question, of), partial(self._withdraw, of))

    def _withdraw(self, of: LeadSelection) -> None:
        office = self._office
        with office.trying():
            withdrawal = ads_withdrawn.withdraw_several(office.store, of.online, by=office.by, at=office.now())
            count = len(withdrawal.leads)
            bold = n_("{n} annonce notée retirée.", "{n} annonces notées retirées.", count).format(n=number(count))
            plain_text = n_(
                "Le nom et les coordonnées sont à effacer.", "Les noms et les coordonnées sont à effacer.", count
            )
            office.say("done", bold, plain_text, act=Act(_("Annuler"), partial(self._online_again, withdrawal)))

    def export(self, of: LeadSelection) -> None:
        """Write leads to a file, after a yes."""
        strip = self._for_many
        if strip is not None and _any(self._office, of.listed):
            strip.ask(export_question(of), lambda _way: ask_export(self._office, strip, of.ids))

    def erase(self, of: LeadSelection) -> None:
        """Erase persons for good, and keep their properties, after a yes."""
        if self._for_many is not None and of.erasable:
            self._for_many.ask(erase_question(of), lambda _way: self._erase(of))

    def _erase(self, of: LeadSelection) -> None:
        office, wanted = self._office, of.erasable
        kept_count = len(of.ids) - len(of.erased) - len(wanted)

        def done(erased: int) -> None:
            bold = n_("{n} personne effacée.", "{n} personnes effacées.", erased).format(n=number(erased))
            rest = n_(
                "{n} gardée\u202f: une demande attend, ou un accord court.",
                "{n} gardées\u202f: une demande attend, ou un accord court.",
                kept_count,
            ).format(n=number(kept_count))
            office.say("done", bold, rest if kept_count else _("Un effacement ne se défait pas."))

        act = partial(forget_several, lead_ids=wanted, by=office.by, at=office.now(), why="choice")
        office.jobs.run(on_base, OnBase(office.folder, act), done=done, failed=office.complain)

    def _label(self, of: LeadSelection, *, add: str = "", remove: str = "") -> bool:
        office, ids = self._office, of.ids
        try:
            result = tags.tag_several(office.store, ids, add=add, remove=remove, by=office.by, at=office.now())
        except UserError as problem:
            office.complain(problem)
            return False
        words = (
            n_("Étiquette «\u202f{tag}\u202f» posée sur {n} prospect.",
               "Étiquette «\u202f{tag}\u202f» posée sur {n} prospects.", result.leads)
            if add
            else n_("Étiquette «\u202f{tag}\u202f» retirée de {n} prospect.",
                    "Étiquette «\u202f{tag}\u202f» retirée de {n} prospects.", result.leads)
        )  # fmt: skip
        self._say(words.format(tag=add or remove, n=number(result.leads)), result, _tags_back)
        return True

    def _say(self, bold: str, done: BulkResult, back: Callable[[int], str]) -> None:
        """Say what was done; ``back``: what its undoing says of a count of leads."""
        words = n_("{n} prospect était déjà ainsi.", "{n} prospects étaient déjà ainsi.", done.same)
        same = words.format(n=number(done.same)) if done.same else ""
        act = Act(_("Annuler"), partial(self._undo, done, back)) if done.leads else None
        self._office.say("done" if done.leads else "note", bold if done.leads else same, same if done.leads else "",
                         act=act)  # fmt: skip

    def _undo(self, done: BulkResult, back: Callable[[int], str]) -> None:
        office = self._office
        with office.trying():
            count = several.undo_several(office.store, done, by=office.by, at=office.now())
            left = done.leads - count
            stored = n_(
                "{n} a changé entre-temps et n’a pas été touché.",
                "{n} ont changé entre-temps et n’ont pas été touchés.",
                left,
            )
            office.say("done", back(count).format(n=number(count)), stored.format(n=number(left)) if left else "")

    def _online_again(self, done: BulkWithdrawal) -> None:
        office = self._office
        with office.trying():
            count = ads_withdrawn.restore_several(office.store, done, by=office.by, at=office.now())
            words = n_("{n} annonce de nouveau en ligne.", "{n} annonces de nouveau en ligne.", count)
            office.say("done", words.format(n=number(count)), _("Les deux gestes restent au journal."))


def _assignment_back(count: int) -> str:
    return n_("{n} prospect a retrouvé son affectation.", "{n} prospects ont retrouvé leur affectation.", count)


def _tags_back(count: int) -> str:
    return n_("{n} prospect a retrouvé ses étiquettes.", "{n} prospects ont retrouvé leurs étiquettes.", count)


WAYS = (RefusalHow.UNSAID, *SAID_HOWS)
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
        asked_ids = tuple(row_id for row_id in ids if row_id not in already)
        if not asked_ids:
            office.say("note", _("Déjà opposés."), _("Rien n’a changé."))
        elif len(asked_ids) < MANY:
            self._at_once(asked_ids)
            then()
        else:
            for_many.ask(question(len(asked_ids), len(already)), partial(self._begin, asked_ids, then))

    def undo(self, gestures: Sequence[int]) -> None:
        """Take back the oppositions of one gesture."""
        office, by, now = self._office, self._office.by, self._office.now()
        if len(gestures) < MANY:
            with office.trying():
                self._undone(gestures, opposing_many.undo_many(office.store, gestures, by=by, at=now))
        elif self._for_many.running:
            self._for_many.say_busy(self._back(gestures))
        else:
            many = partial(opposing_many.undo_many, gestures=tuple(gestures), by=by, at=now)
            done = partial(self._undone, gestures)
            self._for_many.run(
                on_base, OnBase(office.folder, many), text=_("Retour des oppositions"), done=done,
                failed=partial(self._failed, gestures),
            )  # fmt: skip

    def _at_once(self, asked: Sequence[int]) -> None:
        office = self._office
        with office.trying():
            self._done(
                opposing_many.oppose_many(office.store, asked, how=RefusalHow.UNSAID, by=office.by, at=office.now())
            )

    def _begin(self, asked: tuple[int, ...], then: Callable[[], object], how: str) -> None:
        office = self._office
        act = partial(opposing_many.oppose_many, lead_ids=asked, how=how, by=office.by, at=office.now())
        work = OnBase(office.folder, act)
        self._for_many.run(on_base, work, text=_("Oppositions"), done=self._done, failed=office.complain)
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
        count, left_ids = len(done.gestures), gestures[done.done :]
        words = n_("{n} opposition annulée.", "{n} oppositions annulées.", count).format(n=number(count))
        if done.whole:
            self._office.say("done", words, _("Les deux gestes restent au journal."))
        else:
            still = n_("{n} reste.", "{n} restent.", len(left_ids)).format(n=number(len(left_ids)))
            self._office.say("caution", words, " ".join(filter(None, (still, done.problem))), act=self._back(left_ids))

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
        grave=True,
        title=_("{n} personnes s’opposent\u202f?").format(n=number(count)),
        sentence=_("Tous les canaux, à l’instant. S’annule dix minutes."),
        go=_("Noter {n} oppositions").format(n=number(count)),
        parts=(done, same) if already else (),
        ways=tuple((how.value, how.shown) for how in WAYS),
        way=_("Elles l’ont dit par"),
    )
