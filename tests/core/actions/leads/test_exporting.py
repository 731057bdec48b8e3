"""A file of leads: who refuses is never in it, no cell runs, and the journal keeps that it was made."""

import csv
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from pypdf import PdfReader

from core.actions.common.agency import save_agency, settings
from core.actions.common.judging import Law, law_of
from core.actions.common.people import Who
from core.actions.common.safe_cells import harmless_text
from core.actions.intake.typed_lead import type_lead
from core.actions.keeping.forgetting import forget
from core.actions.leads import exporting
from core.actions.leads.lead_views import lead_rows
from core.actions.register import opposing
from core.actions.rights import requests
from core.base.moments import kept
from core.model.batch import TypedOrigin
from core.model.draft import Draft
from core.model.request import RequestKind
from core.records.lead import Lead
from core.records.listing import Listing
from core.store import leads
from core.store.engine.opening import open_store
from core.store.port import Store, Value
from core.words.exports import exported_words, left_out_words
from tests.core.actions.conftest import BY, NOW, add
from tests.failing import fails_with
from tests.files.bases.make import AGENCY
from tests.tables import table

NAMES = ("Moreau", "Opposé", "Voisin", "Gelé", "Effacé", "=HYPERLINK(1)")


@pytest.fixture
def law(store: Store) -> Law:
    """The law for an agency that lacks nothing."""
    save_agency(store, AGENCY, by=BY, at=NOW)
    with store.read() as r:
        return law_of(settings(r))


def filled(store: Store) -> list[int]:
    """Somebody of each kind."""
    ids = [
        add(
            store, last_name=name, first_name="", phones=(f"06 39 98 12 6{place}",), emails=(f"v{place}@exemple.fr",),
            reference=f"X{place}", address=f"{20 + place} rue Haute",
        )
        for place, name in enumerate(NAMES)
    ]  # fmt: skip
    opposing.oppose_typed(store, str(ids[1]), how="letter", by=BY, at=NOW)
    add(store, last_name="Voisine", first_name="", phones=("06 39 98 12 70",), emails=(), reference="Y",
        address="22 rue Haute")  # fmt: skip
    opposing.oppose_typed(store, "06 39 98 12 70", how="letter", by=BY, at=NOW)
    requests.note(store, str(ids[3]), kind=RequestKind.ERASURE, received=NOW.date(), how="email", by=BY, at=NOW)
    forget(store, ids[4], by=BY, at=NOW)
    return ids


def cells(out: Path) -> list[list[str]]:
    if out.suffix == ".csv":
        with out.open(encoding="utf-8-sig", newline="") as file:
            return list(csv.reader(file, delimiter=";"))
    sheet = openpyxl.load_workbook(out).active
    assert sheet is not None
    return [[str(cell or "") for cell in row] for row in sheet.iter_rows(values_only=True)]


@pytest.mark.parametrize("name", ["liste.xlsx", "liste.csv"])
def test_who_refuses_is_not_in_it_and_is_counted(store: Store, law: Law, tmp_path: Path, name: str) -> None:
    filled(store)
    with store.read() as r:
        everybody = list(leads.search(r))
    done = exporting.export(store, everybody, tmp_path / name, law, by=BY, at=NOW)
    assert done.rows == 2
    assert done.left_out == {"opposed": 2, "held": 1, "frozen": 1, "erased": 1}
    heading, *rows = cells(tmp_path / name)
    assert heading[:4] == ["Feu", "Nom", "Téléphone", "E-mail"]
    found = {dict(zip(heading, row, strict=True))["Nom"].lstrip("'"): row for row in rows}
    assert set(found) == {"Moreau", "=HYPERLINK(1)"}
    shown = [cell.replace("\u00a0", " ") for cell in found["Moreau"]]
    assert shown[2:6] == [
        "06 39 98 12 60",
        "v0@exemple.fr",
        "20 rue Haute",
        "30700",
    ]
    assert [" ".join(cell.split()) for cell in found["Moreau"][7:11]] == ["Maison", "342 000", "128", "X0"]
    with store.read() as r:
        told = r.column(str, "SELECT payload FROM journal WHERE what = 'export'")
    assert len(told) == 1
    assert "2 leads" in told[0]
    assert exported_words(done.rows, name) == f"2 prospects écrits dans «\u202f{name}\u202f»."
    assert len(left_out_words(done.left_out)) == 4


