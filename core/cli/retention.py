"""Verbs about erasure: what has been kept long enough, and erasing one person."""

import click

from core.actions.common import people
from core.actions.common.retention_law import retention as rules
from core.actions.keeping import forgetting, kept_too_long, orphan_files, retaining
from core.base.i18n import _, n_
from core.base.screen_shapes import day_short, number
from core.cli.desk import Shape, VerbDesk, on_base
from core.model.forgetting import ErasureReason
from core.rules.retention import KEYS
from core.words.keeping import UNFINISHED, goes, grade_words, retained_words, rule_words, stays


@click.command("retention")
@click.option("--run", "run", is_flag=True, help="Effacer ; sans cette option, dire ce qui serait effacé.")
@click.option("--rule", "keys", multiple=True, type=click.Choice(KEYS), help="Seulement cette règle (répétable).")
@click.option("--files", "files", is_flag=True, help="Les fichiers que la base ne connaît pas, au lieu des règles.")
@on_base
def retention(at: VerbDesk, run: bool, keys: tuple[str, ...], files: bool) -> None:
    """Dit ce qui est gardé depuis trop longtemps, règle par règle, ou l’efface."""
    if files:
        _files(at, run=run)
        return
    if not run:
        _preview(at)
        return
    done = retaining.run(at.store, by=at.by, at=at.now, keys=keys or kept_too_long.PROPOSED)
    lines = [retained_words(done), *_unfinished(done.whole)]
    at.answer({"people": done.people, "rows": done.rows, "whole": done.whole}, lines)


@click.command("forget")
@click.argument("prospect")
@click.option("--whole", is_flag=True, help="Effacer aussi le bien.")
@click.option("--dry-run", is_flag=True, help="Dire ce qui partirait et ce qui resterait sans rien effacer.")
@click.option(
    "--why", default="request", type=click.Choice(ErasureReason.texts()), help="Pourquoi ; à sa demande si absent."
)
@on_base
def forget(at: VerbDesk, prospect: str, whole: bool, dry_run: bool, why: str) -> None:
    """Efface une personne, en gardant le bien ; ne se défait pas."""
    with at.store.read() as r:
        lead_id = people.known(r, prospect)
        impact = forgetting.impact(r, lead_id, on=at.now.date(), keep_property=not whole, why=why)
    shape: Shape = {
        "lead": lead_id,
        "goes": [{"what": what, "count": count} for what, count in impact.goes.items()],
        "stays": [{"what": stay.what, "rule": stay.rule, "until": stay.until.isoformat() if stay.until else ""}
                  for stay in impact.stays],
    }  # fmt: skip
    lines = [_("Part\u202f: {what}.").format(what=goe) for goe in goes(impact)]
    lines += [_("Reste\u202f: {what}.").format(what=stay) for stay in stays(impact)]
    if not dry_run:
        forgotten = forgetting.forget(at.store, lead_id, by=at.by, at=at.now, keep_property=not whole, why=why)
        shape |= {"whole": forgotten.whole}
        lines += [_("Personne effacée.")] if forgotten.whole else _unfinished(forgotten.whole)
    at.answer(shape, lines)


def _preview(at: VerbDesk) -> None:
    with at.store.read() as r:
        preview = kept_too_long.preview(r, at.now)
    lines = [
        f"{rules()[rule.key].id} ({grade_words(rules()[rule.key].reference, rules()[rule.key].grade)})  "
        f"{rule.count}  {rule_words(rule.key)}  ({_('depuis le')} {day_short(rule.since)})"
        for rule in preview.rules
    ]
    shape = [{"rule": rules()[rule.key].id, "key": rule.key, "count": rule.count, "since": rule.since.isoformat()}
             for rule in preview.rules]  # fmt: skip
    at.answer({"rules": shape}, lines or [_("Rien n’est gardé trop longtemps.")], ok=bool(preview.rules))


def _files(at: VerbDesk, *, run: bool) -> None:
    strays = orphan_files.strays(at.store)
    lines = [str(stray.path) for stray in strays] or [_("Aucun fichier que la base ne connaisse pas.")]
    shape: Shape = {
        "files": [{"file": str(stray.path), "kind": stray.kind.value, "bytes": stray.size} for stray in strays]
    }
    if run:
        gone = orphan_files.drop_strays(at.store, [stray.path for stray in strays], by=at.by, at=at.now)
        lines = [n_("{n} fichier supprimé", "{n} fichiers supprimés", gone).format(n=number(gone)) + "."]
        shape |= {"deleted": gone}
    at.answer(shape, lines, ok=bool(strays))


def _unfinished(whole: bool) -> list[str]:
    return [] if whole else [_(UNFINISHED)]


VERBS = (retention, forget)
