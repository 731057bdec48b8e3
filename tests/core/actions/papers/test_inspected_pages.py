"""The pages read in the file of an inspector: how each came, what let it be read, where its values were read."""

import csv
import io
import zipfile
from pathlib import Path

from core.actions.intake import site_terms
from core.actions.intake.capturing import capture
from core.actions.intake.pages_given import Capture
from core.actions.papers.inspecting import inspect
from core.model.site_standing import Terms
from core.store.port import Store
from tests.core.actions.conftest import BY, NOW
from tests.core.actions.intake.test_offering import card, page_of


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
    assert (line["site"], line["adresse"]) == ("annonces.example", "https://www.annonces.example/recherche")
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
