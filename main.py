"""Premier Contact: opens the window, or does one verb's work without a screen."""

import errno
import os
import sys

from core.base import children, streams
from core.cli import entry


def main() -> int:
    """Run the program and return its exit code: no verb, or ``demo``, opens the window; the others need no screen.
    Each of these loads only what it needs."""
    if getattr(sys, "frozen", False):
        from multiprocessing import freeze_support  # noqa: PLC0415 - as above

        freeze_support()
    arguments = sys.argv[1:]
    if arguments == [children.READ_WORKBOOK]:
        from core.sources.formats import reader_child  # noqa: PLC0415 - as above

        return reader_child.main()
    if arguments == [children.READ_AHEAD]:
        from core.actions.intake import reader_process  # noqa: PLC0415 - as above

        return reader_process.main()
    if entry.of_browser(arguments):
        from core.cli import browser_host  # noqa: PLC0415 - as above

        return browser_host.main(arguments, entry.window_folder(arguments))
    if entry.wants_window(arguments):
        return _window(arguments)
    from core.cli.run import run  # noqa: PLC0415 - as above

    return run(arguments)


def _window(arguments: list[str]) -> int:
    """Show the window of the base asked for: the one that is open already, unless another one is asked for."""
    from core.base.running_window import taken_over  # noqa: PLC0415 - as above

    folder, file, demo = entry.window_folder(arguments), entry.file_given(arguments), "demo" in arguments
    if not demo and children.NEW_WINDOW not in arguments and taken_over(folder, file):
        return 0
    from ui.starting import start  # noqa: PLC0415 - as above

    return start(folder, demo=demo, file=file)


def quiet_end() -> int:
    """Run :func:`main` with streams that never end it; when whoever read our output has gone (``| head``), end without
    a word."""
    streams.ready(as_json="--json" in sys.argv)
    # What the program writes is for this user alone: it holds persons.
    os.umask(0o077)
    try:
        code = main()
    except OSError as problem:
        if streams.nobody_reads(problem):
            streams.drop()
            return 0
        # Only an output has no name.
        if problem.errno != errno.ENOSPC or problem.filename is not None:
            raise
        from core.words.errors import user_text  # noqa: PLC0415 - as above

        streams.drop()
        sys.stderr.write(user_text("OUTPUT_FULL") + "\n")
        return streams.LOST
    return code if streams.flush() else code or streams.LOST


if __name__ == "__main__":
    sys.exit(quiet_end())
