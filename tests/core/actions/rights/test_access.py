"""The copy of a person's data: everything of theirs, nothing of anybody else, a name that says nobody."""

import hashlib
import io
import json
import zipfile
from datetime import timedelta
from pathlib import Path

from core.actions.calling import calling, consenting
from core.actions.common import people
from core.actions.common.agency import save_agency
from core.actions.leads import correcting, join_undo, joining
from core.actions.letters import mail_service, noticing
from core.actions.register import opposing
from core.actions.rights import access, requests
from core.base.lazy_imports import pdfium
from core.base.moments import kept
from core.model.batch import BatchFacts, Source
from core.model.channel import TitleKind
from core.model.paper import Section
from core.model.request import Outcome, RequestKind
from core.notices.access_sheet import TEXT_FILE, render_access_sheet
from core.notices.replies import ReplyMessage
from core.notices.template import Block
from core.records.call import Call
from core.records.notice import Notice
from core.store.port import Store, Value
from tests.core.actions.conftest import BY, DRAFT, NOW, add, note_agreement, take, who_is
from tests.failing import fails_with
from tests.files.bases.make import AGENCY

YESTERDAY = NOW - timedelta(days=1)


def copied(store: Store, who: str, out: Path) -> tuple[str, dict[str, object], zipfile.ZipFile, access.Copied]:
    """Return the words of the PDF on one line, the data of the JSON, the archive, and what was said of it."""
    made = access.copy_for(store, access.request_for(store, who, by=BY, at=NOW), out, by=BY, at=NOW)
    archive = zipfile.ZipFile(made.file)
    pdf = pdfium().PdfDocument(io.BytesIO(archive.read(access.PDF)))
    words = " ".join(" ".join(page.get_textpage().get_text_bounded().split()) for page in pdf)
    pdf.close()
    return words, json.loads(archive.read(access.JSON))["données"], archive, made


def lived(store: Store, folder: Path) -> int:
    """Give Hélène Moreau a call, an agreement, a contract, a callback and a request."""
    lead = add(store)
    who = people.Who(lead)
    proof = folder / "coupon Moreau.PDF"
    proof.write_bytes(b"%PDF coupon")
    note_agreement(store, who, proof, collected=YESTERDAY)
    consenting.open_title(
        store, who, TitleKind.CONTRACT, object_="vente", number="M12", starts=YESTERDAY.date(),
        ends=YESTERDAY.date() + timedelta(days=90), proof=proof, by=BY, at=NOW,
    )  # fmt: skip
    with store.read() as r:
        known = people.of_lead(r, lead)
    calling.log(store, known, direction="in", outcome="talked", by="Zoé Collègue", at=YESTERDAY, note="rappeler jeudi")
    calling.plan_callback(store, lead, due=NOW + timedelta(days=2), by=BY, at=NOW)
    return lead


def test_the_copy_says_everything_in_words_and_in_data(ready: Store, tmp_path: Path) -> None:
    lived(ready, tmp_path)
    words, data, archive, made = copied(ready, "0639981241", tmp_path / "out")
    for said in (
        "Objet : vos données (demande du 24 novembre 2026)", "Madame Moreau,", "nom : Moreau", "06 39 98 12 41",
        "h.moreau@exemple.fr", "14 rue des Mûriers, 30700 Uzès", "fournisseur : Pige Ouest", "site : Toit Direct",
        "référence : TD1", "fichier : pige.csv", "ligne : 2", "prix en euros : 342 000", "rappeler jeudi",
        "issue : Échange", "moyens : téléphone", "nature : contrat", "numéro : M12", "nature : Copie des données",
        "Pourquoi les utilisons-nous", "Combien de temps les gardons-nous", "réclamation à la CNIL", "Page 2",
        "la preuve de votre accord du 23 novembre 2026", "Qui utilise vos données",
        "3 place aux Herbes", "début : 23 novembre 2026",
    ):  # fmt: skip
        assert said in words.replace("\u202f", " ").replace("\u00a0", " "), said
    assert "page 1" not in words
    assert data["Votre identité"][0]["nom"] == "Moreau"  # type: ignore[index]
    assert data["Nos appels et les vôtres"][0]["note"] == "rappeler jeudi"  # type: ignore[index]
    assert data["Vos oppositions"] == []
    assert archive.namelist() == [access.PDF, access.JSON, "preuve-1.pdf", "preuve-2.pdf"]
    assert archive.read("preuve-1.pdf") == b"%PDF coupon"
    assert "moreau" not in made.file.name.lower()
    assert made.sha256 == hashlib.sha256(made.file.read_bytes()).hexdigest()
    with ready.read() as r:
        [asked] = requests.every(r)
    assert (asked.answer, asked.kind) == (made.sha256, RequestKind.ACCESS)
    again = copied(ready, "0639981241", tmp_path / "copie.zip")[3]
    assert again.file == tmp_path / "copie.zip"
    assert again.sha256 == made.sha256


