"""Forms to print and copies of proofs, from the base to the paper."""

import io
import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image
from pypdf import PdfReader

from core.actions.calling import consent_forms, consenting, openings, proof_copies
from core.actions.common.agency import save_agency, settings
from core.actions.common.judging import law_of
from core.actions.common.people import Who
from core.actions.desk import recent
from core.actions.leads import lead_views
from core.actions.letters import looks, noticing
from core.base.moments import local
from core.model.channel import Channel
from core.model.consent import ConsentTerms
from core.records.consent import Wording
from core.store.port import Store
from tests.core.actions.conftest import BY, NOW, PARIS, add
from tests.failing import fails_with
from tests.files.bases.make import AGENCY

COLLECTED = datetime(2026, 11, 20, 9, 30, tzinfo=PARIS)


@pytest.fixture
def lead(store: Store) -> int:
    """A lead of an agency that lacks nothing."""
    save_agency(store, AGENCY, by=BY, at=NOW)
    return add(store)


def picture(kind: str = "PNG") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (80, 110), "white").save(out, kind)
    return out.getvalue()


def pdf() -> bytes:
    out = io.BytesIO()
    made = pypdfium2.PdfDocument.new()
    made.new_page(300, 400)
    made.save(out)
    return out.getvalue()


def words(path: Path) -> list[str]:
    document = pypdfium2.PdfDocument(path)
    found = [page.get_textpage().get_text_range().replace("\u202f", " ").replace("\u00a0", " ") for page in document]
    document.close()
    return [" ".join(one.split()) for one in found]


def agree(store: Store, lead: int, file: Path, content: bytes, given: ConsentTerms, **more: object) -> int:
    file.write_bytes(content)
    values: dict[str, object] = {"channels": [Channel.CALL, Channel.EMAIL], "wording": "consent-1"}
    return consenting.record(
        store,
        Who(lead),
        collected=COLLECTED,
        proof=file,
        by=BY,
        at=NOW,
        given=given,
        **(values | more),  # type: ignore[arg-type]
    )


@pytest.mark.parametrize(("kind", "pages"), [("counter", 1), ("estimation", 2), ("visit", 2)])
def test_a_form_is_printed_and_its_words_are_kept(
    store: Store, lead: int, tmp_path: Path, kind: str, pages: int
) -> None:
    out = tmp_path / "formulaire.pdf"
    made = consent_forms.print_form(store, kind, out, by=BY, at=NOW, lead_id=lead, place="Uzès")
    again = consent_forms.print_form(store, kind, out, by=BY, at=NOW + timedelta(days=1), lead_id=lead, place="Uzès")
    assert (made.sha256, made.pages, again.sha256) == (again.sha256, pages, made.sha256)
    with store.read() as r:
        [kept] = consent_forms.wordings(r)
        printed = r.one(Wording, sha256=made.sha256)
        told = [one.text for one in recent.recent(r, at=NOW)]
    assert local(kept.at) == NOW
    assert printed is not None
    assert "qu’une maison à Uzès" in printed.text
    assert "Formulaire d’accord imprimé" in told
    said = words(out)
    assert "suppose votre consentement préalable" in said[0]
    assert made.sha256[:12] in said[-1]
    assert "ÊTRE APPELÉ : OUI OU NON" in said[-1]


def test_a_form_looks_as_the_letters_do(store: Store, lead: int, tmp_path: Path) -> None:
    looks.save_look(store, {"accent": "#1f4e8c"}, by=BY, at=NOW)
    Image.new("RGB", (60, 20), "#1f4e8c").save(tmp_path / "logo.png")
    looks.save_picture(store, "logo", tmp_path / "logo.png", by=BY, at=NOW)
    consent_forms.print_form(store, "counter", tmp_path / "f.pdf", by=BY, at=NOW, lead_id=lead)
    [page] = PdfReader(tmp_path / "f.pdf").pages
    assert len(page.images) == 1
    drawn = page.get_contents()
    assert drawn is not None
    assert re.search(rb"\.121\d* \.305\d* \.549\d* rg", drawn.get_data())


def test_a_form_may_leave_the_property_to_be_written(store: Store, lead: int, tmp_path: Path) -> None:
    consent_forms.print_form(store, "counter", tmp_path / "a.pdf", by=BY, at=NOW)
    assert "que le bien situé" in words(tmp_path / "a.pdf")[0]
    bare = add(store, phones=("06 39 98 77 77",), last_name="Roux", emails=(), address="1 rue Neuve", reference="TD9")
    with store.write("test", by=BY, at=NOW) as w:
        for listing in w.column(int, "SELECT id FROM listing WHERE lead_id = ?", bare):
            w.delete("listing", listing)
    consent_forms.print_form(store, "counter", tmp_path / "b.pdf", by=BY, at=NOW, lead_id=bare)
    assert "que le bien situé" in words(tmp_path / "b.pdf")[0]


