"""Letters handed to a posting service: held until its contract, its trial and the notice say so; columns that never
change place; nothing near an edge; posted by its report alone."""

import csv
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pypdfium2
import pytest

from core.actions.common.agency import save_agency, settings
from core.actions.letters import handing_over, mail_service, noticing, posting
from core.actions.letters.looks import save_look
from core.actions.register import recipients
from core.actions.rights import erasing_on_request, requests
from core.base.errors import UserError
from core.model.mail_service import MailProfile
from core.model.print_run import WhyLeft
from core.model.request import RequestKind
from core.records.notice import HandOver, Notice
from core.store.port import Store
from tests.bases import new_base
from tests.core.actions.conftest import BY, NOW, add
from tests.failing import fails_with
from tests.files.bases.make import AGENCY
from tests.tables import table

SAID = {
    "profile": "maileva", "name": "Maileva", "accepted_on": "2026-11-02", "country": "France",
    "sub_processors": "aucun", "erasure_days": "40",
}  # fmt: skip
ADDRESSES: tuple[dict[str, object], ...] = (
    {"address": "14 rue des Mûriers"},
    {"address": "Apt 4, Résidence Les Pins, 2 avenue de la Gare"},
    {"address": "Hameau de Valliguière, chemin des Prés"},
    {"address": "3 bis rue Haute, BP 12", "civility": "Madame", "first_name": "Anne-Sophie"},
    {"address": "5 rue Basse", "last_name": "", "first_name": "", "civility": ""},
)
EDGE = 8
"""Millimetres of paper that stay white on every side."""


def tried(store: Store, profile: str = "maileva") -> None:
    """An agency whose service may be handed letters."""
    save_agency(store, AGENCY, by=BY, at=NOW)
    mail_service.save_service(store, SAID | {"profile": profile}, by=BY, at=NOW)
    with TemporaryDirectory() as folder:
        handing_over.make_trial(store, Path(folder), by=BY, at=NOW)
    mail_service.note_tried(store, "adresse dans la fenêtre, coupon entier", by=BY, at=NOW)


def letters(store: Store, out: Path, *people: dict[str, object]) -> list[int]:
    for place, changes in enumerate(people):
        add(store, **{"phones": (f"06 39 98 12 {place:02d}",), "emails": (), "reference": f"R{place}"} | changes)
    with store.read() as r:
        ids = r.column(int, "SELECT id FROM lead ORDER BY id")
    made = noticing.make(store, ids, out, by=BY, at=NOW).made
    with store.read() as r:
        return [posting.letter_of(r, one.reference) for one in made]


def rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as table_file:
        return list(csv.DictReader(table_file, delimiter=";"))


def edges(pdf: Path) -> list[float]:
    """Return, for each page, the least of its four white edges in mm, as rendered."""
    found = []
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        for page in document:
            image = page.render(scale=150 / 72, grayscale=True).to_pil()
            left, top, right, bottom = image.point(lambda grey: 255 if grey < 250 else 0).getbbox()
            found.append(min(left, top, image.width - right, image.height - bottom) * 25.4 / 150)
    return found


@table("profile", MailProfile)
def test_each_profile_has_its_files_and_its_columns(profile: MailProfile) -> None:
    with TemporaryDirectory() as folder, closing(new_base(Path(folder) / "base")) as store:
        tried(store, profile.value)
        ids, out = letters(store, Path(folder) / "lettres", *ADDRESSES), Path(folder) / "service"
        assert handing_over.hand_to_service(store, ids, out, by=BY, at=NOW) == (ids, [])
        lines = rows(out / "adresses.csv")
        assert len(lines) == len(ids)
        for file in out.glob("*.pdf"):
            assert min(edges(file)) >= EDGE
        town = {"maileva": "address_line_6", "merci_facteur": "ville", "other": "commune"}[profile.value]
        assert {line[town] for line in lines} == {"UZES" if profile is MailProfile.MERCI_FACTEUR else "30700 UZES"}
        street = {"maileva": "address_line_4", "merci_facteur": "adresse1", "other": "voie"}[profile.value]
        streets = ["14 RUE DES MURIERS", "2 AVENUE DE LA GARE", "CHEMIN DES PRES", "3 BIS RUE HAUTE", "5 RUE BASSE"]
        assert [line[street] for line in lines] == streets
        with store.read() as r:
            assert r.count(HandOver) == len(ids)
        CHECKS[profile](out, lines)


