"""The paper as pictures: letters short, long and hostile, front and back, with the windows and folds drawn over them.

Run by name: ``python -m tests.journeys.sheets FOLDER``.
"""

import sys
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

import pypdfium2
from PIL import Image, ImageDraw

from core.base.records import replace
from core.model.letter import LetterFacts
from core.model.letter_look import LetterLook
from core.notices import places
from core.notices.canvas import MM
from core.notices.pictures import picture_from
from core.notices.render import render
from tests.core.notices.samples import FACTS, SAMPLES
from tests.core.notices.windows import WINDOWS

DPI = 96
_MM = DPI / 25.4
OWN = (
    "Nous vendons à Angers et dans les communes voisines depuis 1987. Notre bureau est place du Ralliement, ouvert du "
    "mardi au samedi. Je passe voir le bien à l’heure qui vous convient et je vous explique comment se forme un prix, "
    "ce que vous pouvez faire vous-même et ce que nous ferions de plus."
)


def main() -> None:
    """Write a PNG for each page of each letter."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for name, facts in letters().items():
        for side, page in zip(("front", "back", "rest", "form"), _pages(facts), strict=False):
            page.quantize(64).save(folder / f"paper-{name}-{side}.png", optimize=True)
    over = _pages(letters()["long"])[0].convert("RGB")
    _overlay(over)
    over.quantize(64).save(folder / "paper-overlay.png", optimize=True)


def letters() -> Mapping[str, LetterFacts]:
    """Return the letters to look at, by name."""
    look = LetterLook(logo=_logo(), signature=_signature(), accent="#1d5f4a", paragraph=OWN)
    hostile = replace(
        FACTS,
        last_name="<b>O’Neil-Łukasz {letter_ref}",
        first_name="Jean %s",
        address="Bât. <i>C, 14 bis rue de l’Œuvre & Fils, lieu-dit L’Étang",
        look=LetterLook(accent="#ffee00", paragraph="<b>Gras</b> {field} 100 % [[fin]] **x** &amp;"),
    )
    return {
        "short": replace(FACTS, look=look),
        "plain": FACTS,
        "long": replace(SAMPLES["long"], look=replace(look, logo="", paragraph="")),
        "second": replace(SAMPLES["e"], look=look),
        "hostile": hostile,
        "english": replace(
            FACTS, look=replace(look, consent_form=True), english=True,
            address="Flat 2, 12 Baker Street", town="London, Royaume-Uni", postcode="NW1 6XE",
        ),
    }  # fmt: skip


def _pages(facts: LetterFacts) -> list[Image.Image]:
    return [page.render(scale=DPI / 72).to_pil() for page in pypdfium2.PdfDocument(render(facts).pdf)]


def _overlay(page: Image.Image) -> None:
    """Draw what each window shows at each end of the slide, and the folds."""
    draw = ImageDraw.Draw(page)
    for at, window in enumerate(WINDOWS):
        ink = ("#c00000", "#e08000", "#a06000", "#1040c0", "#8020a0")[at]
        for down, across in window.slides:
            draw.rectangle([side * _MM for side in window.seen(down, across)], outline=ink, width=1)
    for fold in (*places.FOLDS, places.HALF):
        draw.line((0, fold / MM * _MM, page.width, fold / MM * _MM), fill="#108030", width=1)


def _logo() -> str:
    image = Image.new("RGB", (900, 260), "white")
    draw = ImageDraw.Draw(image)
    draw.polygon([(20, 140), (150, 20), (280, 140)], fill="#1d5f4a")
    draw.rectangle((60, 140, 240, 240), fill="#1d5f4a")
    draw.rectangle((330, 90, 880, 170), fill="#1d5f4a")
    return _kept(image, places.LOGO)


def _signature() -> str:
    image = Image.new("RGB", (600, 150), "white")
    points = [(20, 110), (90, 30), (130, 100), (210, 60), (250, 105), (330, 50), (420, 100), (580, 70)]
    ImageDraw.Draw(image).line(points, fill="#202080", width=6, joint="curve")
    return _kept(image, places.SIGNATURE)


def _kept(image: Image.Image, place: tuple[float, float]) -> str:
    image.save(out := BytesIO(), "PNG")
    return picture_from(out.getvalue(), *place)


if __name__ == "__main__":
    main()
