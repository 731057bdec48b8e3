"""An archive of several tables: the one meant is opened, and remembered with the batch."""

import zipfile
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import pytest

from core.actions.desk import jobs
from core.actions.intake.archive_members import open_known, open_meant
from core.actions.intake.importing import recalled
from core.base.errors import UserError
from core.base.moments import AGENCY_ZONE
from core.store import batches
from core.store.port import Store
from tests.failing import fails_with

NOW = datetime(2026, 11, 24, 10, 42, tzinfo=AGENCY_ZONE)
SALES = "Mois;Ventes\n01;12\n02;14\n"
SELLERS = "Nom;Téléphone;Adresse;CP;Ville;Site\nMoreau;06 39 98 00 01;1 rue du Puits;30700;Uzès;PAP\n"
OTHERS = "Site;Propriétaire;Tél\nPAP;Tissot;06 39 98 00 02\n"


def pack(path: Path, members: Mapping[str, str]) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return path


def asked(store: Store, file: Path, **changes: str) -> jobs.ImportFile:
    made = {"supplier": "Pige Ouest", "member": ""} | changes
    return jobs.ImportFile(
        store.path.parent, file, made["supplier"], "2026-11-20", "Claire", NOW, member=made["member"]
    )  # fmt: skip


def test_the_first_table_of_sellers_is_opened_and_all_are_named(store: Store, tmp_path: Path) -> None:
    file = pack(tmp_path / "deux.zip", {"ventes.csv": SALES, "pige/uzes.csv": SELLERS})
    table = jobs.open_file(jobs.OpenFile(store.path.parent, file))
    assert (table.member, table.members) == ("pige/uzes.csv", ("ventes.csv", "pige/uzes.csv"))
    other = jobs.open_file(jobs.OpenFile(store.path.parent, file, member="ventes.csv"))
    assert other.headers == ("Mois", "Ventes")


def test_without_sellers_the_first_that_can_be_read_is_opened(store: Store, tmp_path: Path) -> None:
    file = pack(tmp_path / "deux.zip", {"vide.csv": "", "ventes.csv": SALES})
    with store.read() as r:
        assert open_meant(r, file).member == "ventes.csv"
    nothing = pack(tmp_path / "rien.zip", {"vide.csv": "", "rien.csv": "\n"})
    with store.read() as r, fails_with("FILE_EMPTY"):
        open_meant(r, nothing)


def test_one_table_and_a_plain_file_are_opened_as_ever(store: Store, tmp_path: Path) -> None:
    one = pack(tmp_path / "un.zip", {"uzes.csv": SELLERS})
    plain = tmp_path / "uzes.csv"
    plain.write_text(SELLERS, encoding="utf-8")
    with store.read() as r:
        assert open_meant(r, one).members == ("uzes.csv",)
        assert open_meant(r, plain).members == ()
        with pytest.raises(UserError):
            open_meant(r, tmp_path / "absent.zip")


def test_a_table_like_one_seen_before_is_the_one_meant(store: Store, tmp_path: Path) -> None:
    file = pack(tmp_path / "novembre.zip", {"autres.csv": OTHERS, "uzes.csv": SELLERS})
    with store.read() as r, fails_with("ARCHIVE_SEVERAL"):
        recalled(r, asked(store, file, supplier=""))
    report = jobs.import_into(store, asked(store, file, member="uzes.csv"))
    with store.read() as r:
        [batch] = batches.recent(r)
    assert (report.added, batch.name) == (1, "novembre.zip › uzes.csv")
    later = pack(tmp_path / "decembre.zip", {"autres.csv": OTHERS, "vide.csv": "", "pige.csv": SELLERS})
    with store.read() as r:
        assert open_known(r, later).member == "pige.csv"
        assert open_meant(r, later).member == "pige.csv"
        again = recalled(r, asked(store, later, supplier=""))
    assert (again.member, again.supplier) == ("pige.csv", "Pige Ouest")


def test_a_wrong_name_is_refused_with_the_names(store: Store, tmp_path: Path) -> None:
    file = pack(tmp_path / "deux.zip", {"a.csv": SELLERS, "b.csv": OTHERS})
    with store.read() as r, pytest.raises(UserError) as caught:
        open_known(r, file, member="c.csv")
    assert "a.csv, b.csv" in caught.value.text
    with store.read() as r, pytest.raises(UserError):
        open_meant(r, file, member="c.csv")