def maileva(out: Path, lines: list[dict[str, str]]) -> None:
    with closing(pypdfium2.PdfDocument(out / "lettres.pdf")) as whole:
        pages = [page.get_textpage().get_text_range() for page in whole]
    for place, line in enumerate(lines):
        assert (int(line["start_page"]), int(line["end_page"])) == (2 * place + 1, 2 * place + 2)
        assert line["custom_id"] in pages[2 * place]
    assert lines[1]["address_line_3"] == "Apt 4, Résidence Les Pins"
    assert {file.name for file in out.iterdir()} == {"adresses.csv", "lettres.pdf"}


def merci_facteur(out: Path, lines: list[dict[str, str]]) -> None:
    head = (out / "adresses.csv").read_text(encoding="utf-8-sig").splitlines()[0]
    assert head == "civilite;nom;prenom;societe;adresse1;adresse2;adresse3;cp;ville;pays"
    assert (lines[3]["civilite"], lines[3]["nom"], lines[3]["prenom"]) == ("Madame", "Moreau", "Anne-Sophie")
    assert lines[4]["civilite"] == "" and lines[4]["nom"]
    files = [line["fichier"] for line in rows(out / "liste.csv")]
    assert {*files, "adresses.csv", "liste.csv"} == {file.name for file in out.iterdir()}


def other(out: Path, lines: list[dict[str, str]]) -> None:
    assert all((out / line["fichier"]).is_file() for line in lines)
    assert (lines[1]["appartement"], lines[1]["bâtiment"]) == ("Apt 4", "Résidence Les Pins")


CHECKS: dict[MailProfile, Callable[[Path, list[dict[str, str]]], None]] = {
    MailProfile.MAILEVA: maileva, MailProfile.MERCI_FACTEUR: merci_facteur, MailProfile.OTHER: other,
}  # fmt: skip


def test_letters_wait_until_all_is_said_tried_and_told(store: Store, tmp_path: Path) -> None:
    save_agency(store, AGENCY, by=BY, at=NOW)
    ids = letters(store, tmp_path / "lettres", {})

    def refusal() -> str:
        with pytest.raises(UserError) as held:
            handing_over.hand_to_service(store, ids, tmp_path / "service", by=BY, at=NOW)
        assert not (tmp_path / "service").exists()
        return held.value.code

    assert refusal() == "SERVICE_INCOMPLETE"
    for name in SAID:
        mail_service.save_service(store, SAID | {name: ""}, by=BY, at=NOW)
        assert refusal() == "SERVICE_INCOMPLETE"
    mail_service.save_service(store, SAID | {"country": "Maroc"}, by=BY, at=NOW)
    with fails_with("FIELD_UNKNOWN"):
        save_agency(store, {"mail_provider": "Maileva"}, by=BY, at=NOW)
    assert refusal() == "SERVICE_ABROAD"
    mail_service.save_service(store, {"country": "france"}, by=BY, at=NOW)
    assert refusal() == "SERVICE_UNTRIED"
    for words, code in ((" ", "SERVICE_SEEN"), ("vues", "SERVICE_NO_TRIAL")):
        with fails_with(code):
            mail_service.note_tried(store, words, by=BY, at=NOW)
    handing_over.make_trial(store, tmp_path / "essai", by=BY, at=NOW)
    assert [line["address_line_6"] for line in rows(tmp_path / "essai" / "adresses.csv")] == ["30700 UZES"] * 2
    mail_service.note_tried(store, "adresse dans la fenêtre", by=BY, at=NOW)
    # The letter made before says nothing of the service: it is made anew.
    written, held = handing_over.hand_to_service(store, ids, tmp_path / "service", by=BY, at=NOW)
    assert (written, [one.why for one in held]) == ([], [WhyLeft.CHANGED])
    again = letters(store, tmp_path / "lettres")
    assert handing_over.hand_to_service(store, again, tmp_path / "service", by=BY, at=NOW)[0] == again
    mail_service.save_service(store, {"name": "Autre Poste"}, by=BY, at=NOW)
    with store.read() as r:
        assert settings(r).service.tried_on == "", "another service is to be tried"


@table(
    "values",
    [{"profile": "pigeon"}, {"erasure_days": "bientôt"}, {"accepted_on": "demain"}, {"accepted_on": "2030-01-01"},
     {"tried_on": "2026-11-01"}],
)  # fmt: skip
def test_what_is_said_of_a_service_is_read(ready: Store, values: dict[str, str]) -> None:
    with pytest.raises(UserError):
        mail_service.save_service(ready, values, by=BY, at=NOW)


