"""The verbs of pages: what would be taken, what is taken and corrected, the terms of sites, the mailbox of alerts."""

import io
import sys
import zipfile
from pathlib import Path
from typing import Any

import click
import pytest

from tests.core.actions.intake.test_offering import card, page_of
from tests.core.cli.test_cli import Terminal, at

__all__ = ["at"]


@pytest.fixture
def ads(tmp_path: Path) -> Path:
    """A saved list: a seller, a price that lacks a zero, a refusal, a professional, a parking."""
    return page_of(
        tmp_path,
        card(7700001, "249 000 €"),
        card(7700003, "28 500 €"),
        card(7700004, "310 000 €", words="Agences s’abstenir"),
        card(7700005, "400 000 €").replace("Particulier", "Professionnel"),
        card(7700006, "12 000 €").replace("Maison 5 pièces 110 m²", "Parking"),
    )


def test_a_dry_run_says_what_taking_each_ad_would_do(at: Terminal, ads: Path) -> None:
    found = at.json("capture", str(ads), "--dry-run")
    [page] = found["pages"]
    assert [(one["reference"], one["fate"], one["doubts"]) for one in page["offers"]] == [
        ("7700001", "new", []),
        ("7700003", "new", ["price"]),
        ("7700004", "refuses", []),
        ("7700005", "pro", []),
    ]
    assert [one["reason"] for one in page["left_out"]] == ["parking"]
    assert page["proof"]["terms"] == "unread"
    assert len(page["proof"]["sha256"]) == 64
    assert found["changed"] == []
    _code, said, _err = at.run("capture", str(ads), "--dry-run")
    assert "3 annonces sur cette page." in said
    assert "À vérifier\u202f: prix." in said
    assert "Laissées de côté\u202f: 1 stationnement, 1 annonce de professionnel." in said
    assert at.json("leads", code=1)["total"] == 0


def test_a_page_that_gives_nothing_is_told_by_a_dry_run(at: Terminal, tmp_path: Path) -> None:
    page = tmp_path / "vide.html"
    page.write_text("<html><title>Recette</title><p>Bonjour</p></html>", "utf-8")
    code, said, _err = at.run("capture", str(page), "--dry-run")
    assert (code, "aucune annonce n’y a été reconnue" in said) == (1, True)


def test_some_ads_are_taken_and_one_corrected(at: Terminal, ads: Path) -> None:
    taken = at.json("capture", str(ads), "--take", "7700003", "--correct", "7700003:price=285 000")
    assert (taken["added"], taken["read"]) == (1, 1)
    [lead] = at.json("leads")["leads"]
    shown = at.json("show", str(lead["id"]))
    assert shown["listings"][0]["price"] == 285000
    page = shown["origins"][0]["page"]
    assert (page["way"], page["status"], page["terms"]) == ("page", None, "unread")
    assert page["places"]["price"].startswith("corrigé par")
    _code, said, _err = at.run("show", str(lead["id"]))
    assert "Page\u202f: enregistrée depuis un navigateur le" in said
    assert "Permission\u202f: conditions du site pas encore lues" in said
    assert "Lu dans\u202f: " in said
    assert at.run("undo", str(taken["batch"]))[0] == 0
    assert at.json("leads", code=1)["total"] == 0


def test_what_is_left_is_said(at: Terminal, ads: Path) -> None:
    code, said, _err = at.run("capture", str(ads))
    assert code == 0
    assert "1 annonce de professionnel" in said
    assert "1 stationnement" in said


def test_what_a_preview_would_leave_unchosen_is_listed_with_its_number(at: Terminal, ads: Path) -> None:
    _code, said, _err = at.run("capture", str(ads))
    assert "1 annonce à vérifier n’est pas prise\u202f:\n  7700003 · Maison · 28500 · 110 · Vitré. À vérifier" in said
    assert "Pour les prendre\u202f: --take 7700003" in said
    assert [one["reference"] for one in shown_ads(at)] == ["7700001", "7700004"]
    fixed = at.json("capture", str(ads), "--correct", "7700003:price=285 000")
    assert (fixed["added"], fixed["doubtful"]) == (1, [])
    assert {one["reference"] for one in shown_ads(at)} == {"7700001", "7700003", "7700004"}


def test_an_ad_without_a_reference_is_taken_by_its_rank(at: Terminal, tmp_path: Path) -> None:
    nameless = card(7700002, "180 000 €", phone="01 99 00 12 34").replace("/7700002", "/")
    page = page_of(tmp_path, card(7700001, "249 000 €"), nameless)
    found = at.json("capture", str(page))
    assert [one["number"] for one in found["doubtful"]] == ["2"]
    assert at.json("capture", str(page), "--take", "2")["added"] == 1


def shown_ads(at: Terminal) -> list[dict[str, Any]]:
    return [one for lead in at.json("leads")["leads"] for one in at.json("show", str(lead["id"]))["listings"]]


def test_a_field_that_an_ad_has_not_is_refused(at: Terminal, ads: Path) -> None:
    code, _out, err = at.run("capture", str(ads), "--correct", "7700003:couleur=bleu")
    assert (code, "reference" in err) == (2, True)


