"""Who refuses one way of being reached is never reached that way, and keeps the others: through every way a base may
lose a fact."""

from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from core.actions.common import step_cache
from core.actions.common.agency import save_agency, settings
from core.actions.common.judging import judged_who, law_of, verdict
from core.actions.common.people import find
from core.actions.intake import batch_undo
from core.actions.intake.importing import ImportFile, import_into
from core.actions.keeping import forgetting
from core.actions.keeping.backing_up import back_up
from core.actions.keeping.restoring import restore
from core.actions.leads.exporting import export
from core.actions.leads.timeline import events
from core.actions.register import entries, key_phrase
from core.actions.register.refusal_lists import ImportList, import_list
from core.actions.rights.everything_known import held
from core.model.batch import Report
from core.model.channel import Channel
from core.model.verdict import Light
from core.store import leads
from core.store.engine.opening import open_store
from core.store.port import Store
from core.words.batches import lines
from tests.bases import another_key, new_base
from tests.core.actions.conftest import BY, NOW, law_today
from tests.files.bases.make import AGENCY
from tests.tables import table

DAY = timedelta(days=1)
HEAD = "Nom;Prénom;Téléphone;E-mail;Adresse;CP;Ville;Vue sur;Vue le;Email Opt Out;SMS Opt Out;Do Not Call;Do Not Mail"
WAYS = {"email": "OPPOSED_EMAIL", "sms": "OPPOSED_NUMBER", "call": "OPPOSED_NUMBER", "letter": "OPPOSED_ADDRESS"}
NAMES = {"email": "Moreau", "sms": "Petit", "call": "Besson", "letter": "Payet", "": "Vidal"}


def rows(*, seen: str = "03/11/2026", refusing: bool = True, first: int = 41) -> list[str]:
    found = []
    for rank, (way, name) in enumerate(NAMES.items()):
        said = ";".join("oui" if refusing and one == way else "non" for one in WAYS)
        person = f"{name};Luc;06 39 98 00 {first + rank};{name.lower()}@exemple.fr"
        found.append(f"{person};{rank + 3} rue Neuve;30700;Uzès;PAP;{seen};{said}")
    return found


def taken(store: Store, lines_of: list[str], name: str = "crm.csv", supplier: str = "Pige Ouest") -> Report:
    file = store.path.parent / name
    file.write_text("\n".join([HEAD, *lines_of]), "utf-8")
    return import_into(store, ImportFile(store.path.parent, file, supplier, "2026-11-20", BY, NOW))


def codes(store: Store, name: str) -> dict[str, set[str]]:
    """Way → the reasons of the register that close it."""
    found = {}
    with store.read() as r:
        [lead_id] = leads.search(r, text=name)
        law = law_of(settings(r))
        for way in WAYS:
            said = verdict(r, lead_id, law, channel=Channel(way), at=NOW + DAY)
            found[way] = {one.code for one in said.reasons if one.code.startswith("OPPOSED")}
            assert said.light is not Light.OPPOSED
    return found


def check(store: Store) -> None:
    for way, name in NAMES.items():
        assert codes(store, name) == {one: {code} if one == way else set() for one, code in WAYS.items()}, name


@pytest.fixture
def told(store: Store) -> Store:
    save_agency(store, AGENCY, by=BY, at=NOW)
    assert taken(store, rows()).added == len(NAMES)
    return store


def test_each_is_refused_that_way_alone_and_the_twin_none(told: Store) -> None:
    check(told)
    with told.read() as r:
        law = law_of(settings(r))
        for name in set(NAMES.values()) - {"Payet"}:
            [lead_id] = leads.search(r, text=name)
            assert verdict(r, lead_id, law, channel=Channel.LETTER, at=NOW + DAY).allowed, name


def test_the_report_counts_them(store: Store) -> None:
    report = taken(store, rows())
    assert report.opposed == 0
    assert report.coverage is not None
    assert report.coverage.closed == (("call", 1), ("email", 1), ("letter", 1), ("sms", 1))
    assert "1 par e-mail" in "\n".join(lines(report.coverage))


def sold_again(store: Store) -> Store:
    taken(store, rows(refusing=False), "autre.csv", "Pige Est")
    return store


def said_twice(store: Store) -> Store:
    taken(store, rows(), "encore.csv")
    return store


def batch_undone(store: Store) -> Store:
    with store.read() as r:
        batch = r.value(int, "SELECT max(id) FROM batch")
    assert batch is not None
    batch_undo.undo(store, batch, by=BY, at=NOW)
    return sold_again(store)


def erased(store: Store) -> Store:
    with store.read() as r:
        everybody = leads.search(r)
    for lead_id in everybody:
        forgetting.forget(store, lead_id, why="request", by=BY, at=NOW)
    return sold_again(store)


@table("happened", [sold_again, said_twice, batch_undone, erased])
def test_nothing_that_happens_loses_it(told: Store, happened: Callable[[Store], Store]) -> None:
    check(happened(told))


def test_a_restored_copy_learns_it(store: Store, tmp_path: Path) -> None:
    save_agency(store, AGENCY, by=BY, at=NOW)
    taken(store, rows(refusing=False), "avant.csv")
    copy = back_up(store, tmp_path / "copies", by=BY, at=NOW)
    taken(store, rows(), "crm.csv")
    check(store)
    folder = store.path.parent
    store.close()
    restore(folder, copy.path, by=BY, at=NOW + DAY)
    with closing(open_store(folder)) as again:
        check(again)


