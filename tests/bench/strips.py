"""How many strips are read back from scans: cut from real letters, at 150 dpi, tilted, in grey, with a little noise.

Run by name: ``python -m tests.bench.strips [count]``. Nothing here is asserted.
"""

import random
import sys
import time
from collections import Counter

import pypdfium2
import zxingcpp
from PIL import Image

from core.base.records import replace
from core.model.letter import LetterFacts
from core.notices import front
from core.notices.canvas import PAGE_HEIGHT
from core.notices.codes import CouponCode, read_code
from core.notices.render import checked, render
from tests.core.notices.samples import SAMPLES

DPI = 150
LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
TILT = 6.0
"""Degrees, either way; one sheet in four is upside down."""


def main() -> None:
    """Print how many strips said their own reference and version, and how many said another's."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    dice = random.Random(20261126)
    names = list(SAMPLES)
    seen: Counter[str] = Counter()
    start = time.perf_counter()
    for at in range(count):
        drawn = "".join(dice.choice(LETTERS) for _ in range(6))
        reference = f"{drawn[:3]}-{drawn[3:]}"
        scan = _scan(replace(SAMPLES[names[at % len(names)]], reference=reference), dice)
        said = {coupon for code in zxingcpp.read_barcodes(scan) if (coupon := read_code(code.text))}
        own = CouponCode(reference, "letter-3")
        seen["read" if said == {own} else "not read" if not said else "wrong"] += 1
    print(
        f"{count} strips, front alone, {DPI} dpi, tilted up to {TILT}°: {seen['read']} read, {seen['not read']} not, "
        f"{seen['wrong']} wrong, {time.perf_counter() - start:.0f} s"
    )


def _scan(facts: LetterFacts, dice: random.Random) -> Image.Image:
    """Return the front of a strip as a scanner sees it."""
    cut = front.fitted(checked(facts)).cut
    page = pypdfium2.PdfDocument(render(facts).pdf)[0].render(scale=DPI / 72, grayscale=True).to_pil()
    strip = page.crop((0, int(page.height * cut / PAGE_HEIGHT), page.width, page.height))
    paper = Image.new("L", (strip.width + 160, strip.height + 260), 250)
    paper.paste(strip, (80, 130))
    angle = dice.uniform(-TILT, TILT) + (180 if not dice.randrange(4) else 0)
    tilted = paper.rotate(angle, resample=Image.Resampling.BICUBIC, expand=True, fillcolor=250)
    noise = Image.effect_noise(tilted.size, 24)
    return Image.blend(tilted, noise, 0.12)


if __name__ == "__main__":
    main()
