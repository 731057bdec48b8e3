"""Requests from the command line: noted, listed, answered; the copy of somebody's data."""

import zipfile
from pathlib import Path

from pypdf import PdfReader

from core.store.engine.opening import opened
from tests.core.actions.conftest import add
from tests.core.cli.test_cli import Terminal, few
from tests.core.notices.reading import flat
from tests.files.bases.make import AGENCY

__all__ = ["few"]


def phone_of(few: Terminal) -> str:
    found = few.json("leads", "--limit", "1")["leads"][0]
    return str(found["id"])


def agency(few: Terminal) -> None:
    assert few.run("agency", *[word for name, value in AGENCY.items() for word in ("--set", f"{name}={value}")])[0] == 0


def test_a_request_lives_from_noted_to_answered(few: Terminal) -> None:
    assert few.run("requests")[:2] == (1, "Aucune demande en cours.\n")
    who = phone_of(few)
    code, said, _ = few.run("requests", "new", who, "--kind", "rectification", "--received", "2026-01-31")
    assert code == 0
    assert "Réponse due le 28\u00a0février 2026 au plus tard." in said
    [one] = few.json("requests")["requests"]
    assert (one["kind"], one["due"], one["late"], one["lead"]) == ("rectification", "2026-02-28", True, int(who))
    assert "EN RETARD" in few.run("requests")[1]
    assert few.run("requests", "answer", str(one["id"]))[0] == 2
    few.run("requests", "answer", str(one["id"]), "--identity", "au comptoir")
    agency(few)
    asked = ("requests", "correct", str(one["id"]), "--set", "last_name=Dufournet")
    assert few.run("requests", "answer", str(one["id"]))[0] == 2, "nothing is corrected yet"
    said = few.run(*asked)[1]
    assert "C’est fait (nom\u202f: Dufournet)" in said
    assert "Message à envoyer\u202f: Pige Ouest." in said
    done = few.json("requests", "answer", str(one["id"]), "--identity", "au comptoir", "--how", "counter")
    assert done["outcome"] == "done"
    assert "Faite le" in few.run("requests")[1]
    for number in ("12", "x", "9" * 30):
        assert few.run("requests", "answer", number)[0] == 2


def test_somebody_unknown_is_answered_that_nothing_is_held(few: Terminal) -> None:
    code, said, _ = few.run("requests", "new", "Jean Inconnu", "--kind", "access")
    assert code == 0
    assert "nous n’avons rien" in said
    [one] = few.json("requests")["requests"]
    assert "avant le" in few.run("requests")[1]
    assert few.json("requests", "answer", str(one["id"]), "--outcome", "nothing")["outcome"] == "nothing"
    assert few.run("requests", "new", "Jean", "--kind", "access", "--received", "hier")[0] == 2
    said = few.run("requests", "new", "Jean", "--kind", "erasure", "--opposes")[1]
    assert "rien n’a pu être mis au registre" in said, "a name alone is nobody to the register"


def test_the_copy_is_written_and_noted(few: Terminal, tmp_path: Path) -> None:
    agency(few)
    who = phone_of(few)
    out = tmp_path / "copie.zip"
    made = few.json("access", who, "--out", str(out))
    assert zipfile.ZipFile(out).namelist()[:2] == ["vos-donnees.pdf", "vos-donnees.json"]
    [one] = few.json("requests")["requests"]
    assert (one["id"], one["answer"]) == (made["request"], made["sha256"])
    assert "Copie prête" in few.run("access", who, "--out", str(out))[1]
    assert len(few.json("requests")["requests"]) == 1
    assert few.run("access", "0639980000", "--out", str(out))[0] == 1


