"""The latest actions of the journal in French: what was done, by whom, at what hour."""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta

from core.base.i18n import N_, _, n_
from core.base.moments import local
from core.base.records import Struct
from core.base.screen_shapes import day_month, hour, number
from core.model.channel import TitleKind
from core.model.lead import Event
from core.model.opposing import CallOutcome, RefusalHow
from core.store import batches
from core.store import today as counted
from core.store.port import Reader
from core.store.today import RowTold

SHOWN = 8
_READ_FOR_ONE = 60
"""Lines of the journal read for each told: several are often one piece of work."""


class JournalAction(Struct, frozen=True):
    """An action as the journal has it. ``what``: its name; ``ids``: the rows it changed, in the table its sentence
    is about."""

    at: datetime
    by: str
    what: str
    ids: tuple[int, ...]


def recent(r: Reader, *, at: datetime, limit: int = SHOWN, since: date | None = None) -> list[Event]:
    """Return what was done since a day, yesterday by default, newest first. Kinds of action nobody needs to read are
    left out."""
    gestures = _joined(_gestures(r, at, since or (at - timedelta(days=1)).date(), limit))
    about = _about(r, gestures)
    actions = []
    for gesture in gestures:
        text = _SENTENCES[gesture.what][1](r, gesture, about.get(_SENTENCES[gesture.what][0], {}))
        if text:
            actions.append(Event(gesture.at, gesture.what, text, gesture.by))
        if len(actions) == limit:
            break
    return actions


def _gestures(r: Reader, at: datetime, since: date, limit: int) -> list[JournalAction]:
    lines = counted.journal_lines(r, [*_SENTENCES], _READ_FOR_ONE * limit)
    dated = [(local(line.at), line) for line in lines]
    dated = [(moment, line) for moment, line in dated if since <= moment.date() and moment <= at]
    kinds = {line.id: _SENTENCES[line.what][0] for _moment, line in dated}
    touched: dict[int, list[int]] = {line_id: [line_id] for line_id, table in kinds.items() if table == "journal"}
    for row in counted.rows_touched(r, list(kinds)):
        if row.table == kinds[row.journal_id]:
            touched.setdefault(row.journal_id, []).append(row.row_id)
    return [
        JournalAction(moment, line.by, line.what, tuple(dict.fromkeys(touched[line.id])))
        for moment, line in dated
        if line.id in touched
    ]


def _joined(gestures: Sequence[JournalAction]) -> list[JournalAction]:
    """Return the actions with those that are one piece of work merged: forty letters, a form filled field by field,
    a call whose outcome was corrected."""
    actions: list[JournalAction] = []
    for gesture in gestures:
        last = actions[-1] if actions else None
        if last is not None and _same_work(last, gesture):
            ids = tuple(dict.fromkeys((*last.ids, *gesture.ids)))
            actions[-1] = JournalAction(last.at, last.by, last.what, ids)
        else:
            actions.append(gesture)
    return actions


def _same_work(last: JournalAction, one: JournalAction) -> bool:
    if (last.what, last.by, last.at.date()) != (one.what, one.by, one.at.date()):
        return False
    return one.what in _JOINED or set(one.ids) <= set(last.ids)


def _about(r: Reader, gestures: Sequence[JournalAction]) -> dict[str, "About"]:
    wanted: dict[str, list[int]] = {}
    for gesture in gestures:
        table = _SENTENCES[gesture.what][0]
        if table not in ("batch", "setting", "wording"):
            wanted.setdefault(table, []).extend(gesture.ids)
    return {table: counted.rows_told(r, table, ids) for table, ids in wanted.items()}


_KEPT = "a batch is undone, never deleted"

About = Mapping[int, RowTold]
"""What is told of rows, by id: see :func:`core.store.today.rows_told`."""
_BECOMES: Mapping[str, str] = {"agent": N_("{user} devient négociateur"), "manager": N_("{user} devient responsable")}
_NOBODY = RowTold(id=0, name="", word="", direction="")


