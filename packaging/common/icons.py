"""Draws the program's icon: ``python packaging/common/icons.py FOLDER`` writes ``premier-contact.ico`` (16 to 256
pixels) and one ``premier-contact-SIZE.png`` a size."""

import os
import sys
from io import BytesIO
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QBuffer, QIODevice, QSize
from PySide6.QtGui import QGuiApplication, QIcon

SIZES = (16, 20, 24, 32, 40, 48, 64, 128, 256)
DRAWING = Path(__file__).resolve().parents[2] / "resources" / "theme" / "premier-contact.svg"


def drawn(side: int) -> Image.Image:
    """Return the icon as a square picture of ``side`` pixels."""
    kept = QBuffer()
    kept.open(QIODevice.OpenModeFlag.WriteOnly)
    if not QIcon(str(DRAWING)).pixmap(QSize(side, side)).save(kept, "PNG"):
        raise SystemExit(f"{DRAWING}: not drawn")
    return Image.open(BytesIO(kept.data().data()))


def main(folder: Path) -> None:
    """Write the files into a folder, made when it is not there."""
    folder.mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QGuiApplication([])
    pictures = [drawn(side) for side in SIZES]
    app.quit()
    for picture in pictures:
        picture.save(folder / f"premier-contact-{picture.width}.png")
    pictures[-1].save(
        folder / "premier-contact.ico", append_images=pictures[:-1], sizes=[(side, side) for side in SIZES]
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