def test_prices_and_areas_are_written_in_full(ready: Store, tmp_path: Path) -> None:
    add(ready, price="1 250 000 €", area="92,5")
    words, data, _, _ = copied(ready, "0639981241", tmp_path / "out")
    plain = words.replace("\u202f", " ").replace("\u00a0", " ")
    assert "prix en euros : 1 250 000 ;" in plain
    assert "surface en m² : 92,5 ;" in plain
    assert data["Vos annonces"][0]["prix en euros"] == 1_250_000  # type: ignore[index]


def test_nothing_of_staff_nor_of_who_shares_the_address_or_the_telephone(ready: Store, tmp_path: Path) -> None:
    lived(ready, tmp_path)
    couple = add(
        ready, last_name="Vasseur", first_name="Paul", civility="Monsieur", phones=("0639981255",),
        emails=("paul@exemple.fr",), reference="TD77",
    )  # fmt: skip
    with ready.read() as r:
        paul = people.of_lead(r, couple)
    calling.log(ready, paul, direction="in", outcome="talked", by=BY, at=YESTERDAY, note="note sur Paul")
    opposing.oppose(ready, paul, how="letter", by=BY, at=NOW, note="refus de Paul")
    words, data, _archive, _made = copied(ready, "0639981241", tmp_path / "out")
    told = words + json.dumps(data, ensure_ascii=False)
    for other in ("Vasseur, Paul", "Paul", "0639981255", "06 39 98 12 55", "TD77", "Zoé", "Collègue"):
        assert other not in told.replace("\u00a0", " "), other


def test_a_refusal_told_on_another_sheet_says_only_that_it_holds(ready: Store, tmp_path: Path) -> None:
    lead = add(ready)
    twin = add(ready, last_name="Autre", phones=("0639981256",), emails=(), reference="TD3", address="9 rue Haute")
    correcting.correct(ready, twin, added=[("email", "h.moreau@exemple.fr")], by=BY, at=NOW)
    opposing.oppose_typed(ready, str(twin), how="letter", by=BY, at=NOW, note="dit par Autre")
    _words, data, _archive, _made = copied(ready, str(lead), tmp_path / "out")
    told = {"le": NOW.isoformat(), "par": "Courrier", "auteur": "Dite par la personne"}
    assert data["Vos oppositions"] == [told]
    assert "Autre" not in json.dumps(data, ensure_ascii=False)
    _words, own, _archive, _made = copied(ready, str(twin), tmp_path / "twin")
    assert own["Vos oppositions"][0]["note"] == "dit par Autre"  # type: ignore[index]
    assert {one["destinataire"] for one in own["Qui a été averti"]} == {"Pige Ouest"}  # type: ignore[attr-defined]


def test_a_refusal_held_by_the_sheet_alone_is_said(ready: Store, tmp_path: Path) -> None:
    """As a base of an older program marked whoever shared a contact point with somebody who refused."""
    lead = add(ready)
    with ready.write("older", by=BY, at=NOW) as w:
        w.update("lead", lead, {"opposed_at": kept(NOW), "opposed_how": "letter"})
    _words, data, _archive, _made = copied(ready, str(lead), tmp_path / "out")
    assert data["Vos oppositions"] == [{"le": NOW.isoformat(), "par": "Courrier"}]


def test_who_posts_the_letters_is_a_recipient_once_one_left(ready: Store, tmp_path: Path) -> None:
    mail_service.save_service(ready, {"name": "Imprimerie du Val", "country": "France"}, by=BY, at=NOW)
    lead = add(ready)
    noticing.make(ready, [lead], tmp_path / "lettres", by=BY, at=NOW)
    assert "Imprimerie du Val" not in copied(ready, str(lead), tmp_path / "avant")[0].partition("Qui utilise")[0]
    with ready.write("posted", by=BY, at=NOW) as w:
        [notice] = w.of(Notice, lead_id=lead)
        w.update("notice", notice.id, {"posted_at": kept(NOW)})
    words = copied(ready, str(lead), tmp_path / "après")[0].partition("Qui utilise")[0]
    assert "de la prospection et Imprimerie du Val" in words.replace("\u00a0", " ")