def test_who_shares_the_property_is_named_unless_they_refuse(store: Store, law: Law, tmp_path: Path) -> None:
    names, phones = ("Ferrandel Marc", "Ferrandel Odile", "Petit Luc"), [f"06 39 98 12 8{rank}" for rank in range(3)]
    whose = " / ".join(f"{name} : {phone}" for name, phone in zip(names, phones, strict=True))
    draft = Draft(name=" / ".join(names), phones=tuple(phones), address="9 rue Haute", postcode="30700", town="Uzès",
                  cells=(whose,))  # fmt: skip
    type_lead(store, draft, came=TypedOrigin.PERSON, by=BY, now=NOW)
    with store.read() as r:
        ids = {lead.first_name or lead.name: lead.id for lead in r.of(Lead)}
    assert list(ids) == ["Marc", "Odile", "Luc"]
    opposing.oppose(store, Who(ids["Odile"]), how="counter", by=BY, at=NOW)
    with store.read() as r:
        shown = {row.id: row.owners for row in lead_rows(r, [*ids.values()], law, at=NOW)}
    marc, _odile, luc = names
    assert [shown[one] for one in ids.values()] == [(luc,), (marc, luc), (marc,)]
    exporting.export(store, [*ids.values()], tmp_path / "a.csv", law, by=BY, at=NOW)
    heading, *rows = cells(tmp_path / "a.csv")
    assert heading[-1] == "Bien partagé avec"
    assert {row[1]: row[-1] for row in rows} == {marc: luc, luc: marc}


def test_no_cell_runs(store: Store, law: Law, tmp_path: Path) -> None:
    filled(store)
    with store.read() as r:
        everybody = list(leads.search(r))
    exporting.export(store, everybody, tmp_path / "a.xlsx", law, by=BY, at=NOW)
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert {cell.data_type for row in book.worksheets[0].iter_rows() for cell in row} <= {"s", "n"}
    assert all(cell.data_type == "s" for row in book.worksheets[0].iter_rows() for cell in row if cell.value)
    exporting.export(store, everybody, tmp_path / "a.csv", law, by=BY, at=NOW)
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in cells(tmp_path / "a.csv") for cell in row)


