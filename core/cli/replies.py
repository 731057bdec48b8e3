"""The verb « reply »: what a coupon says when it comes back, found by the reference it bears or by the code of its
scan."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import click

from core.actions.calling.consenting import Agreed
from core.actions.common.kept_files import key_of, read_kept
from core.actions.common.proofs import read_proof
from core.actions.common.scratch import scratch
from core.actions.letters import posting
from core.actions.replies import recording
from core.actions.replies.piles import PileAsked, PileRow, answered, read_pile
from core.actions.replies.recording import Recorded
from core.base.errors import UserError
from core.base.i18n import _
from core.base.moments import AGENCY_ZONE
from core.base.records import replace
from core.base.screen_shapes import labelled
from core.cli.desk import Shape, VerbDesk, day_if_typed, moment_typed, on_base
from core.cli.titles import agreement_options
from core.model.channel import Channel
from core.model.consent import ConsentTerms
from core.model.reply import Box, ReplyRead
from core.records.consent import Proof
from core.words.errors import error, user_text
from core.words.replies import boxes_said
from core.words.steps import step_sentence


@click.command()
@click.argument("coupons", metavar="RÉFÉRENCE|FICHIER…", nargs=-1, required=True)
@click.option("--box", "boxes", multiple=True, type=click.Choice(Box.texts()), help="Case cochée.")
@click.option("--day", "received", default="", metavar="AAAA-MM-JJ", help="Jour de réception ; aujourd’hui si absent.")
@click.option("--when", default="", metavar="ISO", help="Jour et heure demandés pour le rappel.")
@click.option("--number", default="", help="Numéro écrit pour le rappel.")
@click.option("--block", default="", metavar="MOTS", help="Ce qui est écrit au dos, à bloquer aussi.")
@click.option("--proof", type=click.Path(path_type=Path), help="Page numérisée du coupon.")
@click.option("--collected", default="", metavar="ISO", help="Accord : date et heure écrites par la personne.")
@click.option("--wording", default="", help="Accord : texte ou version du texte.")
@click.option("--until", default="", metavar="AAAA-MM-JJ", help="Accord : dernier jour, s’il est écrit.")
@agreement_options(way="coupon")
@on_base
def reply(
    at: VerbDesk,
    coupons: tuple[str, ...],
    boxes: tuple[str, ...],
    received: str,
    when: str,
    number: str,
    block: str,
    proof: Path | None,
    collected: str,
    wording: str,
    until: str,
    channels: tuple[str, ...],
    object_: str,
    given: ConsentTerms,
) -> None:
    """Note ce que dit un coupon revenu : une case, ou plusieurs."""
    agreed = _agreed(collected, wording, until, channels, object_, given)
    day = day_if_typed(received) or at.now.astimezone(AGENCY_ZONE).date()
    moment = moment_typed(when) if when else None
    page = Proof(name=proof.name, content=read_proof(proof)) if proof else None
    said = ReplyRead("", frozenset(map(Box, boxes)), day, when=moment, number=number, block=block, scan=page)
    with _read(at, coupons) as rows:
        _answer(at, rows, said, agreed)


VERBS = (reply,)


@contextmanager
def _read(at: VerbDesk, coupons: Sequence[str]) -> Iterator[list[PileRow]]:
    """Give the coupons named by a reference, and those of the scans among them, while their pictures are there."""
    files = [coupon for coupon in coupons if Path(coupon).is_file()]
    typed = [PileRow("", 0, coupon) for coupon in coupons if coupon not in files]
    with scratch() as folder:
        yield [*typed, *(read_pile(PileAsked(tuple(files), str(folder), key=key_of(at.store))) if files else ())]


def _answer(at: VerbDesk, rows: Sequence[PileRow], said: ReplyRead, agreed: Agreed | None) -> None:
    """Record every coupon, or only say whose they are when no box is given; what cannot be recorded stops no other."""
    done: list[Recorded] = []
    lines: list[str] = []
    left: list[Shape] = []
    for row in rows:
        try:
            if row.file and not (row.reference and (said.boxes or said.block)):
                lines.append(_whose(at, row))
                left.append({"file": row.file, "page": row.page, "reference": row.reference, "said": lines[-1]})
                continue
            scan = _scan(at, row) if row.picture else said.scan
            asked = replace(said, reference=row.reference, scan=scan)
            done.append(recording.record(at.store, asked, by=at.by, at=at.now, agreed=agreed))
            lines += _words(done[-1])
        except UserError as problem:
            if len(rows) == 1:
                raise
            lines.append(labelled(row.reference, problem.text))
            left.append({"file": row.file, "page": row.page, "reference": row.reference, "said": problem.text})
    is_whole = not any(one.already for one in done) and (not left or not (said.boxes or said.block))
    at.answer({"replies": [_shape(one) for one in done], "left": left}, lines, ok=is_whole)


def _scan(at: VerbDesk, row: PileRow) -> Proof:
    """Return the picture of a coupon."""
    with at.store.read() as r:
        return Proof(name=f"{row.reference}.jpg", content=read_kept(r, Path(row.picture)))


def _whose(at: VerbDesk, row: PileRow) -> str:
    """Return what is known of a page nothing was recorded of."""
    if row.problem:
        return row.problem
    if not row.reference:
        return user_text("SCAN_UNREADABLE", n=row.page, file=row.file)
    with at.store.read() as r:
        try:
            letter = answered(r, posting.letter_of(r, row.reference))
        except UserError:
            return user_text("SCAN_UNKNOWN", n=row.page, reference=row.reference)
    code = "SCAN_ERASED" if letter.erased else "SCAN_READ"
    return user_text(code, n=row.page, reference=letter.reference, name=letter.name)


def _agreed(
    collected: str, wording: str, until: str, channels: tuple[str, ...], object_: str, given: ConsentTerms
) -> Agreed | None:
    if not collected or not wording:
        return None
    if "T" not in collected and " " not in collected.strip():
        raise error("CONSENT_HOUR", value=collected)
    means = [Channel(channel) for channel in channels] or [Channel.CALL]
    return Agreed(means, moment_typed(collected), wording, day_if_typed(until), object_, given)


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
        "boxes": [box.value for box in Box if box in one.boxes],
        "already": one.already,
        "oppositions": list(one.gestures),
        "said": list(one.told),
        "step": one.then.step.value if one.then else None,
    }
