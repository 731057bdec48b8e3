"""What is done with several leads at once, whoever asks for it, the bar or the menu of a row: each is one gesture, said
in the band with what was left out, taken back by one Ctrl+Z. Files, prints and copies leave out those who refuse."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from types import MappingProxyType

from PySide6.QtGui import QGuiApplication

from core.actions.common import agents
from core.actions.common.in_slices import BulkResult
from core.actions.common.kept_files import letters_folder
from core.actions.desk.export_jobs import export_leads
from core.actions.keeping.uninformed import forget_several
from core.actions.leads import ads_withdrawn, assigning, exporting, several, tags
from core.actions.leads.chosen import LeadSelection, opposed_among
from core.actions.leads.exporting import Listed
from core.actions.letters import noticing
from core.actions.register import opposing_many
from core.base.errors import UserError
from core.base.i18n import N_, _, n_
from core.base.records import Struct
from core.base.screen_shapes import number
from core.model.opposing import RefusalHow
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
    oppose_question,
    tag_question,
)
from ui.widgets.many_question import ManyAsked
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


def _undo_lines(done: BulkResult) -> Callable[..., BulkResult]:
    return partial(several.undo_several, lines=done.lines)


def _undo_refusals(done: BulkResult) -> Callable[..., BulkResult]:
    return partial(opposing_many.undo_many, gestures=done.ids)


class GestureWords(Struct, frozen=True):
    """What is said of a gesture for many. ``done``: of those changed; ``back``: of those given back, None where nothing
    is; ``rest``: what follows from it; ``values``: other words of ``done``; ``job``: beside the bar; ``undo``: what
    takes it back."""

    job: str
    done: CountWords
    back: CountWords | None = None
    rest: CountWords = lambda _count: ""
    values: Mapping[str, str] = MappingProxyType({})
    kind: str = "done"
    undo: Callable[[BulkResult], Callable[..., BulkResult]] = _undo_lines


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
        act = partial(noticing.make, ids=ids, out=letters_folder(self._office.store))
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
        back = partial(n_, "{n} prospect a retrouvé ses étiquettes.", "{n} prospects ont retrouvé leurs étiquettes.")
        words = GestureWords(_("Étiquettes"), on if put else off, back, values={"tag": typed})
        self._ask(len(of.ids), partial(tag_question, of, typed, put=put), partial(self._do, act, len(of.ids), words))
        return True

    def assign(self, of: LeadSelection, agent: Agent | None) -> None:
        """Assign leads to somebody, or to nobody."""
        to = partial(n_, "{n} prospect affecté à {user}.", "{n} prospects affectés à {user}.")
        off = partial(n_, "{n} prospect sans affectation.", "{n} prospects sans affectation.")
        name = agent.name if agent else ""
        act = partial(assigning.assign, ids=of.ids, agent_id=agent.id if agent else None)
        back = partial(n_, "{n} prospect a retrouvé son affectation.", "{n} prospects ont retrouvé leur affectation.")
        words = GestureWords(_("Affectation"), to if agent else off, back, values={"user": name})
        self._ask(len(of.ids), partial(assign_question, of, name), partial(self._do, act, len(of.ids), words))

    def withdraw(self, of: LeadSelection) -> None:
        """Record that the ads of leads are withdrawn."""
        done = partial(n_, "{n} annonce notée retirée.", "{n} annonces notées retirées.")
        after = partial(n_, "Le nom et les coordonnées sont à effacer.", "Les noms et les coordonnées sont à effacer.")
        act = partial(ads_withdrawn.withdraw_several, lead_ids=of.online)
        back = partial(n_, "{n} annonce de nouveau en ligne.", "{n} annonces de nouveau en ligne.")
        words = GestureWords(_("Annonces retirées"), done, back, rest=after)
        self._ask(len(of.online), partial(gone_question, of), partial(self._do, act, len(of.online), words))

    def oppose(self, ids: Sequence[int], *, then: Callable[[], object]) -> None:
        """Record that each of these leads refuses canvassing; ``then`` is called once that is done or begun."""
        if self.strip.asking:
            self.strip.question.take_focus()
            return
        with self._office.store.read() as r:
            already = opposed_among(r, ids)
        asked = tuple(row_id for row_id in ids if row_id not in already)
        done = partial(n_, "{n} opposition enregistrée.", "{n} oppositions enregistrées.")
        back = partial(n_, "{n} opposition annulée.", "{n} oppositions annulées.")
        words = GestureWords(_("Oppositions"), done, back, kind="opposed", undo=_undo_refusals,
                             rest=lambda _count: _("Tous les canaux, toutes les coordonnées."))  # fmt: skip

        def begin(how: str) -> None:
            self._do(partial(opposing_many.oppose_many, lead_ids=asked, how=how), len(asked), words)
            then()

        if not asked:
            self._office.say("note", _("Déjà opposés."), _("Rien n’a changé."))
        elif len(asked) < MANY:
            begin(RefusalHow.UNSAID)
        else:
            self.strip.ask(oppose_question(len(asked), len(already)), begin)

    def export(self, of: LeadSelection) -> None:
        """Write leads to a file, after a yes."""
        if _any(self._office, of.listed):
            self.strip.ask(export_question(of), lambda _way: ask_export(self.strip, of.ids))

    def erase(self, of: LeadSelection) -> None:
        """Erase persons for good, and keep their properties, after a yes."""
        stayed = len(of.ids) - len(of.erased) - len(of.erasable)
        rest = n_("{n} gardée\u202f: une demande attend, ou un accord court.",
                  "{n} gardées\u202f: une demande attend, ou un accord court.", stayed)  # fmt: skip
        rest = rest.format(n=number(stayed)) if stayed else _("Un effacement ne se défait pas.")
        done = partial(n_, "{n} personne effacée.", "{n} personnes effacées.")
        words = GestureWords(_("Effacement"), done, rest=lambda _count: rest)
        act = partial(forget_several, lead_ids=of.erasable)
        if of.erasable:
            self.strip.ask(erase_question(of), lambda _way: self._do(act, len(of.erasable), words, always=True))

    def _do(self, act: Callable[..., BulkResult], count: int, words: GestureWords, *, always: bool = False) -> None:
        self.strip.do(act, count, text=words.job, done=partial(self._done, words), always=always)

    def _done(self, words: GestureWords, done: BulkResult) -> None:
        same = n_("{n} prospect était déjà ainsi.", "{n} prospects étaient déjà ainsi.", done.same)
        said = same.format(n=number(done.same)) if done.same else words.rest(done.leads)
        bold = words.done(done.leads).format(n=number(done.leads), **words.values)
        if not done.leads:
            self._office.say("note", done.problem or said)
        elif done.whole:
            self._office.say(words.kind, bold, said, act=self._back(words, done))
        else:
            kind = words.kind if words.kind == "opposed" else "caution"
            self._office.say(kind, _stopped(bold), done.problem or _(OTHERS), act=self._back(words, done))

    def _back(self, words: GestureWords, done: BulkResult) -> Act | None:
        return words.back and Act(_("Annuler"), partial(self._undo, words, done))

    def _undo(self, words: GestureWords, done: BulkResult) -> None:
        def failed(problem: UserError) -> None:
            # What is only not possible now may be tried again.
            act = None if problem.code == "UNDO_LATE" else self._back(words, done)
            self._office.say("error", problem.text, act=act)

        self.strip.do(words.undo(done), done.leads, text=_("Retour en arrière"), failed=failed,
                      done=partial(self._undone, words, done))  # fmt: skip

    def _undone(self, words: GestureWords, done: BulkResult, undone: BulkResult) -> None:
        bold = words.back(undone.leads).format(n=number(undone.leads)) if words.back else ""
        left = done.leads - undone.leads
        changed = n_("{n} a changé entre-temps et n’a pas été touché.",
                     "{n} ont changé entre-temps et n’ont pas été touchés.", left)  # fmt: skip
        if undone.whole:
            self._office.say("done", bold, changed.format(n=number(left)) if left > 0 else _(BOTH))
        else:
            rest = undone.problem or _(OTHERS)
            self._office.say("caution", _stopped(bold), rest, act=self._back(words, done))


OTHERS, BOTH = N_("Les autres n’ont pas changé."), N_("Les deux gestes restent au journal.")


def _stopped(bold: str) -> str:
    return _("Arrêté\u202f: {what}").format(what=bold)