@table(
    "cell, written",
    [
        ("=1+1", "'=1+1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("-2", "'-2"),
        ("+33 6 39 98 12 41", "06 39 98 12 41"),
        ("+33 inconnu", "'+33 inconnu"),
        ("\t=1", "'=1"),
        ("a\tb\nc", "a b c"),
        ("Durand", "Durand"),
    ],
)
def test_a_cell_of_text_does_not_run(cell: str, written: str) -> None:
    assert harmless_text(cell) == written


def test_nobody_left_makes_no_file(store: Store, law: Law, tmp_path: Path) -> None:
    ids = filled(store)
    with fails_with("EXPORT_NONE"):
        exporting.export(store, [ids[1]], tmp_path / "a.csv", law, by=BY, at=NOW)
    with fails_with("EXPORT_FORMAT"):
        exporting.export(store, ids, tmp_path / "a.doc", law, by=BY, at=NOW)
    assert list(tmp_path.glob("a*")) == []


class Meanwhile(list[int]):
    """Leads of which somebody refuses, at another seat, once the first page of them was read."""

    def __init__(self, ids: Sequence[int], refuse: Callable[[], object]) -> None:
        super().__init__(ids)
        self._pages, self._refuse = 0, refuse

    def __getitem__(self, asked: Any) -> Any:
        """Give a page."""
        self._pages += 1
        if self._pages == 2:
            self._refuse()
        return super().__getitem__(asked)


def test_who_refuses_while_the_others_are_read_is_not_in_it(
    store: Store, law: Law, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, last = add(store), add(store, last_name="Besson", phones=("06 39 98 12 48",), emails=(), reference="TD2")
    with closing(open_store(store.path.parent)) as seat:
        ids = Meanwhile([first, last], lambda: opposing.oppose_typed(seat, str(first), how="call", by="Hugo", at=NOW))
        monkeypatch.setattr(exporting, "PAGE", 1)
        done = exporting.export(store, ids, tmp_path / "a.csv", law, by=BY, at=NOW)
    assert (done.rows, done.left_out) == (1, {"opposed": 1})
    assert [row[1] for row in cells(tmp_path / "a.csv")[1:]] == ["Besson Hélène"]


def test_somebody_without_an_ad_has_a_line(store: Store, law: Law) -> None:
    lead_id = add(store)
    with store.write("test", by=BY, at=NOW) as w:
        w.delete("listing", w.of(Listing, "-id", lead_id=lead_id)[0].id)
    with store.read() as r:
        text, listed = exporting.as_text(r, [lead_id], law, at=NOW)
    assert listed.rows == 1
    said = dict(zip(*(line.split("\t") for line in text.splitlines()), strict=True))
    assert (said["Nom"], said["Bien"], said["Prix"]) == ("Moreau Hélène", "", "")


def test_the_clipboard_says_the_same(store: Store, law: Law) -> None:
    ids = filled(store)
    with store.read() as r:
        text, listed = exporting.as_text(r, ids, law, at=NOW + timedelta(hours=1))
        nobody, none = exporting.as_text(r, [ids[1]], law, at=NOW)
    assert (listed.rows, len(text.splitlines())) == (2, 3)
    assert "06 39 98 12 60" in text.replace("\u00a0", " ")
    assert (nobody, none.rows, none.left_out) == ("", 0, {"opposed": 1})


def test_a_number_closed_alone_is_left_out(store: Store, law: Law) -> None:
    lead_id = add(store, phones=("06 39 98 12 80", "06 00 00 00 00"))
    with store.write("alone", by=BY, at=NOW) as w:
        closed: dict[str, Value] = {
            "gesture": 1,
            "hash": w.keyed_hash("phone", "0600000000"),
            "kind": "number",
            "how": "call",
            "at": kept(NOW),
            "by": BY,
            "note": "",
        }
        w.insert("opposition", closed)
    with store.read() as r:
        text, listed = exporting.as_text(r, [lead_id], law, at=NOW)
    assert (listed.rows, listed.left_out) == (1, {})
    numbers = text.splitlines()[1].split("\t")[2]
    assert (numbers.endswith("12 80"), "00 00" in numbers) == (True, False)


def test_the_list_on_paper_says_why_when_and_who_is_left_out(store: Store, law: Law, tmp_path: Path) -> None:
    filled(store)
    with store.read() as r:
        everybody = list(leads.search(r))
    done = exporting.export(store, everybody, tmp_path / "liste.pdf", law, by=BY, at=NOW)
    assert done.rows == 2
    assert done.left_out == {"opposed": 2, "held": 1, "frozen": 1, "erased": 1}
    text = " ".join(" ".join(page.extract_text() for page in PdfReader(tmp_path / "liste.pdf").pages).split())
    assert f"Liste du 24 novembre 2026 à 10 h 42, 2 prospects, imprimée par {BY}." in text
    assert "Sans les personnes opposées. À détruire après usage." in text
    assert "2 personnes opposées laissées de côté." in text
    assert "1 fiche gelée n’y est pas." in text
    assert "Lettre d’abord Pas d’appel : aucun accord prouvé." in text
    assert "Moreau" in text and "06 39 98 12 60" in text and "20 rue Haute" in text
    for name in ("Opposé", "Voisin ", "Gelé", "Effacé"):
        assert name not in text
    with store.read() as r:
        [told] = r.column(str, "SELECT payload FROM journal WHERE what = 'export'")
    assert "2 leads, pdf" in told


def test_a_list_on_paper_runs_over_pages(store: Store, law: Law, tmp_path: Path) -> None:
    for place in range(60):
        add(store, last_name=f"Nom{place:02d}", phones=(f"06 39 98 14 {place:02d}",), reference=f"P{place}",
            address=f"{place + 1} rue des Pages")  # fmt: skip
    with store.read() as r:
        everybody = list(leads.search(r))
    exporting.export(store, everybody, tmp_path / "liste.pdf", law, by=BY, at=NOW)
    pages = [page.extract_text() for page in PdfReader(tmp_path / "liste.pdf").pages]
    assert len(pages) > 2
    whole = "".join(pages)
    assert all(whole.count(f"Nom{place:02d}") == 1 for place in range(60))
    assert all("à détruire après usage" in page and "Prochaine étape" in page for page in pages)
