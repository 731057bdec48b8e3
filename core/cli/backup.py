"""Verbs about backups: make one, list them, restore one, and say what state the base is in, whatever it is, and what
each backup would bring back."""

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from core.actions.keeping import backing_up, backup_list, restoring
from core.actions.keeping.base_state import Copy, look
from core.actions.keeping.restoring import Restored
from core.actions.register import key_phrase
from core.base import moments
from core.base.i18n import _, n_
from core.base.moments import AGENCY_ZONE
from core.base.screen_shapes import moment
from core.cli.desk import Shape, VerbDesk, base_folder, data_dir, desk, iso, on_base, print_answer
from core.model.backup import Drill
from core.model.register_key import KeyPlace
from core.store.engine.packing import keys_wanted
from core.store.engine.soundness import Soundness, state_of
from core.store.safe import homes
from core.words.backups import LOCKED, backup_words, brings_words, lacks_words, state_words
from core.words.keeping import UNSEALED, drill_words, drilled_words, loss_words, lost_words, sealed_words

LONGEST = 4096
"""Letters read for a phrase."""


@click.command("backup")
@click.option("--out", type=click.Path(path_type=Path), default=None, help="Dossier où copier la base.")
@click.option("--seal", is_flag=True, help="Sceller les copies faites avant que la clé sorte de la base.")
@on_base
def backup(at: VerbDesk, out: Path | None, seal: bool) -> None:
    """Copie la base dans un dossier et vérifie la copie ; sans dossier, liste les sauvegardes."""
    if seal:
        sealed = backing_up.seal_known(at.store)
        at.answer({"sealed": sealed}, [sealed_words(sealed)], ok=bool(sealed))
        return
    if out is None:
        backups = backup_list.known_backups(at.store)
        lines = [f"{moment(one.at)}  {one.path}" for one in backups]
        shape = [
            {"file": str(one.path), "at": one.at.isoformat(), "size": one.size, "sealed": one.sealed} for one in backups
        ]
        standing = backup_list.standing(at.store, at=at.now)
        sentences = [backup_words(standing, at.now), *([drilled_words(standing.drilled)] if backups else [])]
        at.answer({"backups": shape, "drilled": iso(standing.drilled)}, [*lines, *sentences], ok=bool(backups))
        return
    made = backing_up.back_up(at.store, out, by=at.by, at=at.now)
    sentences = [_("Sauvegarde vérifiée\u202f: {file}").format(file=made.path)]
    if not made.sealed:
        sentences.append(_(UNSEALED))
    at.answer({"file": str(made.path), "size": made.size, "sealed": made.sealed}, sentences)


