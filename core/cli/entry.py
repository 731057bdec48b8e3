"""Reads the command line before anything else is loaded: whether it asks for the window or a verb, the folder of the
base, the file that the system opens with the program."""

import os
import sys
from pathlib import Path

import platformdirs

EXTENSIONS = "chrome-extension://"
"""How the origin of a browser's extension begins: the browser gives it to the program it starts (native messaging)."""


def of_browser(arguments: list[str]) -> bool:
    """Tell whether an extension of the browser started the program."""
    return any(word.startswith(EXTENSIONS) for word in arguments)


def default_folder() -> Path:
    """Return the platform's user data folder."""
    return Path(platformdirs.user_data_dir("premier-contact", appauthor=False))


def program_name() -> str:
    """Return what the user types to start the program: ``main.py``, or the installed command's name."""
    started, engine = Path(sys.argv[0]), Path(sys.executable).stem
    if not engine.lower().startswith("python"):
        return engine
    return started.name if started.suffix == ".py" else started.stem


def wants_window(arguments: list[str]) -> bool:
    """Tell whether the command line asks for the window: it names no verb, only ``demo`` or a file to be opened."""
    verbs_asked = [word for word in _without_options(arguments) if word != "demo" and not _is_file(word)]
    return not verbs_asked and not {"-h", "--help", "--version"} & set(arguments)


def window_folder(arguments: list[str]) -> Path:
    """Return the folder of the base the window opens."""
    for index, word in enumerate(arguments):
        if word == "--data-dir" and index + 1 < len(arguments):
            return Path(arguments[index + 1])
        if word.startswith("--data-dir="):
            return Path(word.partition("=")[2])
    return default_folder()


def file_given(arguments: list[str]) -> Path | None:
    """Return the file that the window is asked to open; None without one."""
    return next((Path(word).resolve() for word in _without_options(arguments) if _is_file(word)), None)


def _is_file(word: str) -> bool:
    """Tell whether a word is the path of a file: no verb holds a point or a separator."""
    return ("." in word or os.sep in word) and Path(word).is_file()


def _without_options(arguments: list[str]) -> list[str]:
    stored: list[str] = []
    skip = False
    for word in arguments:
        if skip:
            skip = False
        elif word == "--data-dir":
            skip = True
        elif not word.startswith("-"):
            stored.append(word)
    return stored
