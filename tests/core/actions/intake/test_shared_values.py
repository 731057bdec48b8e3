"""A value that several share, or that says nothing, makes nobody one person and spreads no refusal: in a file, in the
next one of its supplier, in a list of refusals, on a page, in a sheet typed by hand."""

from datetime import timedelta
from pathlib import Path

import pytest

from core.actions.common import people
from core.actions.common.agency import save_agency, settings
from core.actions.common.judging import judged_who, law_of, verdict
from core.actions.intake import import_rows
from core.actions.intake.importing import ImportFile, import_into
from core.actions.leads import correcting, joining
from core.actions.register import opposing, refusal_lists, withholding
from core.actions.register.refusal_lists import ImportList
from core.model.batch import BatchFacts, Source
from core.model.channel import Channel
from core.model.draft import Draft
from core.model.verdict import Light
from core.records.lead import Lead
from core.store import leads
from core.store.port import Store
from tests.core.actions.conftest import BATCH, BY, DRAFT, NOW, add, take

NAMES = ("Moreau", "Dupont", "Roux", "Payet", "Bonnet", "Faure", "Lopez", "Garnier", "Chevalier", "Perrin")
LATER = NOW + timedelta(minutes=30)


def person(rank: int, **said: object) -> Draft:
    """Return one of several persons who share nothing of their own."""
    own = Draft(
        line=rank + 2, last_name=NAMES[rank % 10], first_name=f"A{chr(97 + rank // 10)}{chr(97 + rank % 10)}",
        phones=(f"06 39 98 40 {rank:02d}",), address=f"{rank + 1} rue Pasteur", postcode="30700", town="Uzès",
        site="PAP", reference=f"R{rank + 4000}", cells=("x",),
    )  # fmt: skip
    return own._replace(**said)  # type: ignore[arg-type]


def opposed(store: Store) -> int:
    with store.read() as r:
        return len(leads.search(r, filters={"opposition": "yes"}))


SHARED: tuple[dict[str, object], ...] = (
    {"reference": "PIGE-O1"},
    {"reference": "", "url": "https://pige-ouest.exemple.fr/acces/4587"},
    {"emails": ("pige@ouest.exemple.fr",)},
    {"phones": ("01 99 00 77 01",)},
    {"phones": ("06 00 00 00 00",)},
    {"emails": ("nc@nc.fr",)},
)


@pytest.mark.parametrize("said", SHARED)
def test_nobody_is_merged_nor_refused_by_what_a_file_shares(said: dict[str, object], store: Store) -> None:
    rows = [person(rank, **said) for rank in range(4)]
    report = take(store, *rows)
    assert (report.added, report.merged, report.opposed) == (4, 0, 0)
    with store.read() as r:
        ids = sorted(leads.search(r))
    opposing.oppose(store, people.Who(ids[0]), how="letter", by=BY, at=NOW)
    with store.read() as r:
        assert [r.row(Lead, one).opposed_at is not None for one in ids] == [True, False, False, False]
    later = take(store, person(5, **said))
    assert (later.added, later.opposed) == (1, 0)
    again = take(store, *rows)
    assert (again.merged, again.opposed) == (3, 1)


def test_a_long_file_is_learned_before_its_first_row(store: Store, tmp_path: Path) -> None:
    file = tmp_path / "pige.csv"
    lines = [
        f"{name};A{chr(97 + rank)}n;06 39 98 41 {rank:02d};pige@ouest.exemple.fr;{rank} rue Pasteur;30700;Uzès;X-1;PAP"
        for rank, name in enumerate(NAMES)
    ]
    file.write_text("Nom;Prénom;Téléphone;E-mail;Adresse;CP;Ville;Référence;Site\n" + "\n".join(lines) + "\n", "utf-8")
    asked = ImportFile(store.path.parent, file, "Pige Ouest", "2026-11-20", BY, NOW)
    assert import_into(store, asked).added == 10
    opposing.oppose_typed(store, "pige@ouest.exemple.fr", how="email", by=BY, at=NOW)
    assert opposed(store) == 0
    # The next file of the supplier, of one row, has nothing to teach: what the first one taught is remembered.
    file.write_text(
        "Nom;Prénom;Téléphone;E-mail;Adresse;CP;Ville;Référence;Site\n"
        "Zola;Ines;06 39 98 41 50;pige@ouest.exemple.fr;50 rue Pasteur;30700;Uzès;X-1;PAP\n", "utf-8",
    )  # fmt: skip
    report = import_into(store, asked)
    assert (report.added, report.merged, report.opposed) == (1, 0, 0)


def test_an_impossible_number_once_opposed_closes_itself_alone(store: Store) -> None:
    take(store, person(0, phones=("06 00 00 00 00",)), person(1, phones=("06 00 00 00 00", "06 39 98 40 01")))
    with store.read() as r:
        one, other = sorted(leads.search(r))
        assert people.find(r, "06 00 00 00 00").lead_id is None
    opposing.oppose_typed(store, "0600000000", how="call", by=BY, at=NOW)
    assert opposed(store) == 0
    with store.read() as r:
        law, hashed = law_of(settings(r)), r.keyed_hash("phone", "0600000000")
        assert judged_who(r, people.find(r, "0600000000"), law, channel=Channel.CALL, at=LATER).light is Light.OPPOSED
        lights = {
            (lead_id, channel, key): verdict(r, lead_id, law, channel=channel, at=LATER, key=key).light is Light.OPPOSED
            for lead_id in (one, other)
            for channel, key in ((Channel.CALL, ""), (Channel.CALL, hashed), (Channel.LETTER, ""), (Channel.EMAIL, ""))
        }
    assert [place for place, closed in lights.items() if closed] == [
        (one, Channel.CALL, ""), (one, Channel.CALL, hashed), (other, Channel.CALL, hashed),
    ]  # fmt: skip
    # Whoever comes with it later is taken in.
    assert take(store, person(2, phones=("06 00 00 00 00",))).added == 1


