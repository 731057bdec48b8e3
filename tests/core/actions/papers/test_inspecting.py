"""The inspector's file: whole, readable, without a name or a number."""

import csv
import hashlib
import io
import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from core.actions.calling import calling, consent_forms, consenting, titles
from core.actions.common import agency, agents, people, suppliers
from core.actions.intake import site_terms
from core.actions.intake.capturing import capture
from core.actions.intake.pages_given import Capture
from core.actions.keeping import backing_up, verifying
from core.actions.letters import looks, mail_service, noticing, posting
from core.actions.papers import inspect_letters, inspecting, papers
from core.actions.papers.inspecting import inspect
from core.actions.register import key_phrase, opposing
from core.actions.rights import requests
from core.base.errors import Cancelled
from core.cli.run import run
from core.model.channel import Channel
from core.model.request import Outcome, RequestKind
from core.model.site_standing import Terms
from core.records.notice import Notice
from core.rules.dpia import CRITERIA
from core.store.engine import journal
from core.store.port import PRESENT, Store
from tests.bases import new_base
from tests.core.actions.conftest import BY, DRAFT, NOW, add, take, who_is
from tests.core.actions.intake.test_offering import card, page_of
from tests.core.notices.reading import texts
from tests.files.bases.make import AGENCY

SECRETS = ("Moreau", "Hélène", "0639981241", "639981241", "06 39 98 12 41", "h.moreau@exemple.fr", "Mûriers", "Bœuf",
           "0639981299", "coupon-moreau")  # fmt: skip


@pytest.fixture
def lived(tmp_path: Path) -> Iterator[Store]:
    """The base of :func:`live`."""
    with closing(new_base(tmp_path / "base", live)) as store:
        yield store


def live(store: Store) -> None:
    """Write to a person, who agrees, is called, then refuses; and a stranger refuses."""
    place = store.path.parent
    agency.save_agency(store, AGENCY, by=BY, at=NOW)
    lead = add(store)
    add(store, last_name="Bœuf", phones=("0639981299",), emails=(), reference="=TD2", address="8 rue Basse")
    suppliers.save_named(store, "Pige Ouest", {"legal_name": "=Pige", "notice_day": "18/11/2026"}, by=BY, at=NOW)
    made = noticing.make(store, [lead], place / "lettres", by=BY, at=NOW)
    with store.read() as r:
        letter = posting.letter_of(r, made.made[0].reference)
    posting.posted(store, [letter], by=BY, at=NOW)
    proof = place / "coupon-moreau.pdf"
    proof.write_bytes(b"un accord")
    who = who_is(store, lead)
    consenting.record(
        store, who, channels={Channel.CALL}, collected=NOW - timedelta(hours=1), wording="consent-1", proof=proof,
        by=BY, at=NOW,
    )  # fmt: skip
    other = place / "mot.pdf"
    other.write_bytes(b"un mot")
    consenting.record(
        store, who, channels={Channel.EMAIL}, collected=NOW - timedelta(hours=1), wording="Oui, Hélène", proof=other,
        by=BY, at=NOW,
    )  # fmt: skip
    calling.log(store, who, direction="out", outcome="voicemail", by=BY, at=NOW)
    calling.log(store, who, direction="in", outcome="talked", by=BY, at=NOW, note="Rappeler Hélène")
    opposing.oppose(store, who, how="call", by=BY, at=NOW)
    requests.note(store, who, RequestKind.ACCESS, received=NOW.date(), how="letter", by=BY, at=NOW)
    unknown = requests.note(store, "Bœuf", RequestKind.ERASURE, received=NOW.date(), how="counter", by=BY, at=NOW).id
    requests.answer(store, unknown, Outcome.REFUSED, how="counter", by=BY, at=NOW, reason="Bœuf, en double")
    opposing.oppose_typed(store, "0639980055", how="counter", by=BY, at=NOW)


def unpacked(path: Path) -> dict[str, bytes]:
    """Every file of the ZIP."""
    with zipfile.ZipFile(path) as held:
        assert held.testzip() is None
        return {name: held.read(name) for name in held.namelist()}


def words(content: bytes, name: str) -> str:
    """What a file says."""
    if name.endswith(".pdf"):
        return "\n".join(texts(content))
    return content.decode("utf-8-sig")


