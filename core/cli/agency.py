"""Verbs about the base as a whole: the identity of its agency, and the check of its files."""

import sys
import tomllib
from pathlib import Path
from typing import Any

import click

from core.actions.common import agency as agency_actions
from core.actions.keeping import verifying
from core.actions.letters.letter_answers import note_read, save_answers
from core.base.disk import size_of
from core.base.i18n import _
from core.base.records import asdict
from core.base.screen_shapes import listed, number
from core.cli.desk import VerbDesk, on_base, pairs_of
from core.notices.agency_answers import unanswered
from core.notices.agency_gaps import agency_missing
from core.words.agency_questions import QUESTIONS
from core.words.errors import error

_TOML_LIMIT = 1 << 20


@click.command()
@click.option("--file", "file", type=click.Path(path_type=Path), help="Fichier TOML de l’identité.")
@click.option("--set", "pairs", multiple=True, metavar="CHAMP=VALEUR")
@click.option("--read-again", is_flag=True, help="Les réponses ont été relues\u202f: rien n’a changé.")
@on_base
def agency(at: VerbDesk, file: Path | None, pairs: tuple[str, ...], read_again: bool) -> None:
    """Identité de l’agence imprimée sur les lettres."""
    values = _toml(file) if file else {}
    values |= pairs_of(pairs)
    if values:
        save_answers(at.store, values, by=at.by, at=at.now)
    if read_again:
        note_read(at.store, by=at.by, at=at.now)
    with at.store.read() as r:
        identity = agency_actions.settings(r).agency
    lacking, waiting = agency_missing(identity), [_(QUESTIONS[name]) for name in unanswered(identity)]
    lines = [f"{name} = {value}" for name, value in asdict(identity).items() if value not in ("", None, False)]
    at.answer(
        {"agency": asdict(identity), "missing": list(lacking), "unanswered": list(unanswered(identity))},
        [
            *lines,
            *(
                [_("Il manque {what}\u202f: aucune lettre ne peut partir.").format(what=listed(lacking))]
                if lacking
                else []
            ),
            *([_("Vos lettres attendent vos réponses\u202f: {what}.").format(what=listed(waiting))] if waiting else []),
        ],
    )


@click.command()
@click.option("--head", default="", metavar="EMPREINTE", help="Tête lue sur une sauvegarde ou un dossier de contrôle.")
@on_base
def verify(at: VerbDesk, head: str) -> None:
    """Vérifie la base, la chaîne du journal, et que les tables sont ce qu’il en dit."""
    verification = verifying.verify(at.store, _shown, head=head)
    words = _("{n} lignes au journal, chaîne intacte, tables conformes. Tête {head}.")
    full_text = words.format(n=number(verification.rows), head=verification.head[:12])
    sentences = verification.problems or (full_text,)
    shape = {
        "ok": verification.ok,
        "rows": verification.rows,
        "head": verification.head,
        "problems": list(verification.problems),
        "notes": list(verification.notes),
    }
    at.answer(shape, (*sentences, *verification.notes), ok=verification.ok)


VERBS = (agency, verify)


def _shown(done: int, total: int) -> None:
    """Show how far a check is, to somebody who watches a terminal."""
    if sys.stderr.isatty():
        click.echo("\r" + _("Vérification {n}/{total}").format(n=done + 1, total=total), err=True, nl=done + 1 == total)


def _toml(file: Path) -> dict[str, Any]:
    try:
        if size_of(file) > _TOML_LIMIT:
            raise error("FILE_TOO_BIG", file=file.name)
        found = tomllib.loads(file.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as problem:
        raise error("FILE_UNREADABLE", file=file.name) from problem
    inner = found.get("agency", found)
    return dict(inner) if isinstance(inner, dict) else {}
