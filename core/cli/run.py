"""Runs one verb, with exit codes and error sentences. The module of a family is loaded when one of its verbs is
used; all of them are for the list of ``--help``.

Exit 0: done or allowed; 1: not allowed or nothing found; 2: an error the user can act on, printed on stderr.
"""

import json
import os
import sys
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from core.base import text
from core.base.errors import UserError
from core.base.i18n import choose_as_seat
from core.base.version import VERSION
from core.cli import help
from core.cli.entry import program_name, window_folder
from core.cli.help import misunderstood
from core.store.engine.soundness import damage
from core.words.errors import error

FAMILIES: Mapping[str, tuple[str, ...]] = {
    "core.cli.agency": ("agency", "verify"),
    "core.cli.leads": ("leads", "show", "gone", "export"),
    "core.cli.next_steps": ("next",),
    "core.cli.milestones": ("milestone",),
    "core.cli.editing": ("edit",),
    "core.cli.labels": ("tag", "assign", "agents"),
    "core.cli.calls": ("may", "call", "oppose", "call-log"),
    "core.cli.incoming": ("incoming",),
    "core.cli.imports": ("import",),
    "core.cli.capture": ("capture", "site-terms", "alerts"),
    "core.cli.batches": ("batches", "undo", "rejects", "merges"),
    "core.cli.suppliers": ("suppliers", "supplier", "worth", "funnel"),
    "core.cli.duplicates": ("duplicates", "join", "split", "apart"),
    "core.cli.letters": ("look", "given", "notice", "letter", "posted", "returned"),
    "core.cli.data_page": ("data-page",),
    "core.cli.printing": ("print", "runs", "run", "service"),
    "core.cli.titles": ("consent", "withdraw", "contract", "asked", "professional", "consent-form", "proof-copy"),
    "core.cli.replies": ("reply",),
    "core.cli.register": ("register",),
    "core.cli.requests": ("requests", "access", "messages", "answer"),
    "core.cli.law": ("rejudge", "reference"),
    "core.cli.inspect_file": ("inspect", "paper", "breach"),
    "core.cli.backup": ("backup", "restore", "doctor"),
    "core.cli.retention": ("retention", "forget"),
    "core.cli.team": ("team",),
}
"""The module of a family (its ``VERBS``) and the names of its verbs."""
NO = frozenset(
    (
        *("LEAD_UNKNOWN", "TEAM_AWAY", "TEAM_REFUSED", "TEAM_RIGHTS", "TEAM_UNSURE", "TEAM_DISK", "TEAM_OTHERS"),
        *("TEAM_COPY_OLD", "TEAM_COPY_CLOCK", "GESTURE_LOST", "DISTANT_AWAY", "DISTANT_REFUSED", "DISTANT_DISK"),
        *("TEAM_NOBODY", "TEAM_FALSE", "TEAM_LAST", "SEAT_HOSTS", "CODE_WRONG", "CALL_TAKEN"),
    )
)
"""What is no error of the user: it is not there, or it was refused."""
RENAMED = {"request": "asked"}
"""The former name of a verb, which another one is too near to, and its name now."""


class Verbs(click.Group):
    """The group of all verbs; each is loaded with its family."""

    def make_context(self, *args: Any, **kwargs: Any) -> click.Context:
        """Return the context of a command line, once the group speaks the language of the screen."""
        help.speak(self)
        return super().make_context(*args, **kwargs)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all verbs, in alphabetical order."""
        return sorted(name for names in FAMILIES.values() for name in names)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the verb of this name, with its help in the language of the screen, or None when there is none."""
        if cmd_name in RENAMED:
            raise error("VERB_RENAMED", old=cmd_name, new=RENAMED[cmd_name])
        home = next((module for module, names in FAMILIES.items() if cmd_name in names), None)
        if home is None:
            return None
        family: tuple[click.Command, ...] = import_module(home).VERBS
        verb = next(one for one in family if one.name == cmd_name)
        help.speak(verb)
        return verb


@click.group(cls=Verbs, invoke_without_command=False, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--data-dir", type=click.Path(path_type=Path), default=None, help="Dossier de la base.")
@click.version_option(VERSION, prog_name="Premier Contact", message="%(prog)s %(version)s", help="Montre la version.")
def verbs(data_dir: Path | None) -> None:
    """Premier Contact : la lettre d’abord. Sans verbe, ouvre la fenêtre."""


def run(arguments: list[str]) -> int:
    """Do what the command line asks and return the exit code."""
    as_json, folder = "--json" in arguments, window_folder(arguments)
    choose_as_seat(folder)
    try:
        code = verbs.main([_readable(word) for word in arguments], prog_name=program_name(), standalone_mode=False)
    except click.exceptions.Exit as left:
        return left.exit_code
    except click.Abort:
        return 2
    except click.ClickException as problem:
        return _complain(misunderstood(problem), as_json, 2)
    except UserError as problem:
        return _complain(problem.text, as_json, 1 if problem.code in NO else 2)
    except Exception:
        if (damaged := damage(folder)) is None:
            raise
        return _complain(damaged.text, as_json, 2)
    return code if isinstance(code, int) else 0


def _readable(word: str) -> str:
    """Return a word of the command line in a form the base can store; the name of a file keeps its undecodable
    bytes."""
    return word if os.path.lexists(word.partition("\0")[0]) else text.whole(word)


def _complain(raw: str, as_json: bool, code: int) -> int:
    sentence = text.whole(raw)
    if as_json:
        click.echo(json.dumps({"error": sentence}, ensure_ascii=False))
    click.echo(sentence, err=True)
    sys.stdout.flush()
    return code