@table(
    "changes, days",
    [({}, "40"), ({"name": "Merci Facteur"}, ""), ({"accepted_on": ""}, ""), ({"erasure_days": ""}, "")],
)
def test_letters_tell_the_delay_of_the_contract_with_who_posts_them(changes: dict[str, str], days: str) -> None:
    with TemporaryDirectory() as folder, closing(new_base(Path(folder), tried)) as store:
        mail_service.save_service(store, changes, by=BY, at=NOW)
        with store.read() as r:
            assert settings(r).agency.mail_erasure_days == days
        with fails_with("FIELD_UNKNOWN"):
            save_agency(store, {"mail_erasure_days": "3"}, by=BY, at=NOW)


def test_what_a_service_cannot_take_is_held(store: Store, tmp_path: Path) -> None:
    tried(store)
    long: dict[str, object] = {
        "address": "Appartement 12, Escalier D, Étage 3, Résidence du Grand Parc des Oliviers, 1 rue A"
    }
    abroad: dict[str, object] = {"address": "12 Baker Street", "postcode": "", "town": "London NW1 6XE, Royaume-Uni"}
    abroad |= {"listing_town": "Uzès", "listing_postcode": "30700"}
    ids = letters(store, tmp_path / "lettres", {}, long, abroad)
    written, held = handing_over.hand_to_service(store, ids, tmp_path / "service", by=BY, at=NOW)
    assert (written, [one.why for one in held]) == (ids[:1], [WhyLeft.LINES, WhyLeft.ABROAD])
    save_look(store, {"consent_form": True}, by=BY, at=NOW)
    more = letters(store, tmp_path / "lettres")
    held = handing_over.hand_to_service(store, more[:1], tmp_path / "service", by=BY, at=NOW)[1]
    assert [one.why for one in held] == [WhyLeft.PAGES], "it cuts one file every two pages"
    save_look(store, {"consent_form": False}, by=BY, at=NOW)
    save_agency(store, {"reply_prepaid": True}, by=BY, at=NOW)
    more = letters(store, tmp_path / "lettres")
    held = handing_over.hand_to_service(store, more[:1], tmp_path / "service", by=BY, at=NOW)[1]
    assert [one.why for one in held] == [WhyLeft.RETURN]
    mail_service.save_service(store, {"return_reference": "ENV-12"}, by=BY, at=NOW)
    assert handing_over.hand_to_service(store, more[:1], tmp_path / "service", by=BY, at=NOW)[0] == more[:1]


def test_it_is_posted_by_the_report_of_the_service_alone(store: Store, tmp_path: Path) -> None:
    tried(store)
    ids = letters(store, tmp_path / "lettres", {})
    handing_over.hand_to_service(store, ids, tmp_path / "service", by=BY, at=NOW)
    with fails_with("POST_SERVICE"):
        posting.posted(store, ids, by=BY, at=NOW + timedelta(days=2))
    reported = (NOW + timedelta(days=1)).date()
    done = posting.posted(store, ids, by=BY, at=NOW + timedelta(days=2), day=reported)
    assert (done.letters, done.day) == (tuple(ids), reported)


@table("kind", [RequestKind.ERASURE, RequestKind.OBJECTION])
@table("days, told", [(5, True), (60, False)])
def test_the_service_is_told_while_it_may_hold_the_letter(kind: RequestKind, days: int, told: bool) -> None:
    with TemporaryDirectory() as folder, closing(new_base(Path(folder) / "base")) as store:
        tried(store)
        ids = letters(store, Path(folder) / "lettres", {})
        handing_over.hand_to_service(store, ids, Path(folder) / "service", by=BY, at=NOW)
        with store.read() as r:
            letter = r.row(Notice, ids[0])
        later = NOW + timedelta(days=days)
        noted = requests.note(
            store, str(letter.lead_id), kind, received=later.date(), how="email", by=BY, at=later, identity="vue"
        )
        if kind is RequestKind.ERASURE:
            _done, reply = erasing_on_request.erase(store, noted.id, by=BY, at=later)
            assert ("Maileva" in reply.text) is told
        with store.read() as r:
            messages = [one for one in recipients.to_send(r) if one.recipient == "Maileva"]
            assert [one.letter for one in messages] == [True] * told
            for one in messages:
                text = recipients.words(r, one.id).text
                assert letter.reference in text and "Moreau" not in text
                assert ("d’effacer ses données" in text) is (kind is RequestKind.ERASURE)
