"""Links the browsers of this user to the program, and takes the link away: a host of native messaging, which a browser
starts when its extension hands a page over (developer.chrome.com, Native messaging). Nothing listens meanwhile.
"""

import json
import os
import shlex
import sys
from collections.abc import Mapping
from pathlib import Path

from core.base import children

if sys.platform == "win32":
    import winreg

    def _registered(key: str) -> bool:
        try:
            return bool(winreg.QueryValue(winreg.HKEY_CURRENT_USER, rf"{key}\{_FOLDER}\{HOST}"))
        except OSError:
            return False


HOST = "fr.premiercontact.page"
"""The name of the host, as in ``extension/background.js``."""
EXTENSION = "bdhednihfpeijcfdnlolofcnofmnmoib"
"""The identifier Chrome makes of the key in ``extension/manifest.json``."""
_LINUX = {"Chrome": "google-chrome", "Chromium": "chromium", "Edge": "microsoft-edge"}
_MACOS = {"Chrome": "Google/Chrome", "Chromium": "Chromium", "Edge": "Microsoft Edge"}
_WINDOWS = {"Chrome": r"Software\Google\Chrome", "Edge": r"Software\Microsoft\Edge"}
"""Browser → where it looks for hosts of this user: folders under its configuration, keys of the registry."""
_FOLDER = "NativeMessagingHosts"


def link(base: Path, home: Path) -> list[str]:
    """Make the browsers of this user able to hand pages over to the window on the base of a folder; return their names.
    ``home``: the folder of our configuration, where the host stays."""
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    manifest = home / f"{HOST}.json"
    host = {"name": HOST, "description": "Premier Contact", "path": str(_starter(base, home)), "type": "stdio"}
    manifest.write_text(json.dumps(host | {"allowed_origins": [f"chrome-extension://{EXTENSION}/"]}, indent=2), "utf-8")
    if sys.platform == "win32":
        for key in _WINDOWS.values():
            winreg.SetValue(winreg.HKEY_CURRENT_USER, rf"{key}\{_FOLDER}\{HOST}", winreg.REG_SZ, str(manifest))
    else:
        for folder in _folders().values():
            folder.mkdir(parents=True, exist_ok=True)
            (folder / manifest.name).write_bytes(manifest.read_bytes())
    return linked()


def unlink(home: Path) -> None:
    """Take the link away from every browser."""
    if sys.platform == "win32":
        for name in linked():
            winreg.DeleteKey(winreg.HKEY_CURRENT_USER, rf"{_WINDOWS[name]}\{_FOLDER}\{HOST}")
    else:
        for folder in _folders().values():
            (folder / f"{HOST}.json").unlink(missing_ok=True)
    for name in (f"{HOST}.json", _STARTER):
        (home / name).unlink(missing_ok=True)


def linked() -> list[str]:
    """Return the names of the browsers that are linked."""
    if sys.platform == "win32":
        return [name for name, key in _WINDOWS.items() if _registered(key)]
    return [name for name, folder in _folders().items() if (folder / f"{HOST}.json").exists()]


_STARTER = "page.bat" if sys.platform == "win32" else "page.sh"


def _starter(base: Path, home: Path) -> Path:
    """Return a file that starts the program for this base: a manifest names a file, without its arguments."""
    words = children.program("--data-dir", str(base))
    file = home / _STARTER
    if sys.platform == "win32":
        quoted = " ".join(f'"{word}"' for word in words).replace("%", "%%")
        file.write_text(f"@echo off\r\nchcp 65001 >nul\r\n{quoted} %*\r\n", "utf-8", newline="")
    else:
        file.write_text(f'#!/bin/sh\nexec {shlex.join(words)} "$@"\n', "utf-8")
        file.chmod(0o700)
    return file


def _folders() -> Mapping[str, Path]:
    """Return browser → folder of its hosts; only of the browsers that this user has opened once."""
    if sys.platform == "darwin":
        home, names = Path.home() / "Library" / "Application Support", _MACOS
    else:
        home, names = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config"), _LINUX
    return {name: home / place / _FOLDER for name, place in names.items() if (home / place).is_dir()}
