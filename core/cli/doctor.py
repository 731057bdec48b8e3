"""The verb that says what state the base is in, whatever it is, and what each backup would bring back."""

from pathlib import Path

import click

from core.actions.keeping.base_state import Copy, look
from core.base.french import moment
from core.base.i18n import _, n_
from core.base.moments import AGENCY_ZONE
from core.cli.desk import base_folder, data_dir, iso, print_answer
from core.model.register_key import KeyPlace
from core.store.engine.soundness import Soundness
from core.store.safe import homes
from core.words.backups import LOCKED, brings_words, lacks_words, state_words
from core.words.register import key_words


@click.command("doctor")
@click.option("--copies", type=click.Path(path_type=Path), default=None, help="Autre dossier où chercher des copies.")
@data_dir
def doctor(copies: Path | None, data_dir: Path | None, as_json: bool) -> None:
    """Dit si la base se lit, ce qui s’en lit encore et ce que rend chaque copie ; ne change rien."""
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
        words.append(key_words(seen.key, str(homes.key_file(seen.known_by))))
    if seen.open_to:
        words.append(_("D’autres utilisateurs de cet ordinateur peuvent lire le dossier de la base."))
    for one in seen.copies:
        words.append(f"{moment(one.at.astimezone(AGENCY_ZONE))}  {one.path}")
        words.append("    " + (_(LOCKED) if one.locked else brings_words(one.sound, one.leads, one.oppositions)))
        if not one.sealed and seen.key not in (None, KeyPlace.BASE):
            words.append(
                "    "
                + _(
                    "Non scellée\u202f: qui la trouve la lit, avec l’ancienne clé. Scellez-la (backup --seal), ou "
                    "remplacez-la."
                )
            )
        if one.sound:
            words.append("    " + _("Manquera\u202f: {what}").format(what=lacks_words(one.loses)))
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


VERBS = (doctor,)
"""What the command line takes from here."""