def test_the_terms_of_a_site_are_answered_and_shown(at: Terminal) -> None:
    every = at.json("site-terms")["sites"]
    assert len(every) == 17
    assert {one["site"]: one["terms"] for one in every}["leboncoin"] == "refused"
    [kept] = at.json("site-terms", "PAP", "--answer", "allowed", "--page", "https://www.pap.fr/cgu")["sites"]
    assert (kept["terms"], kept["page"], kept["day"] is not None) == ("allowed", "https://www.pap.fr/cgu", True)
    assert "lecture par un programme permise, réponse de" in at.run("site-terms", "PAP")[1]
    assert "n° 21-16.307" in at.run("site-terms", "leboncoin", "--answer", "allowed")[2]


def test_the_mailbox_of_alerts_is_set_and_forgotten(at: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    typed: list[str] = []

    def hidden(words: str) -> str:
        typed.append(words)
        return "secret"

    monkeypatch.setattr(click.termui, "hidden_prompt_func", hidden)
    assert "Aucune boîte d’alertes" in at.run("alerts")[1]
    assert "La boîte des alertes n’est pas réglée" in at.run("capture", "imap:")[1]
    assert typed == []
    told = at.json("alerts", "--host", "127.0.0.1", "--user", "a@exemple.fr", "--port", "9")
    assert told == {
        "mailbox": {"host": "127.0.0.1", "user": "a@exemple.fr", "folder": "INBOX", "port": 9},
        # There is no keyring here.
        "password_kept": False,
    }
    assert "Mot de passe demandé à chaque lecture." in at.run("alerts")[1]
    assert "127.0.0.1 ne répond pas" in at.run("capture", "imap:")[1]
    assert len(typed) == 2
    assert at.json("alerts", "--forget")["mailbox"] is None


def test_whether_an_ad_refuses_is_corrected_by_yes_or_no(at: Terminal, ads: Path) -> None:
    assert at.run("capture", str(ads), "--correct", "7700004:refuses=peut-être")[0] == 2
    at.json("capture", str(ads))
    [refusing] = [one for one in at.json("capture", str(ads), "--dry-run")["pages"][0]["offers"] if one["earlier"]]
    assert (refusing["reference"], refusing["fate"]) == ("7700004", "refuses")
    answer = ("--take", "7700004", "--correct", "7700004:refuses=no")
    assert "Dites pourquoi, en une phrase" in at.run("capture", str(ads), *answer)[2]
    taken = at.json("capture", str(ads), *answer, "--why", "Phrase du site")
    assert (taken["merged"], taken["opposed"], taken["said"]) == (1, 0, [])


def test_a_page_copied_in_a_browser_is_read_from_standard_input(at: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    def capture(*words: str, page: bytes = card(7700001, "249 000 €").encode(), code: int = 0) -> dict[str, Any]:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(page)))
        return at.json("capture", "-", *words, code=code)

    assert capture("--dry-run")["pages"][0]["said"].startswith("L’adresse de la page copiée n’est pas connue")
    assert capture(code=1)["added"] == 0
    bad = capture("--url", "http://192.168.1.20/7700001", code=2)
    assert bad["error"].startswith("Ce n’est pas l’adresse d’une page du web.")
    taken = capture("--url", "https://www.annonces.example/maison/7700001")
    assert (taken["added"], taken["pages"][0]["site"]) == (1, "annonces.example")
    format_of_windows = b"Version:0.9\r\nSourceURL:https://www.annonces.example/maison/7700002\r\n"
    known = capture(page=format_of_windows + card(7700002, "180 000 €").encode())
    assert known["added"] == 1
    shown = [at.json("show", str(lead["id"])) for lead in at.json("leads")["leads"]]
    assert [one["origins"][0]["page"]["way"] for one in shown] == ["copied", "copied"]


def test_what_standard_input_holds_is_read_by_its_content(
    at: Terminal, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read(data: bytes, *words: str, code: int) -> dict[str, Any]:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
        [page] = at.json("capture", "-", "--dry-run", *words, code=code)["pages"]
        return dict(page)

    alert = (files / "pages" / "pap_2026_alert.eml").read_bytes()
    for words in ((), ("--url", "https://www.pap.fr/annonces/1")):
        page = read(alert, *words, code=0)
        assert (page["container"], page["site"], len(page["ads"])) == ("mail", "PAP", 2)
    saved = read((files / "pages" / "etreproprio_2026_ad.mhtml").read_bytes(), code=0)
    assert (saved["container"], len(saved["ads"])) == ("mhtml", 1)
    assert read(b"%PDF-1.7", code=1)["kind"] == "pdf"
    zipped = io.BytesIO()
    with zipfile.ZipFile(zipped, "w") as archive:
        archive.writestr("alerte.eml", alert)
    assert read(zipped.getvalue(), code=0)["page"] == "Fichier reçu › alerte.eml"


def test_words_that_may_refuse_are_quoted_before_anything_is_taken(at: Terminal, tmp_path: Path) -> None:
    said = "Je me charge de trouver mon acheteur moi-même"
    shown = at.run("capture", str(page_of(tmp_path, card(7700004, "310 000 €", words=said))), "--dry-run")[1]
    assert f"«\u202f{said}\u202f»\u202f: est-ce un refus" in shown
