"""Verbs about imported batches: list them, undo one, export its rejected rows, show what it changed."""

import json
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from core.actions.intake import batch_undo, merge_history, rejected_rows
from core.actions.leads.batch_back import bring_back
from core.actions.leads.unmerging import undo_merge
from core.actions.register import mistakes
from core.actions.register.withholding import withheld
from core.base.i18n import _, n_
from core.base.moments import local
from core.base.screen_shapes import day_short, number
from core.cli.desk import VerbDesk, on_base
from core.model.undoing import Kept, MergedRow, Undoable, Undone
from core.records.batch import Batch, Reject
from core.store import batches as stored
from core.store.port import Reader
from core.words.batches import back_words, unrecorded_merges
from core.words.errors import user_text
from core.words.properties import change_line
from core.words.register import batch_lifted_words

_SHOWN = 20
"""Kept leads printed one by one."""


@click.command("batches")
@on_base
def batches(at: VerbDesk) -> None:
    """Liste les lots importés, le dernier d’abord."""
    with at.store.read() as r:
        rows = stored.recent(r)
        undone = {batch.id: batch for batch in r.of(Batch, id=[row.id for row in rows]) if batch.undone_by}
    shape = {"batches": [_batch(row, undone) for row in rows]}
    at.answer(shape, [_line(row, undone) for row in rows] or [_("Aucun lot.")])


@click.command("undo")
@click.argument("lot", type=click.INT)
@click.option("--dry-run", is_flag=True, help="Dire ce qui partirait sans rien changer.")
@click.option("--back", is_flag=True, help="Rendre le lot annulé il y a moins d’une heure.")
@click.option(
    "--mistakes", "count", default=0, type=click.IntRange(0), help="Retirer aussi tant de refus lus, entrés par erreur."
)
@click.option("--why", default="", help="Pourquoi ces refus sont une erreur, en une phrase.")
@on_base
def undo(at: VerbDesk, lot: int, dry_run: bool, back: bool, count: int, why: str) -> None:
    """Annule un lot de moins de 30 jours. Les refus lus restent, sauf s’ils sont une erreur."""
    if count:
        mistakes.check_batch(at.store, lot, count=count, why=why)
    if back:
        again = bring_back(at.store, lot, by=at.by, at=at.now)
        at.answer({"batch": lot, "back": again.back, "left": again.left}, [back_words(again)])
    elif dry_run:
        with at.store.read() as r:
            expected = batch_undo.undoable(r, lot, at.now)
        at.answer(_undoable(expected), _expected_words(expected), ok=expected.open)
    else:
        undone = batch_undo.undo(at.store, lot, by=at.by, at=at.now)
        lifted = stay = 0
        if count:
            results = mistakes.lift_batch(at.store, lot, count=count, why=why, by=at.by, at=at.now)
            lifted, stay = mistakes.lifted_and_kept(results.done)
        with at.store.read() as r:
            refusals = len(mistakes.read_in_batch(r, lot))
        shape = {"lifted": lifted, "stays": stay, "kept": refusals}
        sentences = [*_undone_words(undone), *([batch_lifted_words(lifted, stay)] if count else [])]
        at.answer({**_undone(undone), "refusals": shape}, sentences)


@click.command("rejects")
@click.argument("lot", type=click.INT)
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="Classeur XLSX à écrire.")
@on_base
def rejects(at: VerbDesk, lot: int, out: Path | None) -> None:
    """Rend les lignes rejetées d’un lot, à corriger et à importer de nouveau."""
    with at.store.read() as r:
        if out is None:
            rows = _rejects(r, lot)
            at.answer({"batch": lot, "rejects": rows}, [_reject_line(row) for row in rows])
        else:
            found = rejected_rows.export_rejects(r, lot, out)
            words = n_("{n} ligne rejetée dans « {file} ».", "{n} lignes rejetées dans « {file} ».", found.rows)
            at.answer({"batch": lot, "rows": found.rows, "file": str(found.file)},
                      [words.format(n=number(found.rows), file=found.file)])  # fmt: skip


@click.command("merges")
@click.argument("lot", type=click.INT)
@click.option("--undo", "merge_id", type=click.INT, help="Défaire une réunion, par son numéro.")
@on_base
def merges_(at: VerbDesk, lot: int, merge_id: int | None) -> None:
    """Montre ce qu’un lot a changé sur des fiches connues, avant → après."""
    done = undo_merge(at.store, merge_id, by=at.by, at=at.now) if merge_id is not None else None
    with at.store.read() as r:
        found = merge_history.merged_by_batch(r, lot)
    lines = [_merge_line(one) for one in found]
    shape: dict[str, Any] = {"batch": lot, "merges": [_merge(one) for one in found]}
    if done is not None and done.other is not None:
        shape |= {"lead": done.lead_id, "other": done.other}
        lines.append(_("La ligne a sa propre fiche\u202f: {lead}.").format(lead=done.other))
    at.answer(shape, lines)