def test_the_contact_points_of_the_agency_and_of_a_supplier_are_nobody_s(store: Store) -> None:
    save_agency(store, {"phone": "01 99 00 66 01", "email": "agence@exemple.fr"}, by=BY, at=NOW)
    for rank in (0, 2):
        pair = (person(rank), person(rank + 1))
        shared = {"phones": ("01 99 00 66 01",)} if rank else {"emails": ("agence@exemple.fr",)}
        report = take(store, *(one._replace(address="", **shared) for one in pair))  # type: ignore[arg-type]
        assert (report.added, report.merged) == (2, 0)


def test_a_list_of_refusals_that_shares_a_value_refuses_nobody_by_it(store: Store, tmp_path: Path) -> None:
    take(store, *(person(rank, emails=("pige@ouest.exemple.fr",)) for rank in range(2)))
    file = tmp_path / "refus.csv"
    rows = [f"{name};06 39 98 45 {rank:02d};pige@ouest.exemple.fr;NC" for rank, name in enumerate(NAMES[4:])]
    file.write_text("Nom;Téléphone;E-mail;Référence\n" + "\n".join(rows) + "\nPerdu;06 00 00 00 00;;NC\n", "utf-8")
    taken = refusal_lists.import_list(store, ImportList(store.path.parent, file, BY, NOW, supplier="Pige Ouest"))
    assert (taken.added, taken.leads) == (7, 0)
    assert opposed(store) == 0
    report = take(store, person(5, emails=("pige@ouest.exemple.fr",)), person(6, phones=("06 39 98 45 01",)))
    assert (report.added, report.opposed) == (1, 1)
    with store.read() as r:
        shown = withholding.withheld(
            r, [("a", ["pige@ouest.exemple.fr"]), ("b", ["06 00 00 00 00"]), ("c", ["0639984502"])]
        )  # fmt: skip
    assert [bool(cells) for _reason, cells in shown] == [True, True, False]


def test_pages_and_typed_sheets_go_through_the_same_rule(store: Store) -> None:
    page = BatchFacts(Source.PAGE, "page", "2026-11-20", site="ParuVendu")
    reports = [
        take(store, person(rank)._replace(reference="ParuVendu", site="ParuVendu", line=1), batch=page)
        for rank in range(2)
    ]
    assert [report.added for report in reports] == [1, 1]
    typed = BatchFacts(Source.TYPED, "saisie", "2026-11-20")
    assert take(store, person(3, reference="0", site=""), batch=typed).added == 1
    assert take(store, person(4, reference="0", site=""), batch=typed).added == 1


def test_a_correction_and_a_join_follow_it(store: Store) -> None:
    one, other = add(store), add(store, phones=("06 39 98 12 48",), emails=(), reference="TD2", last_name="Roux")
    correcting.correct(store, other, by=BY, at=NOW, added=[("phone", "06 00 00 00 00"), ("email", "nc@nc.fr")])
    correcting.correct(store, one, by=BY, at=NOW, added=[("phone", "06 00 00 00 00")])
    opposing.oppose(store, people.Who(one), how="letter", by=BY, at=NOW)
    assert opposed(store) == 1
    # The refused number comes with a correction: it is closed, its bearer is not.
    third = add(store, phones=("06 39 98 12 49",), emails=(), reference="TD3", last_name="Payet", address="3 rue A")
    correcting.correct(store, third, by=BY, at=NOW, added=[("phone", "06 00 00 00 00")])
    assert opposed(store) == 1
    joining.join(store, other, third, by=BY, at=NOW)
    assert opposed(store) == 1


def test_marks_of_an_older_program_spread_no_refusal(store: Store) -> None:
    """It took « NC » and 06 00 00 00 00 for marks."""
    ids = [add(store, phones=(f"06 39 98 50 0{rank}", "06 00 00 00 00"), emails=(), reference="NC",
               last_name=NAMES[rank], address=f"{rank + 1} rue A") for rank in range(2)]  # fmt: skip
    with store.write("test", by=BY, at=NOW) as w:
        w.delete_many("mark", ("kind",), [("number",)])
        old = [("listing", w.keyed_hash("listing", "toit direct|nc")), ("phone", w.keyed_hash("phone", "0600000000"))]
        w.mark((lead_id, kind, hashed) for lead_id in ids for kind, hashed in old)
    opposing.oppose(store, people.Who(ids[0]), how="letter", by=BY, at=NOW)
    assert opposed(store) == 1


def test_a_source_read_row_by_row_asks_only_what_is_known(store: Store) -> None:
    rows = (person(rank, emails=("pige@ouest.exemple.fr",)) for rank in range(3))
    report = import_rows.take_in(store, rows, BATCH, by=BY, now=NOW)
    assert report.read == 3
    assert DRAFT.emails
