"""Verbs about the controller's documents: one document as PDF, the register of breaches, the inspector's file."""

from pathlib import Path

import click

from core.actions.common.files import write_whole
from core.actions.papers import data_breaches, inspecting, papers
from core.base.i18n import _
from core.base.records import asdict
from core.base.screen_shapes import number
from core.cli.desk import VerbDesk, on_base, pairs_of


@click.command("inspect")
@click.option("--out", required=True, type=click.Path(path_type=Path, dir_okay=False), help="Fichier ZIP à écrire.")
@on_base
def inspect(at: VerbDesk, out: Path) -> None:
    """Fait le dossier de contrôle, en un ZIP."""
    done = inspecting.inspect(at.store, out, by=at.by, at=at.now)
    words = _("{n} fichiers dans «\u202f{file}\u202f».").format(n=number(done.files), file=done.file)
    chain = _("Journal vérifié, chaîne intacte.") if done.verification.ok else " ".join(done.verification.problems)
    lacking = [gap.text for gap in done.gaps]
    shape = {
        "file": str(done.file), "files": done.files, "sha256": done.sha256, "ok": done.verification.ok,
        "to_write": lacking,
    }  # fmt: skip
    at.answer(shape, [words, f"SHA-256 {done.sha256}", chain, *lacking], ok=done.verification.ok)


@click.command("paper")
@click.argument("key", metavar=f"{{{'|'.join(papers.KEYS)}}}", type=click.Choice(papers.KEYS))
@click.option("--out", required=True, type=click.Path(path_type=Path, dir_okay=False), help="Fichier PDF à écrire.")
@on_base
def paper(at: VerbDesk, key: str, out: Path) -> None:
    """Écrit un document du responsable, en PDF."""
    with at.store.read() as r:
        write_whole(out, papers.pdf(r, key, at=at.now))
        at.answer({"paper": key, "file": str(out)}, [_("«\u202f{file}\u202f» est écrit.").format(file=out)])


@click.command("breach")
@click.argument("number", metavar="[NUMÉRO]", type=int, required=False)
@click.option("--set", "pairs", multiple=True, metavar="CHAMP=VALEUR")
@on_base
def breach(at: VerbDesk, number: int | None, pairs: tuple[str, ...]) -> None:
    """Montre le registre des violations de données, en note une ou la complète."""
    values = pairs_of(pairs)
    if values:
        number = data_breaches.note(at.store, values, by=at.by, at=at.now, number=number)
    with at.store.read() as r:
        entries = data_breaches.breaches(r)
    shape = {"number": number, "breaches": [{"number": place, **asdict(entry)} for place, entry in entries.items()]}
    words = _("Violation n°\u00a0{n}, connue le {day}\u202f: {facts}")
    lines = [words.format(n=place, day=entry.known, facts=entry.facts) for place, entry in entries.items()]
    at.answer(shape, lines or [_("Aucune violation notée à ce jour.")])


VERBS: tuple[click.Command, ...] = (inspect, paper, breach)
