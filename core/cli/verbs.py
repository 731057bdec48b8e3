"""The verbs of the command line, by family. The module of a family is loaded when one of its verbs is used; all of
them are for the list of ``--help``."""

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path

import click

from core.cli import help
from core.words.errors import error

FAMILIES: Mapping[str, tuple[str, ...]] = {
    "core.cli.agency": ("agency", "verify"),
    "core.cli.leads": ("leads", "show"),
    "core.cli.next_steps": ("next",),
    "core.cli.exports": ("export",),
    "core.cli.milestones": ("milestone",),
    "core.cli.editing": ("edit",),
    "core.cli.labels": ("tag", "assign", "agents"),
    "core.cli.calls": ("may", "call", "oppose"),
    "core.cli.imports": ("import",),
    "core.cli.capture": ("capture", "site-terms", "alerts"),
    "core.cli.batches": ("batches", "undo", "rejects", "merges"),
    "core.cli.suppliers": ("suppliers", "supplier"),
    "core.cli.worth": ("worth", "funnel"),
    "core.cli.duplicates": ("duplicates", "join", "split", "apart"),
    "core.cli.listing": ("gone",),
    "core.cli.look": ("look", "given"),
    "core.cli.posting": ("notice", "letter", "posted", "returned"),
    "core.cli.printing": ("print", "runs", "run"),
    "core.cli.titles": ("consent", "withdraw", "contract", "asked", "professional", "consent-form", "proof-copy"),
    "core.cli.replies": ("reply",),
    "core.cli.register": ("register",),
    "core.cli.requests": ("requests", "access", "messages", "answer"),
    "core.cli.law": ("rejudge", "reference"),
    "core.cli.call_log": ("call-log",),
    "core.cli.inspect_file": ("inspect", "paper"),
    "core.cli.backup": ("backup", "restore"),
    "core.cli.doctor": ("doctor",),
    "core.cli.retention": ("retention", "forget"),
}
"""The module of a family (its ``VERBS``) and the names of its verbs."""
RENAMED = {"request": "asked"}
"""The former name of a verb, which another one is too near to, and its name now."""


class Verbs(click.Group):
    """The group of all verbs; each is loaded with its family."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all verbs, in alphabetical order."""
        return sorted(name for names in FAMILIES.values() for name in names)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the verb of this name, with French help, or None when there is none."""
        if cmd_name in RENAMED:
            raise error("VERB_RENAMED", old=cmd_name, new=RENAMED[cmd_name])
        home = next((module for module, names in FAMILIES.items() if cmd_name in names), None)
        if home is None:
            return None
        family: tuple[click.Command, ...] = import_module(home).VERBS
        verb = next(one for one in family if one.name == cmd_name)
        help.speak_french(verb)
        return verb


@click.group(cls=Verbs, invoke_without_command=False, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--data-dir", type=click.Path(path_type=Path), default=None, help="Dossier de la base.")
def verbs(data_dir: Path | None) -> None:
    """Premier Contact : la lettre d’abord. Sans verbe, ouvre la fenêtre."""


help.speak_french(verbs)
