"""Collects the licences of what is installed: ``python packaging/common/licences.py SITE-PACKAGES FOLDER ROOT``.

It writes one folder a package, from its metadata, ours and Python's, and ``LISEZMOI.txt``, which names each with its
version and its terms. The texts of ``packaging/licences`` are added to the packages whose terms name them (SPDX
identifiers). A package without any text stops the build.
"""

import shutil
import sys
from email.parser import HeaderParser
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from core.base.parts import LIST, terms

NAMED = ("licen", "copying", "notice", "authors")
"""How the file of a licence begins, where the metadata has no folder of them."""


def main(packages: Path, folder: Path, root: Path) -> None:
    """Write the licences of the packages installed in ``packages`` into ``folder``."""
    folder.mkdir(parents=True)
    shutil.copy(root / "LICENSE", folder / "Premier Contact.txt")
    ours = sorted((root / "packaging" / "licences").iterdir())
    for text in ours:
        if text.name.startswith("Python"):
            shutil.copy(text, folder)
    lines, missing = ["Premier Contact : MIT", "Python : PSF-2.0"], []
    for metadata in sorted(packages.glob("*.dist-info/METADATA")):
        about = HeaderParser().parsestr(metadata.read_text(encoding="utf-8"))
        name, licence = f"{about['Name']} {about['Version']}", terms(about) or "voir son texte"
        texts = [*_texts(metadata.parent), *(text for text in ours if text.stem in licence)]
        if not texts:
            missing.append(f"{name} ({licence})")
        (folder / name).mkdir()
        for text in texts:
            (shutil.copytree if text.is_dir() else shutil.copy)(text, folder / name / text.name)
        lines.append(f"{name} : {licence}")
    if missing:
        raise SystemExit(f"no licence text: {', '.join(missing)}: put it in packaging/licences")
    (folder / LIST).write_text("\n".join(lines) + "\n", encoding="utf-8")


def _texts(info: Path) -> list[Path]:
    """Return the texts of a package: its folder of licences (PEP 639), else the files named so."""
    folder = info / "licenses"
    return [folder] if folder.is_dir() else [path for path in info.iterdir() if path.name.lower().startswith(NAMED)]


if __name__ == "__main__":
    main(*(Path(word) for word in sys.argv[1:4]))
