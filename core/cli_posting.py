"""The verbs of letters once made: they left, or one came back."""

from pathlib import Path

import click

from core.actions import posting
from core.cli_desk import data_dir, desk
from core.i18n import _, n_


@click.command("posted")
@click.argument("references", metavar="RÉFÉRENCE…", nargs=-1, required=True)
@data_dir
def posted(references: tuple[str, ...], data_dir: Path | None, as_json: bool) -> None:
    """Note que des lettres sont parties ; leurs personnes sont alors informées."""
    with desk(data_dir, as_json) as at:
        with at.store.read() as r:
            letters = [posting.letter_of(r, one) for one in references]
        count = posting.posted(at.store, letters, by=at.by, at=at.now)
        said = n_("{n} lettre notée comme postée.", "{n} lettres notées comme postées.", count).format(n=count)
        at.answer({"posted": count}, [said], ok=bool(count))


@click.command("returned")
@click.argument("reference", metavar="RÉFÉRENCE")
@data_dir
def returned(reference: str, data_dir: Path | None, as_json: bool) -> None:
    """Note qu’une lettre est revenue ; on n’écrit plus à son adresse."""
    with desk(data_dir, as_json) as at:
        with at.store.read() as r:
            letter = posting.letter_of(r, reference)
        posting.returned(at.store, letter, by=at.by, at=at.now)
        at.answer({"returned": reference}, [_("Lettre notée comme revenue.")])


VERBS = (posted, returned)
"""What the command line takes from here."""