def table(files: dict[str, bytes], name: str) -> list[dict[str, str]]:
    """The lines of a CSV."""
    return list(csv.DictReader(io.StringIO(files[name].decode("utf-8-sig")), delimiter=";"))


def test_everything_is_there_and_nobody_is_named(lived: Store, tmp_path: Path) -> None:
    out = tmp_path / "dossier.zip"
    progress: list[tuple[int, int]] = []
    done = inspect(lived, out, by=BY, at=NOW, progress=lambda *now: progress.append(now))
    files = unpacked(out)
    assert done.files == len(files)
    assert done.sha256 == hashlib.sha256(out.read_bytes()).hexdigest()
    assert progress[-1][0] == progress[-1][1]
    for name, content in files.items():
        said = words(content, name)
        for secret in SECRETS:
            assert secret not in said, (name, secret)
    [call, heard] = table(files, "preuves/appels.csv")
    assert (call["permis"], call["issue"], call["sens"]) == ("oui", "Répondeur", "passé")
    assert call["raisons"].startswith("Vous pouvez appeler")
    assert "(TEL-26-01, C. consom., art.\u00a0L223-1)" in call["raisons"]
    assert datetime.fromisoformat(call["début"]) == NOW
    assert call["début"].endswith("+01:00"), "the hour of France, not of the machine"
    assert heard["sens"] == "reçu"
    consent, other = table(files, "preuves/accords.csv")
    assert (consent["formulaire"], other["formulaire"]) == ("consent-1", "un autre texte"), (
        "its words may name somebody"
    )
    assert consent["SHA-256 de la preuve"] == hashlib.sha256(b"un accord").hexdigest()
    assert consent["retiré le"]
    [notice] = table(files, "preuves/informations.csv")
    assert "notice-4" in notice["versions des textes"]
    assert notice["postée le"]
    assert consent["moyens"] == "téléphone"
    assert notice["fiche"] == call["fiche"] == consent["fiche"]
    assert call["fiche"][0] == "F", "a number of nineteen figures is rounded by a spreadsheet; a word is not"
    asked = table(files, "preuves/demandes.csv")
    assert [(one["nature"], one["reçue par"], one["prolongée"], one["suite"]) for one in asked] == [
        ("Copie des données", "Courrier", "non", ""), ("Effacement", "Comptoir", "non", "Refusée"),
    ]  # fmt: skip
    assert [(one["fiche"], one["répondue le"]) for one in asked] == [(call["fiche"], ""), ("", "2026-11-24")]
    told = table(files, "preuves/messages.csv")
    assert {(one["destinataire"], one["à propos de"]) for one in told} == {("Pige Ouest", "Opposition")}
    for lot in table(files, "preuves/lots.csv"):
        parts = ("ajoutées", "réunies", "opposées", "rejetées", "vides")
        assert int(lot["lues"]) == sum(int(lot[part]) for part in parts)
    assert len(table(files, "preuves/oppositions.csv")) >= 3
    [seller] = table(files, "fournisseurs/fournisseurs.csv")
    assert seller["raison sociale"] == "'=Pige"
    assert "RGPD, art. 21" in words(files["regles/regles-en-vigueur.pdf"], ".pdf")
    assert {"regles/depuis-2026-08-11.toml", "regles/conservation.toml"} <= files.keys()


