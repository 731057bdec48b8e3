"""Verbs about the opposition register: take in a list, export the register, check a number, print, confirm or restore
its key, and say where it is."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from core.actions.common import fuzzy_suppression, people
from core.actions.common.fuzzy_suppression import NearRefusal
from core.actions.keeping.backing_up import seal_older
from core.actions.letters.print_command import check_paper, print_with_cups
from core.actions.register import entries, key_phrase, mistakes, recovery_sheet, refusal_answers, refusal_lists
from core.actions.register.at_rest import BaseAtRest, at_rest
from core.actions.register.mistakes import Lifting
from core.actions.register.refusal_lists import ImportList
from core.base.i18n import _, n_
from core.base.moments import AGENCY_ZONE, local, read
from core.base.screen_shapes import day, number
from core.cli.desk import Shape, VerbDesk, base_folder, data_dir, desk, iso, on_base, pairs_of
from core.model.opposing import RefusalHow, RefusalSource
from core.model.register import ListTaken
from core.model.register_key import KeyPlace, KeyRestored
from core.store import safe
from core.store.engine.disk_lock import ask_disk
from core.store.safe import sealing
from core.words.errors import error, user_text
from core.words.register import stays_words, taken
from core.words.terms import term

_LONGEST = 4096
"""Letters read for a phrase."""


@click.group("register")
def register_() -> None:
    """Le registre d’opposition."""


@register_.command("import")
@click.argument("file", metavar="FICHIER", type=click.Path(path_type=Path))
@click.option("--supplier", default="", help="Qui a transmis la liste. Vide : le cahier de l’agence.")
@click.option("--column", "columns", multiple=True, metavar="COLONNE=CHAMP", help="Ce qu’est une colonne.")
@click.option("--sheet", default="")
@on_base
def take_list(at: VerbDesk, file: Path, supplier: str, columns: tuple[str, ...], sheet: str) -> None:
    """Inscrit au registre les personnes d’une liste, ou le registre d’une autre base."""
    asked = ImportList(
        at.store.path.parent, file, at.by, at.now, supplier=supplier, fields=pairs_of(columns), sheet=sheet
    )
    found = refusal_lists.import_list(at.store, asked)
    at.answer(list_shape(found), words(found), ok=bool(found.added + found.already))


@register_.command("export")
@click.option("--out", required=True, type=click.Path(path_type=Path, dir_okay=False), help="Fichier CSV à écrire.")
@on_base
def export(at: VerbDesk, out: Path) -> None:
    """Écrit le registre en empreintes, pour un contrôle ou pour une autre base."""
    with at.store.read() as r:
        done_count = entries.export_register(r, out)
        said = user_text("REGISTER_WRITTEN", n=done_count, file=out)
        at.answer({"entries": done_count, "file": str(out)}, [said])


@register_.command("check")
@click.argument("who", metavar="QUI")
@on_base
def check(at: VerbDesk, who: str) -> None:
    """Dit si un numéro, un e-mail ou une adresse est au registre."""
    with at.store.read() as r:
        found = entries.registered(r, who)
        if found is None:
            raise error("REGISTER_WHO", who=who)
        answer = {
            "kind": found.kind,
            "registered": found.at is not None,
            "at": iso(found.at),
            "how": found.how,
            "near": found.near,
            "sources": [source_shape(source) for source in mistakes.sources_of(r, who)],
        }
        if found.at is None:
            at.answer(answer, [_("Absent du registre d’opposition. Cela ne donne pas le droit d’appeler.")])
            return
        said = _("Au registre d’opposition depuis le {date} ({how}).")
        if found.near:
            said = _("À vérifier\u202f: une adresse presque semblable est au registre depuis le {date} ({how}).")
        how = RefusalHow(found.how).shown.lower()
        at.answer(answer, [said.format(date=day(found.at.astimezone(AGENCY_ZONE).date()), how=how)], ok=False)


@register_.command("near")
@click.argument("who", metavar="QUI")
@click.option("--another", is_flag=True, help="C’est une autre personne\u202f: la lettre peut partir.")
@on_base
def near(at: VerbDesk, who: str, another: bool) -> None:
    """Montre les oppositions qui ressemblent à un prospect\u202f; pour la même personne\u202f: oppose."""
    with at.store.read() as r:
        lead_id = people.known(r, who)
        refusals = fuzzy_suppression.near_of(r, lead_id)
        mine = [" ".join(filter(None, address)) for address in fuzzy_suppression.addresses_of(r, lead_id)]
    shape: Shape = {
        "lead": lead_id,
        "addresses": mine,
        "near": [
            {
                "opposition": refusal.gesture,
                "at": iso(read(refusal.at)),
                "how": refusal.how,
                "lead": refusal.lead_id,
            }
            for refusal in refusals
        ],
    }
    sentences = [*mine, *map(_near, refusals)] if refusals else [_("Aucune opposition ne ressemble à ce prospect.")]
    if another and refusals:
        fuzzy_suppression.another_person(at.store, lead_id, by=at.by, at=at.now)
        sentences = [_("Une autre personne\u202f: la lettre peut partir.")]
    at.answer(shape | {"another": another and bool(refusals)}, sentences, ok=another or not refusals)


@register_.command("doubt")
@click.argument("who", metavar="QUI")
@click.option("--refuses", "answer", flag_value="refuse", help="C’est un refus\u202f: la personne est opposée.")
@click.option("--free", "answer", flag_value="keep", help="Ce n’est pas un refus\u202f: la fiche est libre.")
@on_base
def doubt(at: VerbDesk, who: str, answer: str | None) -> None:
    """Montre les phrases d’un prospect qui ressemblent à un refus\u202f; y répond."""
    with at.store.read() as r:
        lead_id = people.known(r, who)
        found = refusal_answers.in_doubt(r, lead_id)
    shape: Shape = {"lead": lead_id, "words": list(found.quotes) if found else [], "answer": answer or ""}
    sentences = [_("Aucune phrase de ce prospect ne ressemble à un refus.")]
    if found:
        sentences = [_("«\u202f{words}\u202f», est-ce un refus\u202f?").format(words=words) for words in found.quotes]
        sentences.append(_("Ni lettre ni appel avant la réponse\u202f: --refuses ou --free."))
    if found and answer == "refuse":
        refusal_answers.is_refusal(at.store, lead_id, by=at.by, at=at.now)
        sentences = [_("Opposition enregistrée\u202f: ni lettre ni appel.")]
    elif found and answer:
        refusal_answers.is_none(at.store, lead_id, by=at.by, at=at.now)
        sentences = [_("Ce n’est pas un refus\u202f: la fiche est libre.")]
    at.answer(shape, sentences, ok=bool(answer) or not found)


@register_.command("mistake")
@click.argument("who", metavar="QUI|OPPOSITION")
@click.option("--why", default="", help="Pourquoi, en une phrase\u202f: elle reste à côté de l’entrée.")
@click.option(
    "--words", is_flag=True, help="La phrase ne refuse pas\u202f: retenu pour les fichiers de ce fournisseur."
)
@click.option("--count", default=1, type=click.IntRange(1), help="Combien de lectures retirer ensemble.")
@click.option("--undo", is_flag=True, help="Remet en vigueur une entrée notée comme erreur.")
@on_base
def mistake(at: VerbDesk, who: str, why: str, words: bool, count: int, undo: bool) -> None:
    """Note qu’un refus lu par le programme est une erreur. Ce que la personne a dit reste."""
    if undo:
        back = mistakes.undo_mistake(at.store, gesture_id(who), by=at.by, at=at.now)
        at.answer({"back": back}, [_("Le refus est de nouveau en vigueur.")])
        return
    lifting = mistakes.lift(at.store, who, why=why, by=at.by, at=at.now, together=count, words_too=words)
    at.answer(lifting_shape(lifting), lifting_words(lifting), ok=bool(lifting.lifted))


def gesture_id(typed: str) -> int:
    """Return the id of a gesture as typed. Raises UserError MISTAKE_NONE."""
    if not typed.strip().isdecimal():
        raise error("MISTAKE_NONE")
    return int(typed)


def source_shape(source: RefusalSource) -> Shape:
    """Return where a refusal comes from, as ``--json`` prints it."""
    return {
        "opposition": source.gesture, "at": iso(read(source.at)), "how": source.how, "by": source.by,
        "author": source.author, "words": source.words, "place": source.place, "file": source.file,
        "line": source.line or None, "supplier": source.supplier, "batch": source.batch_id, "lead": source.lead_id,
    }  # fmt: skip


def lifting_shape(done: Lifting) -> Shape:
    """Return what lifting a refusal did, as ``--json`` prints it."""
    return {
        "lifted": [source_shape(source) for source in done.lifted],
        "stays": [source_shape(source) for source in done.stays],
        "rows": [{"batch": row.batch, "file": row.file, "line": row.line} for row in done.rows],
    }


def lifting_words(done: Lifting) -> Iterator[str]:
    """Yield what lifting a refusal did, in words."""
    if done.lifted:
        yield _("Erreur notée. Cette personne peut refuser de nouveau, à tout moment.")
    for row in done.rows:
        yield _("La ligne {line} de {file} s’importe de nouveau\u202f: lettre d’abord.").format(
            line=row.line, file=row.file
        )
    if not done.lifted and not done.stays:
        yield _("Aucun refus de cette personne au registre.")
    for source in done.stays:
        yield stays_words(source)


def _near(one: NearRefusal) -> str:
    said = _("Opposition du {date} ({how})\u202f: {like}.")
    sheet = _(" Fiche {lead}.").format(lead=one.lead_id) if one.lead_id else ""
    return (
        said.format(
            date=day(local(one.at).date()), how=RefusalHow(one.how).shown.lower(), like=term("likeness", one.shared)
        )
        + sheet
    )


@register_.command("phrase")
@click.option("--age", is_flag=True, help="Montrer la clé qui ouvre les sauvegardes scellées avec le programme age.")
@on_base
def phrase(at: VerbDesk, age: bool) -> None:
    """Montre les 24 mots de la clé du registre, à recopier sur papier."""
    if age:
        with at.store.read() as r:
            identity = sealing.identity(safe.sealing_key(r))
        at.answer({"identity": identity}, [identity])
        return
    texts = key_phrase.phrase(at.store, by=at.by, at=at.now)
    lines = [f"{place:>2}. {word}" for place, word in enumerate(texts, start=1)]
    at.answer({"words": list(texts)}, lines)


@register_.command("sheet")
@click.option("--printer", required=True, metavar="NOM", help="L’imprimante, comme le système la nomme.")
@on_base
def print_sheet(at: VerbDesk, printer: str) -> None:
    """Imprime la feuille de secours : les 24 mots, son code, que faire sur un autre ordinateur. Aucun fichier."""
    check_paper(printer)
    pdf = recovery_sheet.sheet(at.store, by=at.by, at=at.now)
    print_with_cups(printer, pdf, _("Feuille de secours"), both_sides=False)
    words = _("Feuille envoyée à « {printer} ». Tapez ensuite son code : register confirm --code.")
    at.answer({"printer": printer}, [words.format(printer=printer)])


@register_.command("confirm")
@click.option("--word", "places", multiple=True, type=click.IntRange(1, key_phrase.WORDS), help="Le rang d’un mot.")
@click.option("--code", "by_code", is_flag=True, help="Lire le code de la feuille au lieu de deux mots.")
@on_base
def confirm(at: VerbDesk, places: tuple[int, ...], by_code: bool) -> None:
    """Sort la clé de la base, une fois tapés deux des 24 mots ou le code de la feuille, au clavier ou à l’entrée."""
    asked_ids = () if by_code else places if len(set(places)) > 1 else key_phrase.asked_places()
    typed = _typed(asked_ids)
    words = dict(zip(asked_ids, [*typed, *[""] * len(asked_ids)], strict=False))
    recovery_sheet.confirm(at.store, " ".join(typed) if by_code else words, by=at.by, at=at.now)
    seal_older(at.store)
    base = at_rest(at.store)
    at.answer(_rest_shape(base) | {"words": list(asked_ids)}, [base.shown])


def _typed(asked_ids: Sequence[int]) -> list[str]:
    """Return the words typed: those of the places asked, or the code of the sheet when none is."""
    if sys.stdin.isatty():
        wanted = _("Tapez le code de la feuille, puis Entrée.")
        if asked_ids:
            wanted = _("Tapez les mots {ranks} de la feuille, dans cet ordre, puis Entrée.")
        click.echo(wanted.format(ranks=", ".join(map(str, asked_ids))), err=True)
    typed: list[str] = []
    while len(typed) < max(len(asked_ids), 1) and (line := sys.stdin.readline(_LONGEST)):
        typed += line.split()
    return typed


@register_.command("key")
@on_base
def key(at: VerbDesk) -> None:
    """Dit où est la clé du registre, et donc ce qui est en clair, et si le disque de la base est chiffré."""
    base, lock = at_rest(at.store), ask_disk(at.store.path.parent)
    disk = {"disk": lock.state.value, "disk_by": lock.by}
    at.answer(_rest_shape(base) | disk, [base.shown, lock.shown], ok=base.place is not KeyPlace.ABSENT)


def _rest_shape(base: BaseAtRest) -> Shape:
    return {
        "key": base.place.value,
        "id": base.known_by,
        "file": base.key_file,
        "at_rest": base.at_rest.value,
        "printed": base.printed,
    }


@register_.command("restore")
@data_dir
def restore_key(data_dir: Path | None, as_json: bool) -> None:
    """Remet la clé du registre d’après ses 24 mots, lus au clavier ou à l’entrée, jamais dans la commande."""
    typed = sys.stdin.read(_LONGEST)
    is_unlocked = key_phrase.unlock(base_folder(data_dir), typed)
    with desk(data_dir, as_json) as at:
        restored = key_phrase.restore_key(at.store, typed, by=at.by, at=at.now)
        restored = KeyRestored.FOUND if is_unlocked else restored
        seal_older(at.store)
        at.answer({"restored": restored.value}, [restored.shown])


VERBS: tuple[click.Command, ...] = (register_,)


def list_shape(found: ListTaken) -> Shape:
    """Return the report of a list as ``--json`` prints it."""
    rejects = [{"line": reject.line, "code": reject.code, "reason": reject.reason} for reject in found.rejects]
    return {"opposition": found.gesture, "read": found.read, "added": found.added, "already": found.already,
            "rejected": found.rejected, "blank": found.blank, "lifted": found.lifted, "leads": found.leads,
            "refusals": found.refusals,
            "rejects": rejects}  # fmt: skip


def words(found: ListTaken) -> Iterator[str]:
    """Yield the report of a list in words."""
    yield taken(found)
    yield n_("{n} fiche de la base est close.", "{n} fiches de la base sont closes.", found.leads).format(
        n=number(found.leads)
    )
    for reject in found.rejects:
        yield _("  ligne {line}\u202f: {reason}").format(line=reject.line, reason=reject.reason)
