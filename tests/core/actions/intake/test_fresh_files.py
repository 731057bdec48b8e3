"""Files that came since the last import, in the folder they come from."""

import os
from datetime import datetime, timedelta
from pathlib import Path

from core.actions.desk import jobs
from core.actions.intake.capturing import capture
from core.actions.intake.fresh_files import LookInFolder, fresh_files
from core.actions.intake.pages_given import Capture
from core.base.moments import AGENCY_ZONE
from core.store.port import Store
from tests.core.actions.intake.test_offering import card, page_of

NOW = datetime(2026, 11, 24, 10, 42, tzinfo=AGENCY_ZONE)
ROWS = "Nom;Téléphone;Site\nMoreau;06 39 98 00 01;PAP\n"


def put(folder: Path, name: str, *, ago: timedelta) -> Path:
    path = folder / name
    path.write_text(ROWS, encoding="utf-8")
    written = (NOW - ago).timestamp()
    os.utime(path, (written, written))
    return path


def test_the_newest_lead_files_that_were_not_imported(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "recus"
    folder.mkdir()
    imported = put(folder, "pige.csv", ago=timedelta(hours=3))
    jobs.import_into(store, jobs.ImportFile(store.path.parent, imported, "Pige Ouest", "2026-11-20", "Claire", NOW))
    put(folder, "vieux.xlsx", ago=timedelta(days=15))
    put(folder, "facture.pdf", ago=timedelta(hours=1))
    put(folder, "~$ouvert.xlsx", ago=timedelta(hours=1))
    put(folder, "prospects-2026-11-24.xlsx", ago=timedelta(hours=1))
    (folder / "dossier.zip").mkdir()
    asked = LookInFolder(store.path.parent, folder, NOW + timedelta(hours=1))
    assert fresh_files(asked) == ()
    second, first = put(folder, "b.xlsx", ago=timedelta(hours=2)), put(folder, "a.csv", ago=timedelta(hours=1))
    put(folder, "c.csv", ago=timedelta(hours=9))
    assert fresh_files(asked) == (first, second)
    again = put(folder, "pige.csv", ago=timedelta(minutes=-30))
    assert fresh_files(asked) == (again, first), "the same name, written since"


def test_a_folder_that_is_gone_offers_nothing(store: Store, tmp_path: Path) -> None:
    assert fresh_files(LookInFolder(store.path.parent, tmp_path / "absent", NOW)) == ()


def test_a_page_just_saved_is_offered_until_its_ads_are_taken(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "recus"
    folder.mkdir()
    asked = LookInFolder(store.path.parent, folder, NOW)
    put(folder, "article.html", ago=timedelta(hours=25))
    put(folder, "annonce_files", ago=timedelta(hours=1))
    page = page_of(folder, card(7700001, "249 000 €"), name="annonce.html")
    mail = put(folder, "alerte.eml", ago=timedelta(hours=2))
    os.utime(page, ((NOW - timedelta(hours=1)).timestamp(),) * 2)
    assert fresh_files(asked) == (page, mail)
    capture(store, Capture(store.path.parent, (str(page), str(mail)), "Claire", NOW))
    assert fresh_files(asked) == (mail,), "told by its content: the batch has the name of two pages"
    page.rename(folder / "annonce (1).html")
    assert fresh_files(asked) == (mail,)
