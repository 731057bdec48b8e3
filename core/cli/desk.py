"""What every verb shares: the open base, the name of the user, the options of all verbs, and the way to answer."""

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from functools import partial, wraps
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

import click

from core.actions.common.agency import author
from core.actions.common.clock import clock_words, skew_words
from core.actions.keeping.altered import altered_told
from core.actions.keeping.current_base import open_current
from core.base import moments, text
from core.cli.entry import default_folder
from core.store.port import ALTERED, Changed, Store
from core.words.away import read_only, unread_gestures
from core.words.backups import older_base_words
from core.words.errors import error

Shape = dict[str, Any]
"""What ``--json`` prints: stable; later work only adds keys. Documented in the README."""
Verb = TypeVar("Verb", bound=Callable[..., Any])


def data_dir(verb: Verb) -> Verb:
    """Give a verb the option ``--data-dir``, accepted before or after its name, and ``--json``."""
    verb = click.option("--json", "as_json", is_flag=True, help="Un objet JSON sur la sortie.")(verb)
    return click.option("--data-dir", type=click.Path(path_type=Path), default=None, help="Dossier de la base.")(verb)


bloctel_checks = click.option(
    "--bloctel",
    "checks",
    multiple=True,
    metavar="AAAA-MM-JJ",
    help="Jour où le fichier a été comparé à Bloctel, preuve en main.",
)
"""The option of the verbs that judge past calls: the days on which a file was compared with Bloctel."""


class VerbDesk:
    """The context of one verb: the open base, the name of the user, and how to answer."""

    def __init__(self, store: Store, as_json: bool) -> None:
        self.store = store
        self.as_json = as_json
        self.now = moments.now()
        with store.read() as r:
            self.by = author(r)

    def answer(self, shape: Shape, words: Iterable[str], *, ok: bool = True) -> None:
        """Print the answer and exit with 0, or with 1 when it is a no."""
        print_answer(shape, words, as_json=self.as_json, ok=ok)


def print_answer(shape: Shape, words: Iterable[str], *, as_json: bool, ok: bool) -> None:
    """Print an answer and exit with 0, or with 1 when it is a no."""
    if as_json:
        click.echo(text.whole(json.dumps(shape, ensure_ascii=False, indent=2)))
    else:
        for line in words:
            click.echo(text.whole(line))
    if not ok:
        raise click.exceptions.Exit(1)


def base_folder(told: Path | None) -> Path:
    """Return the folder of the base: the one ``told`` to the verb, else to the program before the verb, else the usual
    one."""
    context: click.Context | None = click.get_current_context()
    while told is None and context is not None:
        given = context.params.get("data_dir")
        told, context = given if isinstance(given, Path) else None, context.parent
    return told or default_folder()


@contextmanager
def desk(data_dir: Path | None, as_json: bool) -> Iterator[VerbDesk]:
    """Open the base for one verb."""
    click.get_current_context().find_root().meta["as_json"] = as_json
    store, caught = open_current(base_folder(data_dir), at=moments.now())
    try:
        if caught:
            click.echo(
                " ".join(older_base_words(caught.opposed, caught.erased, caught.withdrawn, caught.since)), err=True
            )
        if store.away:
            click.echo(read_only(store.away.host, store.away.made), err=True)
        if store.outbox and (unread := store.outbox.unread()):
            click.echo(unread_gestures(unread), err=True)
        at = VerbDesk(store, as_json)
        with store.read() as r:
            if late := clock_words(r, at.now):
                click.echo(late, err=True)
        if skewed := skew_words(store, moments.now):
            click.echo(skewed, err=True)
        store.listen(partial(_tell_altered, store))
        try:
            yield at
        finally:  # A verb that answers no remembers too what could not be written before.
            store.remember()
    finally:
        store.close()


def on_base(verb: Callable[..., None]) -> Callable[..., None]:
    """Give a verb the options of :func:`data_dir`, and the open base before what was typed. A group does nothing of its
    own when one of its verbs is asked for."""

    @data_dir
    @wraps(verb)
    def opened(*, data_dir: Path | None, as_json: bool, **typed: object) -> None:
        if click.get_current_context().invoked_subcommand is None:
            with desk(data_dir, as_json) as at:
                verb(at, **typed)

    return opened


def _tell_altered(store: Store, changed: Changed) -> None:
    """Say that what the verb wrote touched a row that another program had changed."""
    if ALTERED in changed:
        with store.read() as r:
            click.echo(" ".join(altered_told(r)), err=True)


def iso(moment: datetime | None) -> str | None:
    """Return a moment as ISO 8601, or None."""
    return moment.isoformat() if moment else None


def pairs_of(pairs: Iterable[str]) -> dict[str, str]:
    """Return « name=value » options as a dict; of a repeated name the last one counts. Raises UserError (PAIR_BAD)."""
    found = {}
    for pair in pairs:
        name, equal, value = pair.partition("=")
        if not equal:
            raise error("PAIR_BAD", value=pair)
        found[name.strip()] = value.strip()
    return found


def day_typed(raw: str) -> date:
    """Return a day typed. Raises UserError BAD_MOMENT when it cannot be read."""
    day = text.parse_day(raw)
    if day is None:
        raise error("BAD_MOMENT", value=raw)
    return day


def day_if_typed(raw: str) -> date | None:
    """Return a day typed, None for nothing. Raises UserError BAD_MOMENT when it cannot be read."""
    return day_typed(raw) if raw else None


def moment_typed(raw: str, zone: ZoneInfo = moments.AGENCY_ZONE) -> datetime:
    """Return a moment typed in ISO 8601, in ``zone`` when it gives none. Raises UserError when it cannot be read."""
    moment = text.parse_moment(raw)
    if moment is None:
        raise error("BAD_MOMENT", value=raw)
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)
