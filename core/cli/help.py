"""The help and usage errors of the command line, in the language of the screen: French in the code of the verbs, and
English in the catalogue, where click would speak its own."""

from collections.abc import Iterable, Mapping
from inspect import cleandoc

import click

from core.base.i18n import N_, _

HEADINGS: Mapping[str, str] = {"Options": N_("Options"), "Commands": N_("Verbes")}
MARKS: Mapping[str, str] = {
    "Show this message and exit.": N_("Montre cette aide."),
    "[required]": N_("[à donner]"),
}
ARGUMENTS: Mapping[str, str] = {
    "channel": N_("MOYEN"),
    "file": N_("FICHIER"),
    "keep": N_("GARDÉ"),
    "lead": N_("PROSPECT"),
    "leads": N_("PROSPECT"),
    "lot": N_("LOT"),
    "one": N_("UN"),
    "other": N_("AUTRE"),
    "pages": N_("PAGE"),
    "prospect": N_("PROSPECT"),
    "site": N_("SITE"),
    "who": N_("QUI"),
}
"""What an argument is called in the help and in the sentence that says it is missing."""
KINDS: Mapping[str, str] = {
    "directory": N_("DOSSIER"),
    "file": N_("FICHIER"),
    "integer": N_("NOMBRE"),
    "integer range": N_("NOMBRE"),
    "path": N_("CHEMIN"),
    "text": N_("MOTS"),
}
"""What an option waits for, by the name of its type."""


class _HelpPage(click.HelpFormatter):
    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        words = (
            args.replace("[COMMAND] [ARGS]...", _("[VERBE…]"))
            .replace("COMMAND [ARGS]...", _("VERBE…"))
            .replace("[OPTIONS]", _("[OPTIONS]"))
            .replace("...", "…")
        )
        super().write_usage(prog, words, prefix or _("Emploi\u202f: "))

    def write_heading(self, heading: str) -> None:
        super().write_heading(_(HEADINGS[heading]) + "\u202f")

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        super().write_dl([(term, _spoken(told)) for term, told in rows], col_max, col_spacing)


class _Asked(click.Context):
    formatter_class = _HelpPage


def speak(command: click.Command) -> None:
    """Give a command, and the verbs under it, help and usage errors in the language of the screen, once."""
    if command.context_class is _Asked:
        return
    command.context_class = _Asked
    command.help = _shown_text(command.help)
    for param in command.params:
        if isinstance(param, click.Option):
            param.help = _shown_text(param.help)
        param.metavar = _shown_text(param.metavar) or _waited(param)
    if isinstance(command, click.Group):
        for under in command.commands.values():
            speak(under)


def misunderstood(problem: click.ClickException) -> str:
    """Return the sentence for a command line that cannot be read."""
    if isinstance(problem, click.NoSuchOption):
        return _("L’option « {name} » n’existe pas. Rien n’a été fait.").format(name=problem.option_name)
    if isinstance(problem, click.MissingParameter) and problem.param is not None:
        return _("Il manque « {name} ». Rien n’a été fait.").format(name=_shown(problem.param))
    if isinstance(problem, click.BadParameter) and problem.param is not None:
        return _("La valeur donnée à « {name} » ne convient pas. Rien n’a été fait.").format(name=_shown(problem.param))
    return _("Commande non comprise. Rien n’a été fait. « main.py --help » donne la liste.")


def _shown_text(words: str | None) -> str | None:
    return _(cleandoc(words)) if words else None


def _waited(param: click.Parameter) -> str | None:
    if isinstance(param, click.Option):
        name = "" if param.is_flag else KINDS.get(param.type.name, "")
        return _(name) if name else None
    name = ARGUMENTS.get(param.name or "", "")
    return _(name) + ("…" if param.nargs != 1 else "") if name else None


def _spoken(told: str) -> str:
    for english, french in MARKS.items():
        told = told.replace(english, _(french))
    return told


def _shown(param: click.Parameter) -> str:
    return param.opts[-1] if isinstance(param, click.Option) else param.human_readable_name.rstrip("…")
