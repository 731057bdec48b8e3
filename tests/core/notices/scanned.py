"""Coupons as a scanner sees them: cut from real letters, tilted, in grey, noisy, laid on a page in any way."""

import random
from collections.abc import Sequence
from functools import cache
from io import BytesIO

import pypdfium2
from PIL import Image

from core.base.records import replace
from core.model.letter import LetterFacts
from core.notices import front
from core.notices.canvas import PAGE_HEIGHT
from core.notices.render import checked, render
from tests.core.notices.samples import SAMPLES

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
NAMES = tuple(SAMPLES)
DPI = 150


def drawn(dice: random.Random) -> str:
    """Return a reference."""
    letters = "".join(dice.choice(LETTERS) for _ in range(6))
    return f"{letters[:3]}-{letters[3:]}"


@cache
def _letter(name: str, reference: str, dpi: int) -> tuple[Image.Image, Image.Image, float]:
    facts: LetterFacts = replace(SAMPLES[name], reference=reference)
    document = pypdfium2.PdfDocument(render(facts).pdf)
    front_side, back_side = (document[at].render(scale=dpi / 72, grayscale=True).to_pil() for at in (0, 1))
    return front_side, back_side, front.fitted(checked(facts)).cut / PAGE_HEIGHT


def strip(reference: str, *, name: str = NAMES[0], back: bool = False, dpi: int = DPI) -> Image.Image:
    """Return one side of a strip, cut from its sheet."""
    first, second, cut = _letter(name, reference, dpi)
    page = second if back else first
    return page.crop((0, int(page.height * cut), page.width, page.height))


def sheet(reference: str, *, name: str = NAMES[0], dpi: int = DPI) -> Image.Image:
    """Return the front of a whole letter, its strip not cut."""
    return _letter(name, reference, dpi)[0]


def scanned(
    strips: Sequence[Image.Image], dice: random.Random, *, tilt: float = 5.0, dpi: int = DPI, turned: bool | None = None
) -> Image.Image:
    """Return strips laid one under the other on a page, as a scanner sees it: each tilted up to ``tilt`` degrees, the
    page upside down where ``turned``, one time in four by default."""
    laid = [_tilted(one, dice.uniform(-tilt, tilt)) for one in strips]
    wide = max(one.width for one in laid) + dpi // 4
    tall = max(sum(one.height for one in laid) + dpi // 2, int(wide * 1.414))
    page = Image.new("L", (wide, tall), 250)
    y = dpi // 4
    for one in laid:
        page.paste(one, (dice.randrange(dpi // 4), y))
        y += one.height + dpi // 10
    if turned if turned is not None else not dice.randrange(4):
        page = page.rotate(180)
    return Image.blend(page, _noise(*(-(-side // 512) * 512 for side in page.size)).crop((0, 0, *page.size)), 0.12)


@cache
def _noise(wide: int, tall: int) -> Image.Image:
    """Return the grain of a scanner, drawn once for all the pages that it covers."""
    return Image.effect_noise((wide, tall), 24)


def _tilted(picture: Image.Image, angle: float) -> Image.Image:
    return picture.rotate(angle, resample=Image.Resampling.BICUBIC, expand=True, fillcolor=250)


def pile(pages: Sequence[Image.Image], *, dpi: int = DPI) -> bytes:
    """Return pages as one PDF, as a scanner writes it."""
    out = BytesIO()
    # Copies, since a picture keeps how it was saved.
    first, *rest = (one.copy() for one in pages)
    first.save(out, format="PDF", save_all=True, append_images=rest, resolution=dpi, quality=80)
    return out.getvalue()
