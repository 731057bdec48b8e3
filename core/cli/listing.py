"""The verb about ads: record that one is withdrawn or its property sold."""

from datetime import date
from pathlib import Path

import click

from core.actions.common import people
from core.actions.leads import ads_withdrawn
from core.base import text
from core.base.french import day as day_words
from core.base.i18n import _
from core.cli.desk import data_dir, desk
from core.words.errors import error, user_text


@click.command("gone")
@click.argument("prospect")
@click.option("--day", default="", metavar="AAAA-MM-JJ", help="Jour du retrait ; aujourd’hui si rien n’est dit.")
@click.option("--undo", is_flag=True, help="Reprendre ce qui a été dit par erreur, dans les dix minutes.")
@data_dir
def gone(prospect: str, day: str, undo: bool, data_dir: Path | None, as_json: bool) -> None:
    """Note qu’une annonce est retirée ou le bien vendu."""
    with desk(data_dir, as_json) as at:
        with at.store.read() as r:
            lead_id = people.known(r, prospect)
        if undo:
            ads_withdrawn.restore(at.store, lead_id, by=at.by, at=at.now)
            at.answer({"lead": lead_id, "gone": None}, [_("Annonce de nouveau en ligne.")])
            return
        since = ads_withdrawn.withdraw(at.store, lead_id, by=at.by, at=at.now, day=_day(day))
        lines = [_("Annonce notée retirée le {day}.").format(day=day_words(since)), user_text("PAGE_GONE")]
        at.answer({"lead": lead_id, "gone": since.isoformat()}, lines)


def _day(typed: str) -> date | None:
    if not typed:
        return None
    found = text.parse_day(typed)
    if found is None:
        raise error("BAD_MOMENT", value=typed)
    return found


VERBS = (gone,)