def test_letters_and_messages_are_read_and_noted_as_gone(few: Terminal, tmp_path: Path) -> None:
    agency(few)
    who = phone_of(few)
    assert few.run("messages")[:2] == (1, "Aucun message à envoyer.\n")
    made = few.json("notice", "--due", "--out", str(tmp_path / "lettres"))["letters"]
    reference = next(one["reference"] for one in made if str(one["lead"]) == who)
    assert few.run("posted", reference)[1].startswith("1 lettre postée le ")
    assert few.json("posted", reference, code=1)["posted"] == 0
    assert few.run("returned", reference)[1] == "Lettre notée comme revenue.\n"
    assert few.run("posted", "AAA-AAA")[0] == 2
    one = few.json("requests", "new", who, "--kind", "access", "--opposes")["id"]
    assert few.run("requests", "letter", str(one))[0] == 2, "it tells of a copy that is not made"
    few.run("access", who, "--out", str(tmp_path / "copie.zip"))
    assert "copie de vos données" in few.run("requests", "letter", str(one))[1]
    assert few.json("requests", "letter", str(one))["version"] == "access-4"
    [task] = few.json("messages")["messages"]
    assert (task["kind"], str(task["lead"])) == ("objection", who)
    assert few.run("messages", "sent", str(task["id"]), "--proof", "e-mail")[1] == "Message noté comme parti.\n"
    assert few.run("messages", "sent", "x", "--proof", "e-mail")[0] == 2


def test_one_of_several_sheets_is_chosen_and_answered_on_paper(few: Terminal, tmp_path: Path) -> None:
    agency(few)
    with opened(few.folder) as store:
        one, other = add(store), add(store, last_name="Besson", phones=("06 39 98 12 48",), emails=(), reference="TD2")
    code, said, _ = few.run("requests", "new", "14 rue des Mûriers 30700 Uzès", "--kind", "access")
    [asked] = few.json("requests")["requests"]
    number = str(asked["id"])
    assert code == 0
    assert all(f"  F{lead}, " in said for lead in (one, other))
    assert f"Dites laquelle\u202f: requests choose {number} FICHE" in said
    assert few.run("requests", "choose", number, "Besson")[0] == 2
    assert few.json("requests", "choose", number, f"f{other}")["lead"] == other
    letter = ("requests", "letter", number, "--refuse", "elle est excessive", "--out", str(tmp_path / "reponse.pdf"))
    assert "elle est excessive" in few.run(*letter, "--to", "Madame Besson", "--to", "30700 Uzès")[1]
    assert "Madame Besson" in text_of(tmp_path / "reponse.pdf")
    few.run(*letter)
    assert "14 RUE DES MURIERS" in text_of(tmp_path / "reponse.pdf"), "the address of the sheet"
    moments = "slots_offered=lundi à 10 h, mardi à 14 h"
    assert few.run("answer", str(one), "--text", "estimate", "--set", moments)[0] == 2, "nobody asked for one"
    (made,) = few.json("notice", str(one), "--out", str(tmp_path / "lettres"))["letters"]
    few.json("reply", made["reference"], "--box", "estimate")
    assert few.json("answer", str(one), "--text", "estimate", "--set", moments)["version"] == "estimate-4"
    assert few.run("answer", str(one), "--text", "estimate")[0] == 2


def text_of(pdf: Path) -> str:
    return flat(PdfReader(pdf).pages[0].extract_text())


def test_an_erasure_asked_for_leaves_its_letter(few: Terminal) -> None:
    agency(few)
    who = phone_of(few)
    one = str(few.json("requests", "new", who, "--kind", "erasure")["id"])
    assert few.run("requests", "erase", one)[0] == 2, "nobody is erased unknown"
    one = str(few.json("requests", "new", who, "--kind", "erasure", "--identity", "vue")["id"])
    done = few.json("requests", "erase", one, "--whole")
    assert done["whole"]
    assert done["letter"].startswith("Objet\u202f: vos données sont effacées")
    assert "Personne effacée\u202f: demande de la personne" in few.run("show", who)[1]


def test_an_erasure_says_why(few: Terminal) -> None:
    who = phone_of(few)
    assert "le message à envoyer" in few.run("forget", who, "--dry-run")[1]
    assert "le message à envoyer" not in few.run("forget", who, "--dry-run", "--why", "sold")[1]
    assert few.run("forget", who, "--why", "sold")[0] == 0
    assert "annonce retirée ou bien vendu" in few.run("show", who)[1]
    assert few.run("messages")[0] == 1, "sold: nobody asked for anything"