def _batch(r: Reader, one: JournalAction, _about: About) -> str:
    batch = batches.batch(r, one.ids[0])
    assert batch is not None, _KEPT  # noqa: S101
    if batch.typed:
        return _("Prospect saisi")
    parts = (
        (n_("{n} ajoutée", "{n} ajoutées", batch.added), batch.added),
        (n_("{n} réunie", "{n} réunies", batch.merged), batch.merged),
        (n_("{n} opposée", "{n} opposées", batch.opposed), batch.opposed),
        (n_("{n} rejetée", "{n} rejetées", batch.rejected), batch.rejected),
        (n_("{n} vide", "{n} vides", batch.blank), batch.blank),
    )
    texts = [words.format(n=number(count)) for words, count in parts if count] or [_("rien")]
    read_words = n_("{n} lue", "{n} lues", batch.read).format(n=number(batch.read))
    return _("« {file} » : {read} = {parts}").format(file=batch.name, read=read_words, parts=" + ".join(texts))


def _undone(r: Reader, one: JournalAction, _about: About) -> str:
    batch = batches.batch(r, one.ids[0])
    assert batch is not None, _KEPT  # noqa: S101
    return _("Lot « {file} » annulé").format(file=batch.name)


def _brought_back(r: Reader, one: JournalAction, _about: About) -> str:
    batch = batches.batch(r, one.ids[0])
    assert batch is not None, _KEPT  # noqa: S101
    return _("Lot «\u202f{file}\u202f» rendu").format(file=batch.name)


def _letters(named: str, one: str, many: str) -> Callable[[Reader, JournalAction, About], str]:
    """Return the function that writes the sentence about letters: with the person's name (``named``) for one, with
    the number for many."""

    def told(_r: Reader, gesture: JournalAction, about: About) -> str:
        names = [about[row_id].name for row_id in gesture.ids if row_id in about]
        if len(names) == 1 and names[0]:
            return _(named).format(name=names[0])
        return n_(one, many, len(names)).format(n=number(len(names)))

    return told


def _named(words: str, nameless: str) -> Callable[[Reader, JournalAction, About], str]:
    """Return the function that writes the sentence of an action on one person; without the name once the sheet is
    erased."""

    def told(_r: Reader, gesture: JournalAction, about: About) -> str:
        name = about.get(gesture.ids[0], _NOBODY).name
        return _(words).format(name=name) if name else _(nameless)

    return told


def _opposed(_r: Reader, gesture: JournalAction, about: About) -> str:
    told = about.get(gesture.ids[0], _NOBODY)
    by = RefusalHow.shown_of(told.word).lower()
    text = _("{name} s’oppose au démarchage").format(name=told.name) if told.name else _("Opposition enregistrée")
    return f"{text} ({by})" if by else text


def _call(_r: Reader, gesture: JournalAction, about: About) -> str:
    told = about.get(gesture.ids[0], _NOBODY)
    outcome = CallOutcome.known(told.word)
    if outcome is None:
        return ""
    if not told.name:
        words = (
            _("Appel reçu d’un inconnu : {outcome}") if told.direction == "in" else _("Appel à un inconnu : {outcome}")
        )
    else:
        words = _("Appel reçu de {name} : {outcome}") if told.direction == "in" else _("Appel à {name} : {outcome}")
    return words.format(name=told.name, outcome=outcome.shown.lower())


def _callback(_r: Reader, gesture: JournalAction, about: About) -> str:
    told = about.get(gesture.ids[0], _NOBODY)
    if not told.name or not told.word:
        return ""
    when = local(told.word)
    return _("Rappel prévu avec {name}, le {day} à {hour}").format(
        name=told.name, day=day_month(when.date()), hour=hour(when)
    )


def _title(_r: Reader, gesture: JournalAction, about: About) -> str:
    told = about.get(gesture.ids[0], _NOBODY)
    kind = TitleKind.known(told.word)
    return _(kind.recorded).format(name=told.name) if told.name and kind else ""


def _spoken(_r: Reader, gesture: JournalAction, about: About) -> str:
    told = about.get(gesture.ids[0], _NOBODY)
    return _("Information donnée de vive voix à {name}").format(name=told.name) if told.name and told.word else ""


def _plain(words: str) -> Callable[[Reader, JournalAction, About], str]:
    return lambda _r, _gesture, _about: _(words)