def test_no_form_without_who_calls(store: Store, lead: int, tmp_path: Path) -> None:
    for kind, lead_id, change, code in (
        ("flyer", None, {}, "FIELD_VALUE"),
        ("counter", 1, {}, "LEAD_UNKNOWN"),
        ("counter", None, {"legal_name": "Tilleuls 漢字"}, "FONT_MISSING"),
        ("counter", None, {"legal_name": "x " * 3000}, "LETTER_TOO_LONG"),
        ("counter", None, {"legal_name": ""}, "AGENCY_INCOMPLETE"),
    ):
        if change:
            save_agency(store, change, by=BY, at=NOW)
        with fails_with(code):
            consent_forms.print_form(store, kind, tmp_path / "x.pdf", by=BY, at=NOW, lead_id=lead_id)
    assert not (tmp_path / "x.pdf").exists()


def test_the_copy_says_what_was_agreed_and_shows_the_paper(store: Store, lead: int, tmp_path: Path) -> None:
    form = consent_forms.print_form(store, "counter", tmp_path / "f.pdf", by=BY, at=NOW, lead_id=lead)
    given = ConsentTerms(
        way="counter", place="Uzès", collector="Marc", slots=((2, "10:00", "12:00"),), sha256=form.sha256
    )
    one = agree(store, lead, tmp_path / "scan.png", picture(), given, wording=form.version, until=date(2027, 5, 19))
    [file] = proof_copies.copy_proof(store, one, tmp_path / "copie.pdf", by=BY, at=NOW)
    first, text, scan = words(file)
    for part in (
        "le 20 novembre 2026 à 9 h 30", "par téléphone et par e-mail", "le mardi de 10 h à 12 h",
        "prend fin le 19 mai 2027", "d’un mot", "jusqu’au 20 novembre 2029", "Madame Moreau", "formulaire signé",
        "Recueilli par Marc", "Uzès", form.sha256,
    ):  # fmt: skip
        assert part in first, part
    assert text.startswith("Le texte accepté")
    assert "OUI, j’accepte" in text
    assert scan == ""
    with store.read() as r:
        told = [event.text for event in lead_views.lead_sheet(r, lead, law_of(settings(r)), at=NOW).events]
        day = [one.text for one in recent.recent(r, at=NOW)]
        [one_held] = openings.held(r, lead, law_of(settings(r)), at=NOW)
    assert "Copie de la preuve remise" in told
    assert one_held.lines[-1].startswith("Copie de la preuve remise le 24")
    assert "Copie de sa preuve remise à Moreau Hélène" in day


@pytest.mark.parametrize(
    ("name", "made_of", "pages", "files"),
    [
        ("coupon.pdf", pdf, 2, 1),
        ("coupon.jpg", partial(picture, "JPEG"), 2, 1),
        ("coupon.tif", partial(picture, "TIFF"), 2, 1),
        ("coupon.pdf", partial(bytes, b"%PDF-1.4 half"), 1, 2),
        ("coupon.png", partial(bytes, b"\x89PNG half"), 1, 2),
        ("accord.eml", partial(bytes, b"From: h.moreau@exemple.fr\n\nOui"), 1, 2),
    ],
)
def test_any_proof_is_handed_over(
    store: Store, lead: int, tmp_path: Path, name: str, made_of: Callable[[], bytes], pages: int, files: int
) -> None:
    content = made_of()
    one = agree(
        store, lead, tmp_path / name, content, ConsentTerms(exact=(datetime.fromisoformat("2026-11-28T19:30"),))
    )
    made = proof_copies.copy_proof(store, one, tmp_path / "copie.pdf", by=BY, at=NOW)
    said = words(made[0])
    assert (len(said), len(made)) == (pages, files)
    assert "du lundi au vendredi" in said[0]
    assert "une seule fois le 28 novembre 2026 à 19 h 30" in said[0]
    assert ("remis avec cette feuille" in said[0]) == (files == 2)
    assert [path.read_bytes() for path in made[1:]] == [content] * (files - 1)
    reader = PdfReader(made[0])
    assert "/StructTreeRoot" in reader.root_object, "it is read aloud"
    assert str(reader.root_object["/Lang"]) == "fr-FR"
    assert reader.metadata is not None
    assert reader.metadata.title == "Preuve d’un accord"