VERBS: tuple[click.Command, ...] = (batches, undo, rejects, merges_)


def _batch(row: stored.BatchSeen, undone: dict[int, Batch]) -> dict[str, Any]:
    begun = undone.get(row.id)
    return {"id": row.id, "source": row.source, "name": row.name, "supplier": row.supplier, "site": row.site,
            "at": row.at, "by": row.by, "ended": row.ended, "read": row.read, "added": row.added, "merged": row.merged,
            "opposed": row.opposed, "rejected": row.rejected, "blank": row.blank,
            "undone": begun.undone_at if begun else None, "until": str(batch_undo.last_day(row.at))}  # fmt: skip


def _line(row: stored.BatchSeen, undone: dict[int, Batch]) -> str:
    shape = _batch(row, undone)
    equation = user_text(
        "IMPORT_DONE", **{name: shape[name] for name in ("read", "added", "merged", "opposed", "rejected", "blank")}
    )
    parts = [str(shape["id"]), f"{day_short(local(shape['at']).date())}", shape["name"], equation]
    if shape["undone"]:
        parts.append(_("Annulé le {day}.").format(day=day_short(local(shape["undone"]).date())))
    return "  ".join(parts)


def _kept(kept: tuple[Kept, ...]) -> list[dict[str, Any]]:
    return [
        {"lead": one.lead_id, "why": one.why, "reason": batch_undo.why_word(one.why), "merged": one.merged}
        for one in kept
    ]


def _undoable(found: Undoable) -> dict[str, Any]:
    return {"batch": found.batch_id, "removed": found.leads, "unmerged": found.merges, "rejects": found.rejects,
            "kept": _kept(found.kept), "kept_count": found.kept_count, "unrecorded": found.unrecorded,
            "until": _iso(found.until), "open": found.open, "begun": found.begun,
            "undone": _iso(found.undone)}  # fmt: skip


def _iso(value: date | datetime | None) -> str | None:
    return value.isoformat() if value else None


def _expected_words(found: Undoable) -> Iterator[str]:
    yield user_text("UNDO_EXPECTED", removed=found.leads, unmerged=found.merges, kept=found.kept_count)
    yield from filter(None, (unrecorded_merges(found.unrecorded),))
    yield from _kept_words(found.kept)


def _undone(found: Undone) -> dict[str, Any]:
    return {"batch": found.batch_id, "removed": found.removed, "unmerged": found.unmerged,
            "kept": _kept(found.kept), "kept_count": found.kept_count}  # fmt: skip


def _undone_words(found: Undone) -> Iterator[str]:
    yield user_text("UNDO_DONE", removed=found.removed, unmerged=found.unmerged)
    if found.kept_count:
        yield user_text("UNDO_PARTIAL", kept=found.kept_count)
        yield from _kept_words(found.kept)


def _kept_words(kept: tuple[Kept, ...]) -> Iterator[str]:
    for one in kept[:_SHOWN]:
        yield _("  fiche {lead} : {reason}").format(lead=one.lead_id, reason=batch_undo.why_word(one.why))


def _rejects(r: Reader, lot: int) -> list[dict[str, Any]]:
    rows = r.of(Reject, limit=1000, batch_id=lot)
    told = withheld(r, [(row.reason, json.loads(row.cells)) for row in rows])
    return [
        {"line": row.line, "code": row.code, "reason": reason, "cells": cells}
        for row, (reason, cells) in zip(rows, told, strict=True)
    ]


def _reject_line(row: dict[str, Any]) -> str:
    return _("  ligne {line} : {reason}").format(line=row["line"], reason=row["reason"])


def _merge(one: MergedRow) -> dict[str, Any]:
    changes = [{"field": change.what, "before": change.before, "after": change.after} for change in one.changes]
    return {"id": one.id, "lead": one.lead_id, "line": one.line, "undone": one.undone, "changes": changes}


def _merge_line(one: MergedRow) -> str:
    words = _("défaite") if one.undone else change_line(one.changes)
    return _("{id}  ligne {line}, fiche {lead} : {said}").format(id=one.id, line=one.line, lead=one.lead_id, said=words)