def _seat(words: str) -> Callable[[Reader, JournalAction, About], str]:
    """Return the function that writes the sentence of a seat, ``words``, when there is one, and who got which rights
    with it, as « manager Hugo Lemoine » notes it."""

    def told(_r: Reader, gesture: JournalAction, about: About) -> str:
        notes = [str(item["note"]) for item in json.loads(about[gesture.ids[0]].word)]
        sentences = [_(words).format(seat=notes.pop(0))] if words else []
        pairs = [note.partition(" ") for note in notes]
        return ", ".join((*sentences, *(_(_BECOMES[rights]).format(user=user) for rights, _space, user in pairs)))

    return told


_SENTENCES: Mapping[str, tuple[str, Callable[[Reader, JournalAction, About], str]]] = {
    "intake end": ("batch", _batch),
    "batch undo": ("batch", _undone),
    "batch undo back end": ("batch", _brought_back),
    "notice": (
        "notice",
        _letters(N_("Lettre préparée pour {name}"), "{n} lettre préparée", "{n} lettres préparées"),
    ),
    "notice posted": (
        "notice",
        _letters(N_("Lettre postée pour {name}"), "{n} lettre postée", "{n} lettres postées"),
    ),
    "notice posted undo": (
        "notice",
        _letters(N_("Envoi annulé pour {name}"), "{n} envoi annulé", "{n} envois annulés"),
    ),
    "printed": (
        "notice",
        _letters(N_("Lettre imprimée pour {name}"), "{n} lettre imprimée", "{n} lettres imprimées"),
    ),
    "notice returned": (
        "notice",
        _letters(N_("Lettre revenue : {name}"), "{n} lettre revenue", "{n} lettres revenues"),
    ),
    "oppose": ("opposition", _opposed),
    "oppose undo": ("opposition", _named(N_("Opposition annulée : {name}"), N_("Opposition annulée"))),
    "mistake": (
        "opposition",
        _named(N_("Refus de {name} noté comme erreur"), N_("Refus noté comme erreur")),
    ),
    "mistake undo": (
        "opposition",
        _named(N_("Refus de {name} remis en vigueur"), N_("Refus remis en vigueur")),
    ),
    "consent": ("consent", _named(N_("{name} donne son accord, preuve au dossier"), N_("Accord enregistré"))),
    "consent withdrawn": ("consent", _named(N_("{name} retire son accord"), N_("Accord retiré"))),
    "consent incomplete": ("consent", _named(N_("Accord de {name} trouvé incomplet"), N_("Accord incomplet"))),
    "proof copy": ("consent", _named(N_("Copie de sa preuve remise à {name}"), N_("Copie d’une preuve remise"))),
    "consent form": ("wording", _plain(N_("Formulaire d’accord imprimé"))),
    "title": ("title", _title),
    "request answered": ("title", _named(N_("Demande répondue : {name}"), N_("Demande répondue"))),
    "title closed": ("title", _named(N_("Titre arrêté : {name}"), N_("Titre arrêté"))),
    "oral notice": ("oral_notice", _spoken),
    "listing gone": ("listing", _named(N_("Annonce de {name} notée retirée"), N_("Annonce notée retirée"))),
    "listing gone undo": (
        "listing",
        _named(N_("Annonce de {name} de nouveau en ligne"), N_("Annonce de nouveau en ligne")),
    ),
    "call end": ("call", _call),
    "callback": ("callback", _callback),
    "agency": ("setting", _plain(N_("Identité de l’agence modifiée"))),
    "settings": ("setting", _plain(N_("Réglages modifiés"))),
    "team shared": ("journal", _plain(N_("Base partagée avec l’équipe"))),
    "team ended": ("journal", _plain(N_("Base revenue sur un seul poste"))),
    "team rights": ("journal", _seat("")),
    "team seat added": ("journal", _seat(N_("Poste {seat} ajouté"))),
    "team seat removed": ("journal", _seat(N_("Poste {seat} retiré"))),
    "supplier": (
        "supplier",
        _named(N_("Fiche du fournisseur {name} modifiée"), N_("Fiche d’un fournisseur modifiée")),
    ),
}
"""What the journal calls a gesture → the table that tells it, and its sentence."""
_JOINED = frozenset({"mistake", "notice", "notice posted", "printed", "agency", "settings", "supplier"})
