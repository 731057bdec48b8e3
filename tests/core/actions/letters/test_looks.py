"""What an agency chooses of its letters: kept when it can be printed, refused with a sentence when it cannot."""

import base64
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader

from core.actions.common import agency
from core.actions.letters import looks
from core.actions.letters.letterhead import sample
from core.base.errors import UserError
from core.base.records import replace
from core.model.letter import LetterDocument
from core.model.letter_look import LetterLook
from core.notices.canvas import accent_ink, contrast
from core.notices.pictures import picture_from, picture_of
from core.notices.render import render
from core.notices.sheet import facts_from, facts_text, own_version
from core.store import settings as stored
from core.store.port import Store
from tests.core.actions.conftest import BY, NOW
from tests.core.notices.reading import batch
from tests.core.notices.samples import AGENCY, FACTS, SAMPLES
from tests.failing import fails_with
from tests.tables import table

PLAIN = "Nous vendons à Angers depuis 1987. Notre bureau est place du Ralliement, ouvert le samedi matin."


@pytest.fixture
def ready(store: Store) -> Store:
    """A base whose agency may write letters."""
    values = {name: getattr(AGENCY, name) for name in ("name", "legal_name", "legal_form", "capital", "address")}
    rest = ("postcode", "town", "phone", "email", "siren", "rcs_town", "card_number", "card_cci", "card_cci_address",
            "holds_funds", "free_estimate", "sends_abroad", "scores", "privacy_contact", "fee_place", "signer_name",
            "signer_role")  # fmt: skip
    agency.save_agency(store, values | {name: getattr(AGENCY, name) for name in rest}, by=BY, at=NOW)
    return store


