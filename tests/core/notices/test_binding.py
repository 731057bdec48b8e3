"""Letters bound to be printed at once, on both sides of the paper."""

from core.base.records import replace
from core.model.letter_look import LetterLook
from core.notices.binding import bind, pictures
from core.notices.render import render
from tests.core.notices.reading import texts
from tests.core.notices.samples import FACTS


def test_nobody_s_letter_stands_behind_another_s_coupon() -> None:
    letter = render(replace(FACTS, look=LetterLook(consent_form=True))).pdf
    bound = texts(bind([letter, letter]))
    assert len(bound) == 8
    assert [number for number, text in enumerate(bound) if not text.strip()] == [3, 7]
    assert [number for number, text in enumerate(bound) if "Je vous souhaite une bonne vente" in text] == [0, 4]


def test_pages_become_pictures() -> None:
    shown = pictures(render(FACTS).pdf, width=300)
    assert [(width, len(pixels) == width * height * 4) for width, height, pixels in shown] == [(300, True)] * 2
    assert any(pixel != 255 for pixel in shown[0][2][: 300 * 60 * 4 : 4])
