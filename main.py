"""Premier Contact: opens the window, or does one verb's work without a screen."""

import multiprocessing
import sys

from core import cli


def main() -> int:
    """Run the program and return its exit code: no verb, or ``demo``, opens the window; the others need no screen."""
    multiprocessing.freeze_support()
    arguments = sys.argv[1:]
    if cli.wants_window(arguments):
        from ui.starting import start  # noqa: PLC0415 - the screen's libraries are loaded only when a window is asked for

        return start(cli.window_folder(arguments), demo="demo" in arguments)
    return cli.run(arguments)


if __name__ == "__main__":
    sys.exit(main())