@click.command("restore")
@click.argument("file", metavar="FICHIER", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Dire ce qui serait perdu sans rien changer.")
@click.option("--drill", "as_drill", is_flag=True, help="Tester la restauration sur une copie\u202f: rien ne change.")
@click.option("--phrase", "asks", is_flag=True, help="Lire à l’entrée les 24 mots qui ouvrent une sauvegarde scellée.")
@data_dir
def restore(
    file: Path, dry_run: bool, as_drill: bool, asks: bool, data_dir: Path | None, as_json: bool
) -> None:  # fmt: skip
    """Remet une sauvegarde à la place de la base ; personne d’opposé ou d’effacé ne revient."""
    before = homes.known_keys()
    if asks:
        key_phrase.give_key(sys.stdin.read(LONGEST), keys_wanted(file))
    # The base in place may be unreadable: it is not opened before it is replaced.
    folder = base_folder(data_dir)
    now = moments.now()
    if as_drill or (dry_run and state_of(folder) is Soundness.NONE):
        try:
            tried = restoring.drill(folder, file, by=_("restauration"), at=now)
        finally:
            for name in {*homes.known_keys()} - {*before}:
                homes.forget(name)  # A trial leaves no key on a computer that had none.
        print_answer(*_drilled(tried), as_json=as_json, ok=True)
        return
    if dry_run:
        _losing(file, data_dir, as_json)
        return
    done = restoring.restore(folder, file, by=_("restauration"), at=now)
    with desk(folder, as_json) as at:
        at.answer(
            {
                "oppositions": done.oppositions,
                "erased": done.erased,
                "aside": str(done.aside or ""),
                "register_lost": done.register_lost,
                "lost": done.lost,
                "letters": done.letters,
            },
            _restored(done),
        )


def _restored(done: Restored) -> Iterator[str]:
    """Yield what a restoration did, in words."""
    yield _("Base restaurée et vérifiée.")
    if done.oppositions:
        words = n_("{n} opposition reportée.", "{n} oppositions reportées.", done.oppositions)
        yield words.format(n=done.oppositions)
    if done.erased:
        yield n_("{n} effacement refait.", "{n} effacements refaits.", done.erased).format(n=done.erased)
    if done.letters:
        yield n_("{n} lettre remise.", "{n} lettres remises.", done.letters).format(n=done.letters)
    if done.aside:
        yield _("L’ancienne base est gardée\u202f: {file}").format(file=done.aside)
    if done.register_lost:
        yield lost_words(done.lost, done.moment)


def _drilled(tried: Drill) -> tuple[Shape, list[str]]:
    """Return the answer about a restoration for trial. Nothing is lost where there is no base: what the backup would
    bring back is then all there is to say."""
    counts = {"leads": tried.leads, "oppositions": tried.oppositions, "letters": tried.letters}
    return counts | {"last": iso(tried.moment)}, [drill_words(tried)]


def _losing(file: Path, data_dir: Path | None, as_json: bool) -> None:
    with desk(data_dir, as_json) as at:
        loss = restoring.losing(at.store, file)
        shape = {"leads": loss.leads, "calls": loss.calls, "letters": loss.letters, "agreements": loss.agreements}
        at.answer(shape, [loss_words(loss)])


@click.command("doctor")
@click.option("--copies", type=click.Path(path_type=Path), default=None, help="Autre dossier où chercher des copies.")
@data_dir
def doctor(copies: Path | None, data_dir: Path | None, as_json: bool) -> None:
    """Dit si la base se lit, ce qui s’en lit encore et ce que rend chaque copie ; ne change rien."""
    seen = look(base_folder(data_dir), copies)
    shape = {
        "state": seen.state.value,
        "oppositions": seen.oppositions,
        "withdrawn": seen.withdrawn,
        "register_whole": seen.whole,
        "key": None if seen.key is None else seen.key.value,
        "closed": not seen.open_to,
        "aside": [str(path) for path in seen.aside],
        "copies": [_shape(one) for one in seen.copies],
    }
    words = [
        *state_words(seen.state),
        n_("{n} refus relu.", "{n} refus relus.", seen.oppositions).format(n=seen.oppositions),
    ]
    if seen.key is not None:
        words.append(seen.key.shown.format(file=homes.key_file(seen.known_by)))
    if seen.open_to:
        words.append(_("D’autres utilisateurs de cet ordinateur peuvent lire le dossier de la base."))
    for copy in seen.copies:
        words.append(f"{moment(copy.at.astimezone(AGENCY_ZONE))}  {copy.path}")
        words.append("    " + (_(LOCKED) if copy.locked else brings_words(copy.sound, copy.leads, copy.oppositions)))
        if not copy.sealed and seen.key not in (None, KeyPlace.BASE):
            words.append(
                "    "
                + _(
                    "Non scellée\u202f: qui la trouve la lit, avec l’ancienne clé. Scellez-la (backup --seal), ou "
                    "remplacez-la."
                )
            )
        if copy.sound:
            words.append("    " + _("Manquera\u202f: {what}").format(what=lacks_words(copy.loses)))
    sound = seen.state in (Soundness.SOUND, Soundness.NONE) and seen.key is not KeyPlace.ABSENT
    print_answer(shape, words, as_json=as_json, ok=sound)


def _shape(one: Copy) -> dict[str, object]:
    lost = one.loses
    return {
        "file": str(one.path),
        "at": one.at.isoformat(),
        "sound": one.sound,
        "locked": one.locked,
        "sealed": one.sealed,
        "leads": one.leads,
        "oppositions": one.oppositions,
        "last": iso(one.last),
        "loses": None
        if lost is None
        else {"leads": lost.leads, "calls": lost.calls, "letters": lost.letters, "agreements": lost.agreements},
    }


VERBS = (backup, restore, doctor)
