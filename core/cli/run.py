"""Runs one verb, with exit codes and French error sentences.

Exit 0: done or allowed; 1: not allowed or nothing found; 2: an error the user can act on, printed on stderr.
"""

import json
import os
import sys

import click

from core.base import text
from core.base.errors import UserError
from core.cli.entry import window_folder
from core.cli.help import misunderstood
from core.cli.verbs import verbs
from core.store.engine.soundness import damage


def run(arguments: list[str]) -> int:
    """Do what the command line asks and return the exit code."""
    as_json = "--json" in arguments
    try:
        code = verbs.main([_readable(word) for word in arguments], prog_name="main.py", standalone_mode=False)
    except click.exceptions.Exit as left:
        return left.exit_code
    except click.Abort:
        return 2
    except click.ClickException as problem:
        return _complain(misunderstood(problem), as_json, 2)
    except UserError as problem:
        return _complain(problem.text, as_json, 1 if problem.code == "LEAD_UNKNOWN" else 2)
    except Exception:
        if (damaged := damage(window_folder(arguments))) is None:
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
