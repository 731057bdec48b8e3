"""The verb a softphone runs when somebody calls: the open window shows their sheet; without one, a window opens."""

import time
from pathlib import Path

import click

from core.base import children
from core.base.i18n import N_, _
from core.base.running_window import Answer, Ask, ask
from core.cli.desk import base_folder, data_dir, print_answer
from core.words.errors import error

OPENING = 20.0
"""Seconds a window may take to open."""
_AGAIN = 0.05
SAID = {
    "known": N_("La fiche est affichée."),
    "unknown": N_("Ce numéro n’est d’aucune fiche."),
    "opposed": N_("Cette personne s’oppose au démarchage."),
}


@click.command()
@click.argument("number")
@data_dir
def incoming(number: str, data_dir: Path | None, as_json: bool) -> None:
    """Montre dans la fenêtre la fiche de qui appelle."""
    folder = base_folder(data_dir)
    try:
        answer = ask(folder, Ask.INCOMING, number) or _asked_once_open(folder, number)
    except TimeoutError:
        raise error("WINDOW_SILENT") from None
    shape = {"lead": answer["lead"], "state": answer["state"]}
    print_answer(shape, [_(SAID[answer["state"]])], as_json=as_json, ok=answer["state"] == "known")


def _asked_once_open(folder: Path, number: str) -> Answer:
    """Open a window on the base and ask it. Raises UserError NO_WINDOW when it does not open."""
    window = children.open_window(folder)
    until = time.monotonic() + OPENING
    while window.poll() is None and time.monotonic() < until:
        if (answer := ask(folder, Ask.INCOMING, number)) is not None:
            return answer
        time.sleep(_AGAIN)
    raise error("NO_WINDOW")


VERBS = (incoming,)