def picture(kind: str, size: tuple[int, int] = (640, 200), *, ink: str = "#1d5f4a") -> bytes:
    image = Image.new("RGB", size, "white")
    image.paste(ink, (size[0] // 4, size[1] // 4, size[0] * 3 // 4, size[1] * 3 // 4))
    image.save(out := BytesIO(), kind)
    return out.getvalue()


def saved(store: Store) -> LetterLook:
    with store.read() as r:
        return agency.settings(r).look


@table("kind", ["PNG", "JPEG", "GIF", "BMP", "TIFF", "WEBP"])
def test_a_picture_of_any_usual_format_is_kept_small(store: Store, tmp_path: Path, kind: str) -> None:
    file = tmp_path / "logo.bin"
    file.write_bytes(picture(kind, (2000, 600)))
    kept = looks.save_picture(store, "logo", file, by=BY, at=NOW)
    png = picture_of(kept.logo)
    shown = Image.open(BytesIO(png))
    assert shown.format == "PNG" and shown.size[0] <= 945 and len(png) < 60_000
    assert looks.save_look(store, {"logo": ""}, by=BY, at=NOW).logo == ""


def test_a_letter_bears_the_picture_kept(store: Store, tmp_path: Path) -> None:
    file = tmp_path / "logo.bin"
    file.write_bytes(picture("JPEG", (2000, 600)))
    kept = looks.save_picture(store, "logo", file, by=BY, at=NOW)
    with_logo, without = render(replace(FACTS, look=kept)), render(FACTS)
    images = [len(PdfReader(BytesIO(one.pdf)).pages[0].images) for one in (with_logo, without)]
    assert images == [1, 0]


def portrait(name: str = "", *, turned: int = 1) -> LetterLook:
    """Return the look of an agency with a photo of somebody; ``turned``: how the camera was held, as Exif says it."""
    image = Image.new("RGB", (900, 300), "#774422")
    exif = image.getexif()
    exif[0x0112] = turned
    image.save(out := BytesIO(), "JPEG", exif=exif)
    return LetterLook(photo=picture_from(out.getvalue(), *looks.ROOMS["photo"], photo=True), photo_of=name)


SIGNER = FACTS.agency.signer_name


@table(
    "look, images",
    [
        (portrait(SIGNER), 1),
        (portrait(f" {SIGNER}\u200b"), 1),
        (portrait(), 0),
        (portrait("Hugo Dupont"), 0),
        (LetterLook(photo_of=SIGNER), 0),
        (LetterLook(photo="AAAA", photo_of=SIGNER), 0),
    ],
)
def test_a_photo_is_printed_of_whoever_signs_and_agreed(look: LetterLook, images: int) -> None:
    page = PdfReader(BytesIO(render(replace(FACTS, look=look)).pdf)).pages[0]
    assert len(page.images) == images


def test_a_photo_is_kept_upright_small_and_without_what_the_camera_wrote() -> None:
    content = picture_of(portrait(turned=6).photo)
    shown = Image.open(BytesIO(content))
    assert shown.format == "JPEG" and shown.height > shown.width and len(content) < 20_000
    assert not shown.getexif()


def test_the_photo_is_the_first_to_leave_a_letter_without_room() -> None:
    full = replace(
        FACTS,
        look=replace(portrait(SIGNER, turned=6), paragraph="Mot " * 87, proofs="since,hours"),
        agency=replace(FACTS.agency, since_year="1998", since_place="Angers", hours="le matin " * 34),
    )
    page = PdfReader(BytesIO(render(full).pdf)).pages[0]
    assert "depuis 1998" in " ".join(page.extract_text().split()) and not page.images


def test_a_choice_that_came_later_changes_no_version_of_before() -> None:
    before = facts_text(FACTS.agency, LetterLook())
    assert "photo" not in before and '"photo_of":"Claire"' in facts_text(FACTS.agency, portrait("Claire"))
    assert facts_from(before, portrait("Claire"))[1].photo_of == ""


@table("values", [{"proofs": "since,rank"}, {"proofs": "since,team,hours"}, {"closing": "love"}])
def test_a_choice_that_is_none_is_refused(store: Store, values: dict[str, str]) -> None:
    with fails_with("FIELD_VALUE"):
        looks.save_look(store, values, by=BY, at=NOW)


def plane() -> bytes:
    """A picture of few bytes and of more points than are opened."""
    image = Image.new("1", (7750, 7750), 1)
    image.paste(0, (100, 100, 5000, 5000))
    image.save(out := BytesIO(), "PNG")
    return out.getvalue()


@table(
    "make, code",
    [
        (lambda: b"", "PICTURE_UNREADABLE"),
        (lambda: b"<svg xmlns='http://www.w3.org/2000/svg'/>", "PICTURE_UNREADABLE"),
        (lambda: b"%PDF-1.7", "PICTURE_UNREADABLE"),
        (lambda: b"\x89PNG\r\n\x1a\n" + b"\x00" * 400, "PICTURE_UNREADABLE"),
        (lambda: picture("PNG")[:300], "PICTURE_UNREADABLE"),
        (lambda: picture("JPEG")[:200], "PICTURE_UNREADABLE"),
        (lambda: picture("PNG", ink="white"), "PICTURE_UNREADABLE"),
        (plane, "PICTURE_UNREADABLE"),
        (lambda: b"\x00" * (looks.HEAVIEST + 1), "PICTURE_HEAVY"),
        (None, "PICTURE_UNREADABLE"),
    ],
)
def test_a_picture_that_cannot_be_used_is_told_and_changes_nothing(
    store: Store, tmp_path: Path, make: Callable[[], bytes] | None, code: str
) -> None:
    file = tmp_path / "logo.png"
    file.unlink(missing_ok=True)
    if make:
        file.write_bytes(make())
    before = saved(store)
    with pytest.raises(UserError, match=r"logo\.png") as refused:
        looks.save_picture(store, "logo", file, by=BY, at=NOW)
    assert refused.value.code == code
    assert saved(store) == before


@table("damaged", ["%%%", "AAAA", base64.b64encode(b"\x89PNG\r\n\x1a\n" + b"\x00" * 16).decode()])
def test_a_damaged_picture_of_the_base_leaves_the_letter_as_without_one(damaged: str) -> None:
    document = render(replace(FACTS, look=LetterLook(logo=damaged, signature=damaged)))
    assert "Agence du Mail" in PdfReader(BytesIO(document.pdf)).pages[0].extract_text()


@table("colour", ["#ffff00", "#ffffff", "#1d5f4a", "#000000", "#e84393", "#9acd32"])
def test_the_colour_is_read_on_white(colour: str) -> None:
    assert contrast(accent_ink(colour)) >= 4.5


@table("colour", ["rouge", "#12", "#1d5f4g", "1d5f4a", ""])
def test_a_colour_that_is_none_is_refused(store: Store, colour: str) -> None:
    with fails_with("COLOUR_UNKNOWN"):
        looks.save_look(store, {"accent": colour}, by=BY, at=NOW)
    assert render(replace(FACTS, look=LetterLook(accent=colour))).pages == 2


@table("typed", [PLAIN, "<b>Gras</b> & {field} 100 z [[fin]] **x** %s %(a)d {0}", "D’abord,\nl’écoute\u00a0: voilà."])
def test_a_paragraph_prints_as_typed(ready: Store, typed: str) -> None:
    kept = looks.save_look(ready, {"paragraph": typed}, by=BY, at=NOW)
    document = render(replace(FACTS, look=kept))
    first = PdfReader(BytesIO(document.pdf)).pages[0].extract_text()
    assert "".join(typed.split()) in "".join(first.split())
    assert own_of(document) == own_version(" ".join(typed.split("\n")))


@table("name, holds", [("a", True), ("b", True), ("d", True), ("f", False), ("c", False), ("e", False)])
def test_the_paragraph_stands_in_ordinary_letters_alone(name: str, holds: bool) -> None:
    document = render(replace(SAMPLES[name], look=LetterLook(paragraph=PLAIN)))
    first = " ".join(PdfReader(BytesIO(document.pdf)).pages[0].extract_text().split())
    assert (PLAIN in first) == holds


@table(
    "typed, code, said",
    [
        ("x" * 351, "PARAGRAPH_LONG", "351"),
        ("J’ai un acheteur pour vous.", "PARAGRAPH_WORDS", "un acheteur"),
        ("Nous avons des CLIENTS POUR VOTRE BIEN", "PARAGRAPH_WORDS", "clients pour votre"),
        ("C’est urgent.", "PARAGRAPH_WORDS", "urgent"),
        ("C’est votre dernière chance", "PARAGRAPH_WORDS", "derniere chance"),
        ("Vous avez été sélectionnés", "PARAGRAPH_WORDS", "ete selectionne"),
        ("En cas de divorce ou de succession", "PARAGRAPH_WORDS", "divorce"),
        ("Vos dettes ne sont pas un obstacle", "PARAGRAPH_WORDS", "dettes"),
        ("Votre maison vaut 250 000 €", "PARAGRAPH_WORDS", "250 000 €"),
        ("Un service gratuit", "PARAGRAPH_WORDS", "gratuit"),
        ("Vu sur leboncoin", "PARAGRAPH_WORDS", "leboncoin"),
        ("Bienvenue 漢字", "FONT_MISSING", "漢字"),
    ],
)
def test_a_paragraph_that_a_letter_may_not_hold_is_refused(ready: Store, typed: str, code: str, said: str) -> None:
    with pytest.raises(UserError, match=said) as refused:
        looks.save_look(ready, {"paragraph": typed}, by=BY, at=NOW)
    assert refused.value.code == code
    assert saved(ready).paragraph == ""


def test_a_paragraph_too_long_for_the_letter_of_the_agency_is_refused(ready: Store) -> None:
    wide = {"fee_place": "sur " + "agence-du-mail.example/" * 16, "signer_name": "Marie " * 12}
    agency.save_agency(ready, wide, by=BY, at=NOW)
    with fails_with("PARAGRAPH_ROOM"):
        looks.save_look(ready, {"paragraph": "Mot " * 87}, by=BY, at=NOW)


def test_a_letter_without_room_for_the_paragraph_leaves_without(store: Store) -> None:
    fees = replace(SAMPLES["long"].agency, fee_place="sur " + "agence-du-mail.example/" * 16)
    wide = replace(SAMPLES["long"], agency=fees, look=LetterLook(paragraph="Mot " * 87))
    document = render(wide)
    assert "Mot Mot" not in PdfReader(BytesIO(document.pdf)).pages[0].extract_text()
    assert not any(one.startswith("own-") for one in document.versions), "what it says it printed, it printed"


def own_of(document: LetterDocument) -> str:
    """Return the version of the agency's own words in a letter."""
    return next(version for version in document.versions if version.startswith("own-"))


def test_the_letter_shown_is_the_one_for_an_ad_of_today(ready: Store) -> None:
    with ready.read() as r:
        document = render(sample(agency.settings(r).agency, NOW.date()))
    first, second = (page.extract_text() for page in PdfReader(BytesIO(document.pdf)).pages)
    assert "Vous vendez une maison à Uzès" in first
    assert "référence, titre, dates, commune, type de bien" in " ".join(second.split())


def test_an_estimation_may_be_said_free(ready: Store) -> None:
    assert looks.save_look(ready, {"paragraph": "Une estimation gratuite."}, by=BY, at=NOW).paragraph


def test_every_version_of_the_paragraph_is_kept(ready: Store) -> None:
    for words in (PLAIN, "Autre texte.", ""):
        looks.save_look(ready, {"paragraph": words}, by=BY, at=NOW)
    with ready.read() as r:
        kept = {key: text for key, text in stored.saved_settings(r).items() if key.startswith("paragraph.own-")}
    assert sorted(kept.values()) == sorted([PLAIN, "Autre texte."])
    printed = own_of(render(replace(FACTS, look=LetterLook(paragraph=PLAIN))))
    assert kept[f"paragraph.{printed}"] == PLAIN


def test_a_batch_holds_the_logo_once(store: Store, tmp_path: Path) -> None:
    file = tmp_path / "logo.png"
    file.write_bytes(picture("PNG"))
    kept = looks.save_picture(store, "logo", file, by=BY, at=NOW)
    kept = looks.save_picture(store, "signature", file, by=BY, at=NOW)
    letters = [replace(FACTS, look=kept, reference=f"K7P-4M{at}") for at in range(2, 8)]
    assert batch(letters).pdf.count(b"/Subtype /Image") <= 2