def test_what_opens_a_call_besides_an_agreement_is_told_without_the_words_of_anybody(
    lived: Store, tmp_path: Path
) -> None:
    proof = tmp_path / "mandat.pdf"
    proof.write_bytes(b"un mandat")
    with lived.read() as r:
        who = people.find(r, "0639981299")
    end = NOW.date() + timedelta(days=90)
    number = titles.contract(
        lived,
        who,
        number="M-12",
        object_="Mandat de Bœuf",
        start=NOW.date(),
        end=end,
        proof=proof,
        by=BY,
        at=NOW,
    )
    titles.close(lived, number, by=BY, at=NOW)
    titles.request(
        lived,
        who,
        object_="Estimer chez Bœuf",
        received=NOW - timedelta(hours=1),
        how="e-mail",
        asker="Bœuf",
        proof=proof,
        by=BY,
        at=NOW,
    )
    printed = consent_forms.print_form(lived, "counter", tmp_path / "formulaire.pdf", by=BY, at=NOW)
    inspect(lived, tmp_path / "dossier.zip", by=BY, at=NOW)
    files = unpacked(tmp_path / "dossier.zip")
    contract, request = table(files, "preuves/titres.csv")
    assert (contract["nature"], contract["mandat"], contract["début"]) == ("contrat en cours", "M-12", "2026-11-24")
    assert contract["arrêté le"] == NOW.isoformat(" ", "seconds")
    assert (request["nature"], request["mandat"]) == ("demande de la personne", "")
    assert request["début"] == (NOW - timedelta(hours=1)).isoformat(" ", "seconds"), "its hour counts"
    assert request["SHA-256 de la preuve"] == hashlib.sha256(b"un mandat").hexdigest()
    assert "Bœuf" not in files["preuves/titres.csv"].decode()
    agreed = files[f"textes/accords/{printed.version}-{printed.sha256[:12]}.txt"]
    assert hashlib.sha256(agreed).hexdigest() == printed.sha256, "the words are those of the form, to the letter"


def test_the_index_names_every_part_and_every_sum_holds(lived: Store, tmp_path: Path) -> None:
    out = tmp_path / "dossier.zip"
    done = inspect(lived, out, by=BY, at=NOW)
    files = unpacked(out)
    index = files["index.txt"].decode()
    texts = [name for name in files if name.startswith("textes/")]
    assert f"{len(texts)} textes écrits ou dits" in index, "told on one line"
    texts += [name for name in files if name.startswith("lettres/") and name.endswith(".pdf")]
    listed = {name for name in files.keys() - set(texts) if not name.startswith("index") and not name.endswith(".txt")}
    assert all(name in index for name in listed)
    assert done.verification.head in index
    assert "intacte" in files["journal.txt"].decode()
    lines = [line.split("  ") for line in files["SHA256SUMS.txt"].decode().splitlines()]
    sums = {name: digest for digest, name in lines}
    assert sums == {
        name: hashlib.sha256(content).hexdigest() for name, content in files.items() if name != "SHA256SUMS.txt"
    }
    assert verifying.verify(lived).ok


def test_an_empty_base_and_a_broken_journal_are_told(store: Store, tmp_path: Path) -> None:
    empty = inspect(store, tmp_path / "vide.zip", by=BY, at=NOW)
    assert empty.verification.ok
    assert "Aucun fournisseur" in unpacked(empty.file)["fournisseurs/fiches-et-risques.txt"].decode()
    with store.write("x", by=BY, at=NOW) as w:
        w.column(int, "UPDATE journal SET by = 'autre' WHERE id = 1 RETURNING id")
    done = inspect(store, tmp_path / "abime.zip", by=BY, at=NOW)
    assert not done.verification.ok
    files = unpacked(done.file)
    assert "modifiée" in files["journal.txt"].decode()
    assert "Problèmes" in files["index.txt"].decode()


def test_a_stop_leaves_no_half_file(lived: Store, tmp_path: Path) -> None:
    out = tmp_path / "dossier.zip"

    def stop(done: int, _total: int) -> None:
        if done == 3:
            raise Cancelled

    with pytest.raises(Cancelled):
        inspect(lived, out, by=BY, at=NOW, progress=stop)
    assert not [one for one in tmp_path.iterdir() if "dossier" in one.name]


def test_lists_pass_page_by_page(lived: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inspecting, "PAGE", 1)
    inspect(lived, tmp_path / "dossier.zip", by=BY, at=NOW)
    assert len(table(unpacked(tmp_path / "dossier.zip"), "preuves/appels.csv")) == 2


