"""Premier Contact: opens the window, or does one verb's work without a screen."""

import multiprocessing
import os
import sys

from core import cli
from core.actions import ahead
from core.sources.tables import reader_child


def main() -> int:
    """Run the program and return its exit code: no verb, or ``demo``, opens the window; the others need no screen."""
    multiprocessing.freeze_support()
    arguments = sys.argv[1:]
    for child in (reader_child, ahead):
        if arguments == [child.VERB]:
            return int(child.main())
    if cli.wants_window(arguments):
        from ui.starting import start  # noqa: PLC0415 - the screen's libraries are loaded only when a window is asked for

        return start(cli.window_folder(arguments), demo="demo" in arguments)
    return cli.run(arguments)


def quiet_end() -> int:
    """Run :func:`main`; when whoever read our output has gone (``| head``), end without a word."""
    try:
        code = main()
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return code


if __name__ == "__main__":
    sys.exit(quiet_end())
