"""What is done with several leads at once, whoever asks for it, the bar or the menu of a row: each is one gesture, said
in the band with what was left out, taken back by one Ctrl+Z. Files, prints and copies leave out those who refuse."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtGui import QGuiApplication

from core.actions.common import agents
from core.actions.common.in_slices import SliceResult
from core.actions.desk.export_jobs import export_leads
from core.actions.keeping.uninformed import forget_several
from core.actions.leads import ads_withdrawn, assigning, exporting, several, tags
from core.actions.leads.chosen import LeadSelection, opposed_among
from core.actions.leads.exporting import Listed
from core.actions.leads.several import BulkResult
from core.actions.letters import noticing, registering
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
from ui.common.one_job import open_file, say_made
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

CountWords = Callable[[int], str]
"""Returns the words of a count, in which it is still to be put."""
KINDS = "Classeur (*.xlsx);;CSV (*.csv)"


def ask_export(strip: ForMany, ids: Sequence[int]) -> None:
    """Ask where the file goes, then write it."""
    name = _("prospects-{day}.xlsx").format(day=strip.office.now().date().isoformat())
    _ask_file(strip, ids, _("Exporter des prospects"), name, _(KINDS))


def ask_print(strip: ForMany, ids: Sequence[int]) -> None:
    """Ask where the list to print goes, write it, and offer to open it."""
    name = _("liste-{day}.pdf").format(day=strip.office.now().date().isoformat())
    _ask_file(strip, ids, _("Imprimer la liste"), name, "PDF (*.pdf)")


def _ask_file(strip: ForMany, ids: Sequence[int], title: str, name: str, kinds: str) -> None:
    if _any(strip.office, ids):
        chosen = ask_save(strip, strip.office.seat, title, name, kinds)
        if chosen is not None:
            begin_export(strip, ids, chosen if chosen.suffix else chosen.with_suffix(Path(name).suffix))


def _any(office: Office, ids: Sequence[int]) -> bool:
    """Tell whether there is somebody to write, or say that there is nobody."""
    if not ids:
        office.say("caution", _("La liste est vide\u202f: il n’y a rien à écrire."))
    return bool(ids)


def begin_export(strip: ForMany, ids: Sequence[int], out: Path) -> None:
    """Write the file under the bar, and say what is in it; a list to print is offered to be opened."""
    office = strip.office

    def done(listed: Listed) -> None:
        paper = listed.file.suffix.lower() == ".pdf"
        see = Act(_("Ouvrir"), lambda: open_file(office, str(listed.file)), key="", icon="print")
        words = _told(listed)
        office.say("done", exported_words(listed.rows, listed.file.name), words, act=see if paper else None)

    act = partial(export_leads, leads=tuple(ids), out=out)
    strip.do(act, len(ids), text=_("Écriture du fichier"), done=done, stopped=_("Arrêté\u202f: aucun fichier écrit."),
             always=True)  # fmt: skip


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
    """The gestures, in the strip ``for_many``; the caller asks each with the leads it is for. From :data:`MANY` people
    on each is asked first, an export and an erasure always."""

    def __init__(self, for_many: ForMany) -> None:
        self._office, self.strip = for_many.office, for_many

    def _ask(self, count: int, question: Callable[[], ManyAsked], then: Callable[[], object]) -> None:
        """Do ``then``, after a yes where it is for many."""
        if count < MANY:
            then()
        else:
            self.strip.ask(question(), lambda _way: then())

    def letters(self, of: LeadSelection) -> None:
        """Prepare the letter of each who may be written to."""
        ids = of.writable
        act = partial(noticing.make, ids=ids, out=self._office.folder / registering.FOLDER)
        job = partial(
            self.strip.do, act, len(ids), text=_("Préparation des lettres"), done=partial(say_made, self._office),
            stopped=_("Préparation arrêtée. Les lettres déjà faites sont gardées."), always=True,
        )  # fmt: skip
        if ids:
            self._ask(len(ids), partial(letters_question, of), job)

    def known_tags(self) -> list[str]:
        """Return the labels in use."""
        with self._office.store.read() as r:
            return list(tags.known(r))

    def agents(self) -> list[Agent]:
        """Return who works here."""
        with self._office.store.read() as r:
            return [agent for agent in agents.everybody(r) if agent.active]

    def label(self, of: LeadSelection, typed: str, *, put: bool) -> bool:
        """Put labels on leads, or take them off; tell whether they may be, the typed text being labels."""
        with self._office.store.read() as r:
            try:
                tags.tags_read(r, typed)
            except UserError as problem:
                self._office.complain(problem)
                return False
        on = partial(n_, "Étiquette «\u202f{tag}\u202f» posée sur {n} prospect.",
                     "Étiquette «\u202f{tag}\u202f» posée sur {n} prospects.")  # fmt: skip
        off = partial(n_, "Étiquette «\u202f{tag}\u202f» retirée de {n} prospect.",
                      "Étiquette «\u202f{tag}\u202f» retirée de {n} prospects.")  # fmt: skip
        act = partial(tags.tag_several, ids=of.ids, add=typed if put else "", remove="" if put else typed)
        words = partial(self._done, on if put else off, _tags_back, tag=typed)
        job = partial(self.strip.do, act, len(of.ids), text=_("Étiquettes"), done=words)
        self._ask(len(of.ids), partial(tag_question, of, typed, put=put), job)
        return True

    def assign(self, of: LeadSelection, agent: Agent | None) -> None:
        """Assign leads to somebody, or to nobody."""
        to = partial(n_, "{n} prospect affecté à {user}.", "{n} prospects affectés à {user}.")
        off = partial(n_, "{n} prospect sans affectation.", "{n} prospects sans affectation.")
        name = agent.name if agent else ""
        act = partial(assigning.assign, ids=of.ids, agent_id=agent.id if agent else None)
        words = partial(self._done, to if agent else off, _assignment_back, user=name)
        job = partial(self.strip.do, act, len(of.ids), text=_("Affectation"), done=words)
        self._ask(len(of.ids), partial(assign_question, of, name), job)

    def withdraw(self, of: LeadSelection) -> None:
        """Record that the ads of leads are withdrawn."""
        words = partial(n_, "{n} annonce notée retirée.", "{n} annonces notées retirées.")
        after = partial(n_, "Le nom et les coordonnées sont à effacer.", "Les noms et les coordonnées sont à effacer.")
        act = partial(ads_withdrawn.withdraw_several, lead_ids=of.online)
        done = partial(self._done, words, _online_again, rest=after)
        job = partial(self.strip.do, act, len(of.online), text=_("Annonces retirées"), done=done)
        self._ask(len(of.online), partial(gone_question, of), job)

    def export(self, of: LeadSelection) -> None:
        """Write leads to a file, after a yes."""
        if _any(self._office, of.listed):
            self.strip.ask(export_question(of), lambda _way: ask_export(self.strip, of.ids))

    def erase(self, of: LeadSelection) -> None:
        """Erase persons for good, and keep their properties, after a yes."""
        act = partial(forget_several, lead_ids=of.erasable)
        job = partial(self.strip.do, act, len(of.erasable), text=_("Effacement"), done=partial(self._erased, of),
                      always=True)  # fmt: skip
        if of.erasable:
            self.strip.ask(erase_question(of), lambda _way: job())

    def _erased(self, of: LeadSelection, done: SliceResult[bool]) -> None:
        count, stayed = sum(done.done), len(of.ids) - len(of.erased) - len(of.erasable)
        bold = n_("{n} personne effacée.", "{n} personnes effacées.", count).format(n=number(count))
        rest = n_("{n} gardée\u202f: une demande attend, ou un accord court.",
                  "{n} gardées\u202f: une demande attend, ou un accord court.", stayed)  # fmt: skip
        if done.stopped:
            words = done.problem.text if done.problem else _("Les autres n’ont pas changé.")
            self._office.say("caution", _stopped(bold), words)
        else:
            self._office.say(
                "done", bold, rest.format(n=number(stayed)) if stayed else _("Un effacement ne se défait pas.")
            )

    def _done(
        self, words: CountWords, back: CountWords, done: BulkResult, *, rest: CountWords = lambda _n: "", **values: str
    ) -> None:  # fmt: skip
        """Say what was done; ``back``: what its undoing says of a count; ``rest``: what follows from it."""
        same = n_("{n} prospect était déjà ainsi.", "{n} prospects étaient déjà ainsi.", done.same)
        said = same.format(n=number(done.same)) if done.same else rest(done.leads)
        bold = words(done.leads).format(n=number(done.leads), **values)
        act = Act(_("Annuler"), partial(self._undo, done, back)) if done.leads else None
        if not done.whole:
            self._office.say("caution", _stopped(bold), done.problem or _("Les autres n’ont pas changé."), act=act)
        elif done.leads:
            self._office.say("done", bold, said, act=act)
        else:
            self._office.say("note", said)

    def _undo(self, done: BulkResult, back: CountWords) -> None:
        act = partial(several.undo_several, lines=done.lines)
        self.strip.do(act, done.leads, text=_("Retour en arrière"), done=partial(self._undone, done, back))

    def _undone(self, done: BulkResult, back: CountWords, undone: BulkResult) -> None:
        bold, left = back(undone.leads).format(n=number(undone.leads)), done.leads - undone.leads
        changed = n_("{n} a changé entre-temps et n’a pas été touché.",
                     "{n} ont changé entre-temps et n’ont pas été touchés.", left)  # fmt: skip
        if undone.whole:
            self._office.say("done", bold, changed.format(n=number(left)) if left > 0 else "")
        else:
            act = Act(_("Annuler"), partial(self._undo, done, back))
            self._office.say("caution", _stopped(bold), undone.problem or _("Les autres n’ont pas changé."), act=act)


def _stopped(bold: str) -> str:
    return _("Arrêté\u202f: {what}").format(what=bold)


def _assignment_back(count: int) -> str:
    return n_("{n} prospect a retrouvé son affectation.", "{n} prospects ont retrouvé leur affectation.", count)


def _tags_back(count: int) -> str:
    return n_("{n} prospect a retrouvé ses étiquettes.", "{n} prospects ont retrouvé leurs étiquettes.", count)


def _online_again(count: int) -> str:
    return n_("{n} annonce de nouveau en ligne.", "{n} annonces de nouveau en ligne.", count)


WAYS = (RefusalHow.UNSAID, *SAID_HOWS)
"""How people may have said that they refuse. Nothing is chosen for the user: the register would tell what nobody
said."""


class RefusingMany:
    """The gesture, its question, its job and its undoing."""

    def __init__(self, for_many: ForMany) -> None:
        self._office = for_many.office
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
            self._begin(asked_ids, then, RefusalHow.UNSAID)
        else:
            for_many.ask(question(len(asked_ids), len(already)), partial(self._begin, asked_ids, then))

    def undo(self, gestures: Sequence[int]) -> None:
        """Take back the oppositions of one gesture."""
        act = partial(opposing_many.undo_many, gestures=tuple(gestures))
        self._for_many.do(
            act, len(gestures), text=_("Retour des oppositions"), done=partial(self._undone, gestures),
            failed=partial(self._failed, gestures),
        )  # fmt: skip

    def _begin(self, asked: tuple[int, ...], then: Callable[[], object], how: str) -> None:
        act = partial(opposing_many.oppose_many, lead_ids=asked, how=how)
        self._for_many.do(act, len(asked), text=_("Oppositions"), done=self._done)
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