def test_letters_and_what_was_told_on_the_telephone_are_said(ready: Store, tmp_path: Path) -> None:
    lead = add(ready)
    [made] = noticing.make(ready, [lead], tmp_path, by=BY, at=NOW).made
    who = who_is(ready, lead)
    calling.log(ready, who, direction="in", outcome="talked", by=BY, at=YESTERDAY)
    with ready.write("test", by=BY, at=NOW) as w:
        call = w.of(Call, "started", lead_id=lead)[0].id
        said: dict[str, Value] = {"version": "script-2", "points": "[]", "complete": 0, "at": kept(NOW), "by": BY}
        w.insert("oral_notice", {"call_id": call, **said})
    asked = access.request_for(ready, str(lead), by=BY, at=NOW)
    requests.recognise(ready, asked, "au comptoir", by=BY, at=NOW)
    requests.prepared(ready, asked, "0" * 64, by=BY, at=NOW)
    requests.answer(ready, asked, Outcome.DONE, how="letter", by=BY, at=NOW)
    late = access.copy_for(ready, asked, tmp_path / "late.zip", by=BY, at=NOW)
    with ready.read() as r:
        assert requests.request(r, asked).answer == "0" * 64, "a copy made again proves nothing of the answer that left"
    told = json.loads(zipfile.ZipFile(late.file).read(access.JSON))["données"]
    assert told["Nos lettres"][0]["référence"] == made.reference
    assert told["L’information donnée au téléphone"][0]["dite en entier"] == "non"
    again = access.request_for(ready, str(lead), by=BY, at=NOW)
    assert again != asked


def test_what_a_join_brought_and_gave_back_is_not_the_person_s(ready: Store, tmp_path: Path) -> None:
    lead = add(ready)
    other = add(
        ready, last_name="Bœuf", first_name="Cédric", phones=("0639981243",), emails=("cb@exemple.fr",),
        reference="TD2", address="8 impasse des Lilas",
    )  # fmt: skip
    joined = joining.join(ready, lead, other, by=BY, at=NOW)
    words, data, _archive, _made = copied(ready, str(lead), tmp_path / "joined")
    assert "06 39 98 12 43" in words.replace("\u00a0", " "), "one person while they are joined"
    join_undo.disjoin(ready, joined.id, by=BY, at=NOW + timedelta(minutes=5))
    words, data, _archive, _made = copied(ready, str(lead), tmp_path / "apart")
    told = (words + json.dumps(data, ensure_ascii=False)).replace("\u00a0", " ")
    for stranger in ("Bœuf", "Cédric", "06 39 98 12 43", "cb@exemple.fr", "TD2", "Lilas"):
        assert stranger not in told, stranger


def test_a_call_before_the_sheet_is_the_person_s_when_nobody_else_bears_the_number(
    ready: Store, tmp_path: Path
) -> None:
    with ready.read() as r:
        unknown = people.find(r, "0639981241")
    calling.log(ready, unknown, direction="in", outcome="talked", by=BY, at=YESTERDAY, note="a appelé avant")
    add(ready)
    assert "a appelé avant" in copied(ready, "0639981241", tmp_path / "alone")[0]
    twin = add(ready, last_name="Autre", phones=("0639981256",), emails=(), reference="TD3", address="9 rue Haute")
    with ready.write("test", by=BY, at=NOW) as w:
        w.mark([(twin, "phone", w.keyed_hash("phone", "0639981241"))])
    assert "a appelé avant" not in copied(ready, "h.moreau@exemple.fr", tmp_path / "shared")[0]