def test_words_that_are_not_ours_have_no_hash(store: Store, lead: int, tmp_path: Path) -> None:
    one = agree(store, lead, tmp_path / "a.pdf", pdf(), ConsentTerms(), wording="Texte de la société")
    [file] = proof_copies.copy_proof(store, one, tmp_path / "copie.pdf", by=BY, at=NOW)
    assert "Texte accepté : Texte de la société." in words(file)[0]


def test_a_copy_tells_the_withdrawal(store: Store, lead: int, tmp_path: Path) -> None:
    one = agree(store, lead, tmp_path / "a.pdf", pdf(), ConsentTerms(way="coupon"))
    consenting.withdraw(store, one, by=BY, at=NOW, calls_only=True)
    [file] = proof_copies.copy_proof(store, one, tmp_path / "copie.pdf", by=BY, at=NOW)
    assert "retiré votre accord pour le téléphone le 24 novembre 2026" in words(file)[0]
    assert "prend fin le" in words(file)[0]
    consenting.withdraw(store, one, by=BY, at=NOW)
    proof_copies.copy_proof(store, one, file, by=BY, at=NOW)
    assert "retiré cet accord le 24 novembre 2026" in words(file)[0]
    assert "prend fin le" not in words(file)[0]


def test_an_agreement_lasts_the_months_the_agency_printed(store: Store, lead: int, tmp_path: Path) -> None:
    printed = consent_forms.print_form(store, "counter", tmp_path / "f.pdf", by=BY, at=NOW, lead_id=lead)
    counter = {"wording": printed.version}
    coupon = {"wording": "consent-1"}

    def last(**said: object) -> date:
        values = {"channels": [Channel.CALL], "collected": COLLECTED, "proof": _scan(tmp_path), "by": BY, "at": NOW}
        one = consenting.record(store, Who(lead), **(values | said))  # type: ignore[arg-type]
        with store.read() as r:
            return proof_copies.last_day_of(r, one)

    assert last(**coupon) == date(2027, 11, 19)
    made = noticing.make(store, [lead], tmp_path / "lettres", by=BY, at=NOW)
    assert made.made
    save_agency(store, {"consent_months": 3}, by=BY, at=NOW)
    assert last(**coupon) == date(2027, 5, 19), "as printed on the letter, before the agency changed its mind"
    assert last(**counter, given=ConsentTerms(sha256=printed.sha256)) == last(**counter) == date(2027, 5, 19)
    assert last(**counter, until=date(2026, 12, 31)) == date(2026, 12, 31)
    assert last(**counter, until=date(2027, 9, 1)) == date(2027, 5, 19), "never beyond the months printed"
    assert last(wording="Texte d’un salon") == date(2027, 11, 19)


def _scan(folder: Path) -> Path:
    file = folder / "coupon.pdf"
    file.write_bytes(pdf())
    return file


def test_the_last_day_of_an_agreement_that_does_not_exist(store: Store) -> None:
    with store.read() as r, fails_with("LEAD_UNKNOWN"):
        proof_copies.last_day_of(r, 1)


def test_a_proof_that_changed_proves_nothing(store: Store, lead: int, tmp_path: Path) -> None:
    one = agree(store, lead, tmp_path / "a.pdf", pdf(), ConsentTerms())
    with store.write("test", by=BY, at=NOW) as w:
        [proof] = w.column(int, "SELECT proof_id FROM consent WHERE id = ?", one)
        w.update("proof", proof, {"content": b"other"})
    for number, code in ((one, "PROOF_ALTERED"), (1, "LEAD_UNKNOWN")):
        with fails_with(code):
            proof_copies.copy_proof(store, number, tmp_path / "copie.pdf", by=BY, at=NOW)


def test_a_long_text_takes_the_sheets_it_needs_and_a_strange_name_is_said(
    store: Store, lead: int, tmp_path: Path
) -> None:
    long_text = "\n\n".join(["Un paragraphe du texte accepté."] * 90)
    with store.write("test", by=BY, at=NOW) as w:
        w.insert("wording", {"version": "x", "sha256": "ab" * 32, "text": long_text, "at": NOW.isoformat(), "by": BY})
    one = agree(store, lead, tmp_path / "a.pdf", pdf(), ConsentTerms(sha256="ab" * 32))
    [file] = proof_copies.copy_proof(store, one, tmp_path / "copie.pdf", by=BY, at=NOW)
    assert len(words(file)) == 5
    strange = agree(store, lead, tmp_path / "b.pdf", pdf(), ConsentTerms(place="漢字"))
    with fails_with("FONT_MISSING"):
        proof_copies.copy_proof(store, strange, tmp_path / "copie.pdf", by=BY, at=NOW)