def test_another_base_under_the_key_learns_it(told: Store, tmp_path: Path) -> None:
    with closing(new_base(tmp_path / "b", another_key)) as other:
        key_phrase.restore_key(other, " ".join(key_phrase.phrase(told, by=BY, at=NOW)), by=BY, at=NOW)
        taken(other, rows(refusing=False))
        file = tmp_path / "registre.csv"
        with told.read() as r:
            entries.export_register(r, file)
        assert "e-mails" in file.read_text("utf-8-sig")
        found = import_list(other, ImportList(other.path.parent, file, BY, NOW + DAY))
        assert found.rejected == 0
        assert found.leads == 0
        check(other)
        assert import_list(other, ImportList(other.path.parent, file, BY, NOW + DAY)).added == 0


def test_a_row_that_is_not_taken_is_heard_all_the_same(store: Store) -> None:
    save_agency(store, AGENCY, by=BY, at=NOW)
    assert taken(store, rows(seen="03/11/2031")).rejected == len(NAMES)
    taken(store, rows(refusing=False), "autre.csv")
    check(store)


def test_a_number_without_a_sheet_is_refused_too(store: Store) -> None:
    taken(store, rows(seen="03/11/2031"))
    with store.read() as r:
        law = law_of(settings(r))
        said = {
            number: judged_who(r, find(r, number), law, channel=Channel.CALL, at=NOW)
            for number in ("0639980043", "0639980041")
        }
    closed = {number: {one.code for one in one.reasons} & {"OPPOSED_NUMBER"} for number, one in said.items()}
    assert closed == {"0639980043": {"OPPOSED_NUMBER"}, "0639980041": set()}


def test_the_kept_step_follows(told: Store) -> None:
    law = law_today(told)
    step_cache.keep(told, law, by=BY, at=NOW)
    taken(told, [one.replace("non;non;non;non", "non;non;non;oui") for one in rows()], "plus.csv")
    with told.read() as r:
        [lead_id] = leads.search(r, text="Vidal")
        assert lead_id in step_cache.find_stale(r, law, at=NOW, near=False).leads


def test_the_list_handed_out_leaves_out_the_way_refused(told: Store, tmp_path: Path) -> None:
    with told.read() as r:
        everybody, law = leads.search(r), law_of(settings(r))
    out = tmp_path / "liste.csv"
    assert export(told, everybody, out, law, by=BY, at=NOW).rows == len(NAMES)
    listed = {line.split(";")[1]: line for line in out.read_text("utf-8-sig").splitlines()[1:]}
    by_name = {name: next(line for said, line in listed.items() if name in said) for name in NAMES.values()}
    assert [name for name, line in by_name.items() if "@exemple.fr" not in line] == ["Moreau"]
    assert [name for name, line in by_name.items() if "rue Neuve" not in line] == ["Payet"]
    assert [name for name, line in by_name.items() if "06" not in line] == ["Besson"]


def test_the_sheet_and_the_copy_of_the_data_say_it(told: Store) -> None:
    with told.read() as r:
        [lead_id] = leads.search(r, text="Moreau")
        assert "Refuse les e-mails (liste)" in [one.text for one in events(r, lead_id)]
        assert "Refuse les e-mails" in str(held(r, lead_id))


@table(
    "heading, said, ways",
    [
        ("Optin", "non", {"email", "sms"}), ("opt_in_email", "0", {"email"}), ("Opt-in SMS", "faux", {"sms"}),
        ("Consentement téléphonique", "non", {"call"}), ("Appels autorisés", "non", {"call"}),
        ("Accepte d'être rappelé", "N", {"call"}), ("Do not call", "x", {"call"}), ("Newsletter", "non", {"email"}),
        ("Contactable par courrier", "non", {"letter"}), ("Optin", "oui", set()), ("Do not call", "", set()),
    ],
)  # fmt: skip
def test_a_no_closes_the_way_it_is_about_and_no_letter(tmp_path: Path, heading: str, said: str, ways: set[str]) -> None:
    with closing(new_base(tmp_path / f"{heading} {said or 'rien'}", registered)) as store:
        file = store.path.parent / "crm.csv"
        first = "Nom;Prénom;Téléphone;E-mail;Adresse;CP;Ville;Vue sur;Vue le"
        person = "Moreau;Luc;06 39 98 00 41;moreau@exemple.fr;3 rue Neuve;30700;Uzès;PAP;03/11/2026"
        file.write_text(f"{first};{heading}\n{person};{said}", "utf-8")
        import_into(store, ImportFile(store.path.parent, file, "Pige Ouest", "2026-11-20", BY, NOW))
        assert {way for way, found in codes(store, "Moreau").items() if found} == ways
        with store.read() as r:
            [lead_id] = leads.search(r)
            letter = verdict(r, lead_id, law_of(settings(r)), channel=Channel.LETTER, at=NOW + DAY)
        assert letter.allowed == ("letter" not in ways)


def registered(store: Store) -> None:
    save_agency(store, AGENCY, by=BY, at=NOW)
