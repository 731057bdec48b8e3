"""The verb of the page « vos données » of the agency's site."""

from pathlib import Path

import click

from core.actions.common import agency
from core.actions.papers import data_page
from core.base.i18n import _
from core.base.screen_shapes import day
from core.cli.desk import VerbDesk, on_base
from core.notices.data_page import webmaster_message


@click.command("data-page")
@click.option("--out", type=click.Path(path_type=Path), help="Fichier HTML à écrire.")
@on_base
def page(at: VerbDesk, out: Path | None) -> None:
    """Écrit la page « vos données » du site, ou dit si celle qui est en ligne est encore vraie."""
    if out is not None:
        data_page.save_page(at.store, out, by=at.by, at=at.now)
    with at.store.read() as r:
        state, message = data_page.page_state(r), webmaster_message(agency.settings(r).agency)
    saved = state.saved.isoformat() if state.saved else None
    shape = {
        "file": str(out) if out else "", "saved": saved, "sha256": state.sha256, "url": state.url,
        "online": state.online, "former": list(state.former), "missing": list(state.missing),
        "webmaster": message,
    }  # fmt: skip
    lines = [_("Page écrite\u202f: {file}").format(file=out), f"  sha256 {state.sha256}", message] if out else []
    if out is None:
        lines = [_("Dernière page enregistrée le {day}.").format(day=day(state.saved))] if state.saved else []
        lines = lines or [_("Aucune page n’a encore été enregistrée.")]
        lines += [_("La page de votre site dit encore\u202f: {text}").format(text=text) for text in state.former]
        lines += [_("Elle ne dit pas encore\u202f: {text}").format(text=text) for text in state.missing]
    at.answer(shape, lines, ok=not state.stale)


VERBS = (page,)
