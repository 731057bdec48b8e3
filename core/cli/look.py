"""Verbs about the agency's paper: what it chooses of its letters, the information handed to a person who gave their
data."""

from pathlib import Path
from typing import Any

import click

from core.actions.common import agency, people
from core.actions.letters import giving, looks
from core.base.records import asdict
from core.cli.desk import data_dir, desk
from core.notices.given_sheet import VERSION as GIVEN


@click.command()
@click.option("--logo", type=click.Path(path_type=Path), help="Image du logo ; vide pour l’enlever.")
@click.option("--signature", type=click.Path(path_type=Path), help="Image de la signature ; vide pour l’enlever.")
@click.option("--accent", help="Couleur, #1d5f4a.")
@click.option("--paragraph", help="Paragraphe de l’agence ; vide pour l’enlever.")
@click.option(
    "--consent-form", type=click.Choice(("with", "apart")), help="Le formulaire d’accord part avec, ou à part."
)
@click.option("--sides", type=click.Choice(("one", "two")), help="Imprimée d’un côté, ou des deux.")
@click.option("--second", type=click.Choice(("yes", "no")), help="Une seconde lettre après 30 jours sans réponse.")
@data_dir
def look(
    logo: Path | None,
    signature: Path | None,
    accent: str | None,
    paragraph: str | None,
    consent_form: str | None,
    sides: str | None,
    second: str | None,
    data_dir: Path | None,
    as_json: bool,
) -> None:
    """Ce que l’agence choisit de ses lettres."""
    with desk(data_dir, as_json) as at:
        for which, file in (("logo", logo), ("signature", signature)):
            if file is not None and str(file) in ("", "."):
                looks.save_look(at.store, {which: ""}, by=at.by, at=at.now)
            elif file is not None:
                looks.save_picture(at.store, which, file, by=at.by, at=at.now)
        chosen: dict[str, Any] = {"accent": accent, "paragraph": paragraph}
        values = {name: value for name, value in chosen.items() if value is not None}
        if consent_form is not None:
            values["consent_form"] = consent_form == "with"
        if sides is not None:
            values["one_sided"] = sides == "one"
        if values:
            looks.save_look(at.store, values, by=at.by, at=at.now)
        if second is not None:
            agency.save_settings(at.store, {"second_letter": second == "yes"}, by=at.by, at=at.now)
        with at.store.read() as r:
            whole = agency.settings(r)
        kept = whole.look
        shown = asdict(kept) | {
            "logo": bool(kept.logo), "signature": bool(kept.signature), "second": whole.second_letter,
        }  # fmt: skip
        at.answer({"look": shown}, [f"{name} = {value}" for name, value in shown.items() if value not in ("", False)])


@click.command()
@click.argument("lead", metavar="PROSPECT")
@click.option("--how", default="counter", type=click.Choice(list(giving.HOW)), help="Comment elle est remise.")
@click.option("--asked", default="", metavar="MOTS", help="Ce que la personne demande.")
@click.option("--handed", is_flag=True, help="Elle est remise : la personne est informée.")
@click.option("--out", required=True, type=click.Path(path_type=Path))
@data_dir
def given(lead: str, how: str, asked: str, handed: bool, out: Path, data_dir: Path | None, as_json: bool) -> None:
    """Écrit l’information à remettre à qui a donné ses coordonnées, en PDF."""
    with desk(data_dir, as_json) as at:
        with at.store.read() as r:
            lead_id = people.known(r, lead)
            if not handed:
                giving.print_given(r, lead_id, out, how=how, at=at.now, asked=asked)
        if handed:
            giving.hand_over(at.store, lead_id, out, how=how, by=at.by, at=at.now, asked=asked)
        at.answer({"file": str(out), "version": GIVEN, "handed": handed}, [str(out)])


VERBS = (look, given)
"""What the command line takes from here."""
