"""The verb that takes in a log of past calls."""

from collections.abc import Iterator
from pathlib import Path

import click

from core.actions.calling import past_log
from core.actions.calling.past_log import LogFile
from core.base import text
from core.base.french import moment, number
from core.base.i18n import _, n_
from core.base.moments import AGENCY_ZONE
from core.cli.desk import Shape, bloctel_checks, data_dir, desk, pairs_of
from core.model.past_log import LogTaken
from core.words.errors import error


@click.command("call-log")
@click.argument("file", metavar="FICHIER", type=click.Path(path_type=Path))
@click.option("--column", "columns", multiple=True, metavar="COLONNE=CHAMP", help="Ce qu’est une colonne.")
@click.option(
    "--outcome", "outcomes", multiple=True, metavar="MOT=ISSUE", help="Ce que veut dire une issue du fichier."
)
@bloctel_checks
@data_dir
def call_log(
    file: Path, columns: tuple[str, ...], outcomes: tuple[str, ...], checks: tuple[str, ...], data_dir: Path | None,
    as_json: bool,
) -> None:  # fmt: skip
    """Reprend un journal d’appels passés, chacun jugé selon la loi de son jour."""
    with desk(data_dir, as_json) as at:
        days = {typed: text.parse_day(typed) for typed in checks}
        for typed, day in days.items():
            if day is None:
                raise error("BAD_MOMENT", value=typed)
        asked = LogFile(
            file, at.by, at.now, columns=pairs_of(columns), outcomes=pairs_of(outcomes),
            bloctel=tuple(day for day in days.values() if day is not None),
        )  # fmt: skip
        found = past_log.take_log(at.store, asked)
        at.answer(_shape(found), _lines(found), ok=bool(found.added + found.already) and not found.breaches)


VERBS: tuple[click.Command, ...] = (call_log,)


def _shape(found: LogTaken) -> Shape:
    return {
        "read": found.read,
        "added": found.added,
        "already": found.already,
        "rejected": found.rejected,
        "breaches": [
            {"line": one.line, "at": one.at.isoformat(), "call": one.call, "codes": list(one.codes)}
            for one in found.breaches
        ],
        "rejects": [{"line": one.line, "code": one.code, "reason": one.reason} for one in found.rejects],
    }


def _lines(found: LogTaken) -> Iterator[str]:
    yield _("{read} = {added} + {already} + {rejected}.").format(
        read=n_("{n} lue", "{n} lues", found.read).format(n=number(found.read)),
        added=n_("{n} notée", "{n} notées", found.added).format(n=number(found.added)),
        already=n_("{n} déjà notée", "{n} déjà notées", found.already).format(n=number(found.already)),
        rejected=n_("{n} rejetée", "{n} rejetées", found.rejected).format(n=number(found.rejected)),
    )
    for one in found.breaches:
        said = _("  ligne {line}, {moment}\u202f: cet appel n’était pas permis ({codes}).")
        yield said.format(line=one.line, moment=moment(one.at.astimezone(AGENCY_ZONE)), codes=", ".join(one.codes))
    for reject in found.rejects:
        yield _("  ligne {line}\u202f: {reason}").format(line=reject.line, reason=reject.reason)