def test_typed_in_a_terminal(lived: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    base = ("--data-dir", str(tmp_path / "base"))
    assert run(["inspect", "--out", str(tmp_path / "d.zip"), "--json", *base]) == 0
    assert re.fullmatch(r"[0-9a-f]{64}", json.loads(capsys.readouterr().out)["sha256"])
    assert run(["paper", "balance", "--out", str(tmp_path / "b.pdf"), *base]) == 0
    assert (tmp_path / "b.pdf").read_bytes().startswith(b"%PDF")


# --- The pages read in the file of an inspector: how each came, what let it be read, where its values were read


def test_each_page_is_in_the_file_of_an_inspector(store: Store, tmp_path: Path) -> None:
    site_terms.answer(store, "annonces.example", Terms.ALLOWED, page="https://x/cgu", by=BY, at=NOW)
    head = '<link rel="canonical" href="https://www.annonces.example/recherche">'
    page = page_of(tmp_path, card(7700001, "249 000 €"), card(7700002, "180 000 €"), head=head)
    capture(store, Capture(tmp_path, (str(page),), BY, NOW))
    out = tmp_path / "controle.zip"
    inspect(store, out, by=BY, at=NOW)
    with zipfile.ZipFile(out) as archive:
        text = archive.read("preuves/pages.csv").decode("utf-8-sig")
    [line] = csv.DictReader(io.StringIO(text), delimiter=";")
    assert line["site"] == "annonces.example"
    assert "recherche" not in text, "the address of a page may tell whose ad it is"
    assert (line["venue par"], line["réponse"], line["robots.txt"]) == ("enregistrée", "", "")
    assert (line["conditions du site"], line["page des conditions"]) == ("permise", "https://x/cgu")
    assert (line["annonces prises"], len(line["SHA-256 de la page"])) == ("2", 64)
    assert "prix : page affichée" in line["lu dans"]


def test_a_page_that_gave_nothing_is_in_it_too(store: Store, tmp_path: Path) -> None:
    with store.write("page read", by=BY, at=NOW) as w:
        values = {"site": "annonces.example", "url": "https://x/1", "way": "web", "at": NOW.isoformat(), "day": "x"}
        w.insert("page_read", {**values, "status": 200, "sha256": "0", "robots": "none", "terms": "allowed"})
    out = tmp_path / "controle.zip"
    inspect(store, out, by=BY, at=NOW)
    with zipfile.ZipFile(out) as archive:
        [line] = csv.DictReader(io.StringIO(archive.read("preuves/pages.csv").decode("utf-8-sig")), delimiter=";")
    assert (line["venue par"], line["réponse"], line["robots.txt"]) == ("demandée au site", "200", "aucun fichier")
    assert (line["lot"], line["lu dans"]) == ("", "")


# --- The journal, checked without the program


def unfolded(path: Path, folder: Path) -> Path:
    """The ZIP unpacked in a new folder."""
    with zipfile.ZipFile(path) as held:
        held.extractall(folder)
    return folder


def checked(folder: Path, *given: str) -> tuple[int, str]:
    """What the program of the file says, run alone."""
    done = subprocess.run(
        [sys.executable, "-I", "-S", str(folder / "verify.py"), *given], capture_output=True, check=False
    )
    assert not done.stderr
    return done.returncode, done.stdout.decode("utf-8", "replace")


def made_anew(folder: Path, change: dict[str, str]) -> None:
    """Change the first row of the journal, then every seal, head and sum that follows from it."""
    rows = [json.loads(line) for line in (folder / "journal.jsonl").read_text("utf-8").splitlines()]
    rows[0] |= change
    previous, former = "0" * 64, rows[-1]["hash"]
    for row in rows:
        parts = [row[part] for part in ("id", "at", "by", "what", "tables", "payload")]
        row |= {"previous": previous, "hash": journal.seal(previous, parts)}
        previous = row["hash"]
    (folder / "journal.jsonl").write_text("".join(f"{json.dumps(row)}\n" for row in rows), "utf-8")
    said = folder / "journal.txt"
    said.write_text(said.read_text("utf-8").replace(former, previous), "utf-8")
    names = [line.split("  ")[1] for line in (folder / "SHA256SUMS.txt").read_text("utf-8").splitlines()]
    sums = [f"{hashlib.sha256((folder / name).read_bytes()).hexdigest()}  {name}\n" for name in names]
    (folder / "SHA256SUMS.txt").write_text("".join(sums), "utf-8")


def test_the_journal_is_checked_without_the_program(lived: Store, tmp_path: Path) -> None:
    done = inspect(lived, tmp_path / "dossier.zip", by=BY, at=NOW)
    folder = unfolded(done.file, tmp_path / "ouvert")
    head = done.verification.head
    assert checked(folder, head) == (0, checked(folder)[1])
    assert f"{done.verification.rows} lignes, tête {head}" in checked(folder)[1]
    assert checked(folder, "0" * 64)[0] == 1, "a head of another base"
    lines = (folder / "journal.jsonl").read_text("utf-8").splitlines(keepends=True)
    for at, changed in ((2, lines[2].replace(BY, "Autre")), (1, ""), (0, "{\n")):
        (folder / "journal.jsonl").write_text("".join([*lines[:at], changed, *lines[at + 1 :]]), "utf-8")
        code, said = checked(folder)
        assert code == 1 and f"Ligne {at + 1} du journal" in said and "journal.jsonl" in said
    (folder / "journal.jsonl").write_text("".join(lines[:-1]), "utf-8")
    assert "n’est pas la dernière" in checked(folder)[1]


def test_a_file_made_anew_whole_is_caught_by_a_head_kept_elsewhere(lived: Store, tmp_path: Path) -> None:
    done = inspect(lived, tmp_path / "dossier.zip", by=BY, at=NOW)
    folder = unfolded(done.file, tmp_path / "ouvert")
    made_anew(folder, {"by": "Autre"})
    code, said = checked(folder)
    assert code == 0 and "gardée ailleurs" in said, "it says what it cannot see"
    assert checked(folder, done.verification.head)[0] == 1
    sheet = tmp_path / "feuille.json"
    sheet.write_text(json.dumps({"rows": done.verification.rows, "head": done.verification.head}), "utf-8")
    assert checked(folder, str(sheet))[0] == 1


def test_each_sealed_backup_is_looked_for_in_the_chain(lived: Store, tmp_path: Path) -> None:
    key_phrase.set_apart(lived, by=BY, at=NOW)
    backing_up.back_up(lived, tmp_path / "ailleurs", by=BY, at=NOW)
    done = inspect(lived, tmp_path / "dossier.zip", by=BY, at=NOW)
    folder = unfolded(done.file, tmp_path / "ouvert")
    [backup] = table(unpacked(done.file), "preuves/sauvegardes.csv")
    assert int(backup["lignes du journal"]) < done.verification.rows and checked(folder)[0] == 0
    [sheet] = (tmp_path / "ailleurs").glob("*.json")
    assert checked(folder, str(sheet))[0] == 0
    listed = folder / "preuves" / "sauvegardes.csv"
    listed.write_text(listed.read_text("utf-8").replace(backup["tête"], "f" * 64), "utf-8")
    assert "Sauvegarde du" in checked(folder)[1]


# --- What the agency shows besides: the letters as sent, who works with it, the contracts, what it has still to write


def test_a_specimen_of_each_letter_that_left_is_to_nobody(lived: Store, tmp_path: Path) -> None:
    files = unpacked(inspect(lived, tmp_path / "dossier.zip", by=BY, at=NOW).file)
    [sent] = table(files, "lettres/envois.csv")
    assert (sent["lettres postées"], sent["première"], sent["ce qui manque"]) == ("1", "2026-11-24", "")
    [specimen] = sent["spécimens"].split(" | ")
    said = " ".join(words(files[f"lettres/{specimen}"], ".pdf").split())
    assert "Madame Prénom NOM 1 RUE DE LA PERSONNE" in said
    assert "un fichier acheté à (le fournisseur)" in said
    agency.save_agency(lived, {"siren": "", "phone": "01 99 00 77 88"}, by=BY, at=NOW)
    looks.save_look(lived, {"closing": "formal"}, by=BY, at=NOW)
    files = unpacked(inspect(lived, tmp_path / "apres.zip", by=BY, at=NOW + timedelta(days=40)).file)
    again = " ".join(words(files[f"lettres/{specimen}"], ".pdf").split())
    assert again == said, "it is what was sent, whatever the agency says since"
    agency.save_agency(lived, {"siren": AGENCY["siren"]}, by=BY, at=NOW)
    with lived.write("a letter of before", by=BY, at=NOW) as w:
        [letter] = w.of(Notice, posted_at=PRESENT)
        w.update("notice", letter.id, {"versions": "letter-3 notice-3"})
    [sent] = table(unpacked(inspect(lived, tmp_path / "avant.zip", by=BY, at=NOW).file), "lettres/envois.csv")
    assert sent["spécimens"] and sent["ce qui manque"] == inspect_letters.MENTIONS_OF_TODAY


def test_who_works_with_it_and_with_whom(lived: Store, tmp_path: Path) -> None:
    agents.keep_agent(lived, "Paul Vidal", role="gérant", by=BY, at=NOW)
    mail_service.save_service(lived, {"name": "Poste Exemple"}, by=BY, at=NOW)
    done = inspect(lived, tmp_path / "dossier.zip", by=BY, at=NOW)
    files = unpacked(done.file)
    people = {line["nom"]: line for line in table(files, "acces/personnes.csv")}
    assert people["Paul Vidal"]["rôle"] == "gérant" and people["Paul Vidal"]["gestes au journal"] == "0"
    assert int(people[BY]["gestes au journal"]) > 3 and people[BY]["premier"]
    contracts = {line["avec"]: line["contrat"] for line in table(files, "fournisseurs/contrats.csv")}
    assert contracts == {"Pige Ouest": "à compléter", "Poste Exemple": "à compléter"}
    assert "– La base est en clair" in files["index.txt"].decode(), "what a copy of the disk would say"
    mail_service.save_service(lived, {"accepted_on": "2026-10-01"}, by=BY, at=NOW)
    files = unpacked(inspect(lived, tmp_path / "apres.zip", by=BY, at=NOW).file)
    contracts = {line["avec"]: line["contrat"] for line in table(files, "fournisseurs/contrats.csv")}
    assert contracts["Poste Exemple"] == "Contrat accepté le 1er\u00a0octobre 2026."
    piece, _other = table(files, "preuves/pieces.csv")
    assert (piece["type de fichier"], piece["octets"], piece["accord"][0]) == (".pdf", "9", "A")


def test_which_origin_gave_the_number_is_told(lived: Store, tmp_path: Path) -> None:
    lead = add(lived, last_name="Roux", first_name="Inès", phones=(), emails=("ines@exemple.fr",), reference="R77")
    take(lived, DRAFT._replace(last_name="Roux", first_name="Inès", phones=("06 39 98 77 01",),
                               emails=("ines@exemple.fr",), reference="R77"))  # fmt: skip
    lines = table(unpacked(inspect(lived, tmp_path / "dossier.zip", by=BY, at=NOW).file), "preuves/provenances.csv")
    given = [line["données venues d’elle"] for line in lines if line["fiche"] == f"F{lead}"]
    assert len(given) == 2 and ["téléphone" in words for words in given] == [False, True]
    assert {line["données venues d’elle"] for line in lines if line["fiche"] != f"F{lead}"} == {"toutes"}


def test_what_is_still_to_write_is_asked_for(lived: Store, tmp_path: Path) -> None:
    mail_service.save_service(lived, {"name": "Poste Exemple"}, by=BY, at=NOW)
    done = inspect(lived, tmp_path / "dossier.zip", by=BY, at=NOW)
    assert [(gap.part, gap.key) for gap in done.gaps] == [
        ("balance", "conclusion"), ("impact", "scoring"), ("processors", "mail_provider"),
    ]  # fmt: skip
    index = unpacked(done.file)["index.txt"].decode()
    assert [gap.text for gap in done.gaps if f"– {gap.text}" not in index] == []
    papers.save(lived, "balance", {"conclusion": "Il l’emporte."}, by=BY, at=NOW)
    papers.save(lived, "impact", dict.fromkeys(CRITERIA, "oui"), by=BY, at=NOW)
    papers.save(lived, "processors", {"mail_provider": "Signé le 2 mars 2026."}, by=BY, at=NOW)
    [gap] = inspect(lived, tmp_path / "dossier.zip", by=BY, at=NOW).gaps
    assert (gap.part, gap.key) == ("template", "opinion")
    papers.save(lived, "template", {"opinion": "Menée le 4 mars 2026."}, by=BY, at=NOW)
    done = inspect(lived, tmp_path / "dossier.zip", by=BY, at=NOW)
    assert not done.gaps and "Ce qui reste à écrire" not in unpacked(done.file)["index.txt"].decode()
