"""The verb « reply »: what a coupon says when it comes back, found by the reference it bears."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click

from core.actions.calling.consenting import Agreed
from core.actions.common.proofs import read_proof
from core.actions.replies import recording
from core.actions.replies.recording import Recorded
from core.base import text
from core.base.i18n import _
from core.base.moments import AGENCY_ZONE
from core.cli.desk import Shape, data_dir, desk, moment_typed
from core.cli.titles import slot_typed
from core.model.channel import Channel
from core.model.consent import WAYS, WRONG_WAYS, Given
from core.model.reply import BOXES, Box, Reply, Scan
from core.words.errors import error
from core.words.replies import boxes_said
from core.words.steps import step_sentence


@click.command()
@click.argument("references", metavar="RÉFÉRENCE…", nargs=-1, required=True)
@click.option("--box", "boxes", multiple=True, type=click.Choice([box.value for box in BOXES]), help="Case cochée.")
@click.option("--day", "received", default="", metavar="AAAA-MM-JJ", help="Jour de réception ; aujourd’hui si absent.")
@click.option("--when", default="", metavar="ISO", help="Jour et heure demandés pour le rappel.")
@click.option("--number", default="", help="Numéro écrit pour le rappel.")
@click.option("--block", default="", metavar="MOTS", help="Ce qui est écrit au dos, à bloquer aussi.")
@click.option("--proof", type=click.Path(path_type=Path), help="Page numérisée du coupon.")
@click.option("--collected", default="", metavar="ISO", help="Accord : date et heure écrites par la personne.")
@click.option("--wording", default="", help="Accord : texte ou version du texte.")
@click.option("--until", default="", metavar="AAAA-MM-JJ", help="Accord : dernier jour, s’il est écrit.")
@click.option("--channel", "channels", multiple=True, type=click.Choice(["call", "email", "sms"]))
@click.option("--way", default="coupon", type=click.Choice([*WAYS, *WRONG_WAYS]), help="Comment il a été donné.")
@click.option("--place", default="", help="Lieu du recueil.")
@click.option("--collector", default="", help="Qui l’a recueilli.")
@click.option("--object", "object_", default="", help="Objet, si la personne l’a restreint.")
@click.option("--slot", "slots", multiple=True, metavar="JOUR HH:MM-HH:MM", help="Créneau accepté ; 1 pour lundi.")
@click.option("--exact", multiple=True, metavar="ISO", help="Rendez-vous hors horaires, à l’heure de la personne.")
@data_dir
def reply(
    references: tuple[str, ...], boxes: tuple[str, ...], received: str, when: str, number: str, block: str,
    proof: Path | None, collected: str, wording: str, until: str, channels: tuple[str, ...], way: str, place: str,
    collector: str, object_: str, slots: tuple[str, ...], exact: tuple[str, ...], data_dir: Path | None, as_json: bool,
) -> None:  # fmt: skip
    """Note ce que dit un coupon revenu : une case, ou plusieurs."""
    with desk(data_dir, as_json) as at:
        given = Given(
            way=way, place=place, collector=collector, slots=tuple(map(slot_typed, slots)),
            exact=tuple(moment_typed(one).replace(tzinfo=None) for one in exact),
        )  # fmt: skip
        agreed = _agreed(collected, wording, until, channels, object_, given)
        scan = Scan(proof.name, read_proof(proof)) if proof else None
        day = _day(received) or at.now.astimezone(AGENCY_ZONE).date()
        moment = moment_typed(when) if when else None
        done = [
            recording.record(
                at.store,
                Reply(one, frozenset(map(Box, boxes)), day, when=moment, number=number, block=block, scan=scan),
                by=at.by,
                at=at.now,
                agreed=agreed,
            )
            for one in references
        ]
        lines = [line for one in done for line in _words(one)]
        at.answer({"replies": [_shape(one) for one in done]}, lines, ok=not all(one.already for one in done))


VERBS = (reply,)


def _agreed(
    collected: str, wording: str, until: str, channels: tuple[str, ...], object_: str, given: Given
) -> Agreed | None:
    if not collected or not wording:
        return None
    if "T" not in collected and " " not in collected.strip():
        raise error("CONSENT_HOUR", value=collected)
    means = [Channel(one) for one in channels] or [Channel.CALL]
    return Agreed(means, moment_typed(collected), wording, _day(until), object_, given)


def _day(typed: str) -> date | None:
    found = text.parse_day(typed) if typed else None
    if typed and found is None:
        raise error("BAD_MOMENT", value=typed)
    return found


def _words(one: Recorded) -> Iterator[str]:
    yield _("{reference}\u202f: {boxes}.").format(reference=one.reference, boxes=boxes_said(one.boxes))
    yield from (f"  {sentence}" for sentence in one.told)
    if one.then is not None:
        yield _("  Ensuite\u202f: {step}").format(step=step_sentence(one.then))


def _shape(one: Recorded) -> Shape:
    return {
        "reply": one.reply,
        "reference": one.reference,
        "lead": one.lead_id,
        "boxes": [box.value for box in BOXES if box in one.boxes],
        "already": one.already,
        "oppositions": list(one.gestures),
        "said": list(one.told),
        "step": one.then.step.value if one.then else None,
    }