def test_every_way_a_lead_came_is_said(ready: Store, tmp_path: Path) -> None:
    add(ready)
    page = BatchFacts(Source.PAGE, "page", "2026-11-20", site="Toit Direct", sha256="")
    draft = DRAFT._replace(phones=("0639981261",), emails=(), address="", reference="", url="https://exemple.fr/a/1")
    take(ready, draft._replace(last_name="Payet", extra=(("Terrain", "oui"),)), batch=page)
    mail = BatchFacts(Source.MAIL, "alerte", "2026-11-20", site="Toit Direct", sha256="")
    take(ready, draft._replace(last_name="Hoarau", phones=("0639981262",), reference="M1", url=""), batch=mail)
    typed = BatchFacts(Source.TYPED, "saisie", "2026-11-20")
    take(
        ready, DRAFT._replace(last_name="Nony", phones=("0639981263",), emails=(), reference="", url="", seen="",
                       address="", deal="rent", price="", area="", civility=""), batch=typed,
    )  # fmt: skip
    said = copied(ready, "0639981261", tmp_path / "1")[0].replace("\u00a0", " ").replace("\u202f", " ")
    assert (
        "votre annonce lue par notre agence sur Toit Direct le 26 octobre 2026 (référence https://exemple.fr/a/1)"
        in said
    )
    assert "colonne « Terrain » : oui" in said
    assert "une alerte e-mail de Toit Direct" in copied(ready, "0639981262", tmp_path / "2")[0]
    last = copied(ready, "0639981263", tmp_path / "3")[0].replace("\u00a0", " ")
    assert "vous-même, le 20 novembre 2026" in last
    assert "Madame, Monsieur," in last


def test_what_cannot_be_copied(store: Store, tmp_path: Path) -> None:
    nobody = requests.note(
        store, "Jean", RequestKind.ACCESS, received=NOW.date(), how="letter", by=BY, at=NOW
    ).id  # fmt: skip
    with fails_with("REQUEST_NO_SHEET"):
        access.copy_for(store, nobody, tmp_path, by=BY, at=NOW)
    with fails_with("LEAD_UNKNOWN"):
        access.request_for(store, "0639981241", by=BY, at=NOW)
    lead = add(store)
    with fails_with("AGENCY_INCOMPLETE"):
        access.copy_for(store, access.request_for(store, str(lead), by=BY, at=NOW), tmp_path, by=BY, at=NOW)
    save_agency(store, {**AGENCY, "sends_abroad": ""}, by=BY, at=NOW)
    with fails_with("CLAIM_UNANSWERED") as held:
        access.copy_for(store, access.request_for(store, str(lead), by=BY, at=NOW), tmp_path, by=BY, at=NOW)
    assert "les données vues hors de l’Union européenne" in held.value.text
    save_agency(store, AGENCY, by=BY, at=NOW)
    with store.write("test", by=BY, at=NOW) as w:
        w.update("lead", lead, {"erased_at": NOW.isoformat()})
    with fails_with("LEAD_UNKNOWN"):
        access.copy_for(store, access.request_for(store, str(lead), by=BY, at=NOW), tmp_path, by=BY, at=NOW)
    assert list(tmp_path.glob("*.zip")) == []


def test_the_copy_is_a_job(ready: Store, tmp_path: Path) -> None:
    add(ready)
    asked = access.request_for(ready, "0639981241", by=BY, at=NOW)
    made = access.copy_for(ready, asked, tmp_path / "out", by=BY, at=NOW)
    assert made.file == tmp_path / "out" / f"copie-{asked}.zip"
    assert made.items > 5


def test_a_copy_never_loses_words_that_its_font_lacks(ready: Store, tmp_path: Path) -> None:
    add(ready)
    assert TEXT_FILE not in copied(ready, "0639981241", tmp_path / "1")[2].namelist()
    name = "王伟 عبد الله"
    add(ready, last_name=name, phones=("06 39 98 12 60",), emails=(), reference="TD60")
    words, _data, archive, _made = copied(ready, "0639981260", tmp_path / "2")
    assert "??" not in words and "[non imprimé] : des signes que la police" in words.replace("\u202f", " ")
    assert TEXT_FILE in words
    assert name in archive.read(TEXT_FILE).decode("utf-8-sig")


def test_a_long_copy_turns_its_pages_and_says_what_its_font_lacks() -> None:
    long = "mot " * 6000
    letter = ReplyMessage("vos données", (Block.of("Madame,"), Block.of(long)), "access-1")
    parts = [Section(f"Partie {number}", (long[:900], "名前 Moreau")) for number in range(20)]
    pdf = render_access_sheet(letter, parts, [Block.of("Titre", bold=True), Block.of("fin")], author="Agence")
    document = pdfium().PdfDocument(io.BytesIO(pdf))
    words = " ".join(page.get_textpage().get_text_bounded() for page in document)
    assert len(document) > 6
    assert words.count("Partie") == 20
    assert "[non imprimé] Moreau" in words
    assert words.split().count("mot") == 6000 + 20 * 225
    document.close()
    assert pdf == render_access_sheet(letter, parts, [Block.of("Titre", bold=True), Block.of("fin")], author="Agence")
