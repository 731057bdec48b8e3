"""Many ways to come back for people who refused: spellings of their number, e-mail, name and address, and what happens
to a base. None is written to nor called; beside each, somebody alike who never refused still gets the letter."""

from collections.abc import Callable
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from core.actions.calling import calling
from core.actions.common.agency import save_agency, settings
from core.actions.common.judging import law_of, verdicts
from core.actions.common.people import Who, find_every
from core.actions.intake import batch_undo
from core.actions.intake.import_rows import take_in
from core.actions.intake.typed_lead import type_lead
from core.actions.keeping import backing_up, forgetting, restoring
from core.actions.leads import join_undo, joining
from core.actions.letters import noticing
from core.actions.register import entries, key_phrase, opposing
from core.actions.register.refusal_lists import ImportList, import_list
from core.base.errors import Forbidden
from core.base.records import Struct, replace
from core.model.batch import BatchFacts, Source, TypedOrigin
from core.model.channel import Channel
from core.model.draft import Draft
from core.store import lead_lists, leads
from core.store.port import Reader, Store
from tests.bases import another_key, new_base
from tests.core.actions.conftest import BATCH, BY, NOW
from tests.core.spellings import HELD, PHONES
from tests.files.bases.make import AGENCY
from tests.lengths import some
from tests.tables import table

HOUR, LATER = timedelta(hours=1), NOW + timedelta(days=1)
EMAILS = (
    *("{0}.{1}@Exemple.Fr", "\u200b{0}.{1}@exemple.fr", "{0}.{1}@exemple.fr (perso)", "contact : {0}.{1}@exemple.fr"),
    *(
        "{0}.{1}@exemple.fr",
        "{0}.{1}@EXEMPLE.FR",
        " {0}.{1}@exemple.fr ",
        "<{0}.{1}@exemple.fr>",
        "mailto:{0}.{1}@exemple.fr",
    ),
    *("{0}.{1}@exemple.fr;", "E-mail : {0}.{1}@exemple.fr", "{0}.{1} @ exemple.fr", "{0}.{1}(at)exemple.fr"),
    *("{0}.{1}@exemple.fr / autre.{1}@exemple.fr", "autre.{1}@exemple.fr, {0}.{1}@exemple.fr", "{0}.{1}@exemple.fr."),
    *("06 39 98 77 {1} {0}.{1}@exemple.fr", "«\u202f{0}.{1}@exemple.fr\u202f»", "{0}.{1}[at]exemple.fr"),
)
ADDRESSES = (
    *(
        "{n} rue des Mûriers",
        "{n}, RUE DES MURIERS",
        "{n} r. des Mûriers",
        "N° {n} rue des Mûriers",
        "n°{n}, r des muriers",
    ),
    *(
        "Bât. B, {n} rue des Mûriers",
        "{n} rue des Mûriers Bât B esc 2",
        "Appt 4, {n} rue des Mûriers",
        "{n} rue Mûriers",
    ),
    *("Rés. Les Pins, {n} rue des Mûriers", "{n} rue des Mûriers, 3e étage", "{n} rue des Mûriers BP 12"),
    *(
        "rue des Mûriers {n}",
        "rue des Mûriers, n° {n}",
        "0{n} rue des Mûriers",
        "{n} rue des Muriesr",
        "{n} rue des Mûrier",
    ),
    *(
        "{n} bis rue des Mûriers",
        "{n} rue des Mûriers, Uzès",
        "{n} rue des Mûriers - 30700 UZES",
        "chez M. Petit {n} rue des Mûriers",
    ),
    *("{n}-{m} rue des Mûriers", "{k}-{n} rue des Mûriers", "{k} et {n} rue des Mûriers", "{n}/{m}, rue des Mûriers"),
)
NAMES = (
    *("{0}  Hélène", "hélène {0}", "{0} Helene", "MME {0} HELENE", "{0}, Hélène"),
    *(
        "{0} / Hélène",
        "{0} Hélène",
        "Hélène {0}",
        "HÉLÈNE {0}",
        "Mme {0}",
        "Madame Hélène {0}",
        "H. {0}",
        "M. et Mme {0}",
    ),
    *("{0}x / Hélène", "{0}-Petit / Hélène", "Petit {0} Hélène", "{0}", "Famille {0}", "Mme H {0}", "{0} / H."),
)
SURNAMES = ("Aubert", "Bastide", "Chazal", "Delmas", "Espinas", "Fabrega", "Garric", "Hugon", "Imbert", "Jalabert",
            "Klein", "Lambert", "Marquet", "Nougaret", "Olivier", "Pradel", "Quentin", "Roussel", "Sabatier",
            "Tourette")  # fmt: skip


class Pair(Struct, frozen=True):
    """Somebody who refused, as a row first gave them; how they come back; and somebody alike who did not refuse."""

    refused: Draft
    back: Draft
    twin: Draft


def row(number: int, name: str, **values: object) -> Draft:
    """Return a row of a file: « surname / first name », or a whole name."""
    last, parted, first = name.partition(" / ")
    told = {"last_name": last, "first_name": first} if parted else {"name": name}
    usual: dict[str, object] = {"line": number, "reference": f"REF{number}Z", "seen": "20/11/2026", "cells": ("x",)}
    return Draft(**{**usual, **told, **values})  # type: ignore[arg-type]


def pairs() -> list[Pair]:
    """Return one pair for each spelling: three people of their own each time, at streets of their own."""
    found: list[Pair] = []

    def add(refused: dict[str, object], back: dict[str, object], twin: dict[str, object], *names: str) -> None:
        at = 10 * (len(found) + 1)
        told = (
            *names,
            *(f"{SURNAMES[len(found) % 20]} / {first}" for first in ("Hélène", "Hélène", "Inès")[len(names) :]),
        )
        whose = [name if index != 2 or names else f"Voisin{name}" for index, name in enumerate(told)]
        places = {"postcode": "30700", "town": "Uzès"}
        given = enumerate(zip(whose, (refused, back, twin), strict=True))
        found.append(Pair(*(row(at + rank, name, **{**places, **values}) for rank, (name, values) in given)))

    for rank, spelt in enumerate((*PHONES, *HELD)):
        mine, other = f"06399820{rank:02d}", f"06399860{rank:02d}"
        add({"phones": (mine,)}, {"phones": (spelt(mine),), "address": f"{rank + 1} rue du Four"},
            {"phones": (spelt(other),), "address": f"{rank + 1} rue du Port"})  # fmt: skip
    for rank, said in enumerate(EMAILS):
        code = f"{rank + 10}"
        add({"emails": (f"h.{code}@exemple.fr",)}, {"emails": (said.format("H" if rank % 2 else "h", code),),
             "address": f"{rank + 1} rue Basse"},
            {"emails": (said.format("k", f"9{code}"),), "address": f"{rank + 1} rue Haute"})  # fmt: skip
    for rank, said in enumerate(ADDRESSES):
        number = 3 * rank + 11
        street = said.format(n=number, m=number + 2, k=number - 2)
        add({"address": f"{number} rue des Mûriers"}, {"address": street}, {"address": street})
    for rank, said in enumerate(NAMES):
        surname, street = SURNAMES[-1 - rank], f"{200 + 7 * rank} avenue Foch"
        add({"address": street}, {"address": street}, {"address": street},
            f"{surname} / Hélène", said.format(surname), f"Vidal{SURNAMES[rank]} / Luc")  # fmt: skip
    return found


PAIRS = some(pairs(), of=2)


def refusing(store: Store) -> None:
    """Take in those who will refuse, let each refuse once, by what there is of them, and erase every third."""
    save_agency(store, AGENCY, by=BY, at=NOW)
    take_in(store, [one.refused for one in PAIRS], BATCH, by=BY, now=NOW)
    with store.read() as r:
        ids = sorted(leads.search(r))
    assert len(ids) == len(PAIRS)
    for rank, lead_id in enumerate(ids):
        opposing.oppose_typed(store, str(lead_id), how="call", by=BY, at=NOW)
        if not rank % 3:
            forgetting.forget_rows(store, [lead_id], by=BY, at=NOW, keep_property=False, why="request")


def reached(store: Store, folder: Path, at: datetime) -> tuple[list[str], list[str]]:
    """Return the names, one a sheet, to whom a letter is printed, and those who may be called."""
    with store.read() as r:
        law = law_of(settings(r))
        people = {one.id: one.name for one in lead_lists.rows(r, list(leads.search(r)))}
        called_, ids = (
            [one for one, said in verdicts(r, list(people), law, channel=channel, at=at).items() if said.allowed]
            for channel in (Channel.CALL, Channel.LETTER)
        )
    made = noticing.make(store, ids[:1], folder, by=BY, at=at)
    assert len(made.made) == min(1, len(ids)), "the verdict is what prints"
    return [people[one] for one in ids], [people[one] for one in called_]


def called(store: Store, numbers: tuple[str, ...]) -> list[str]:
    """Return which numbers, typed at the call desk, start a call."""
    started = []
    for typed in numbers:
        with store.read() as r:
            whose: list[Who] = find_every(r, typed)
        for who in whose:
            try:
                calling.start(store, who, by=BY, at=LATER)
            except Forbidden:
                continue
            started.append(typed)
    return started


def test_no_spelling_is_a_way_around_and_every_twin_is_written_to(tmp_path: Path) -> None:
    with closing(new_base(tmp_path / "base", refusing)) as store:
        batch = replace(BATCH, name="suite.csv", supplier="Pige Est")
        report = take_in(store, [*(one.back for one in PAIRS), *(one.twin for one in PAIRS)], batch, by=BY, now=LATER)
        assert report.rejected == report.blank == 0
        printed, callable_ = reached(store, tmp_path / "lettres", LATER)
        twins = {(one.twin.name or f"{one.twin.last_name} {one.twin.first_name}") for one in PAIRS}
        backs = {(one.back.name or f"{one.back.last_name} {one.back.first_name}") for one in PAIRS} - twins
        assert callable_ == []
        assert not backs.intersection(printed)
        assert sum(name in twins for name in printed) == len(PAIRS), "every twin"
        assert called(store, tuple(number for one in PAIRS for number in one.back.phones)) == []
    print(f"{len(PAIRS)} spellings: 0 letters, 0 calls; {len(PAIRS)} twins written to")
    assert len(pairs()) + len(WAYS) >= 150, "ways in all"


ROW = row(1, "Moreau / Hélène", phones=("06 39 98 12 41",), emails=("h.moreau@exemple.fr",), postcode="30700",
          address="14 rue des Mûriers", town="Uzès")  # fmt: skip
TWIN = row(2, "Besson / Luc", phones=("06 39 98 12 48",), postcode="30700", address="14 rue des Mûriers", town="Uzès")
LUC = row(8, "Moreau Luc", phones=("0639987708",), address="1 rue Neuve", postcode="30000", town="Nîmes")
BY_NUMBER = ROW._replace(emails=(), address="9 rue Haute", reference="N1Z")
BY_EMAIL = ROW._replace(phones=("06 39 98 77 01",), address="9 rue Basse", reference="N2Z")
BY_ADDRESS = ROW._replace(phones=("06 39 98 77 02",), emails=(), address="14, R. DES MURIERS bât. B", reference="N3Z")


def only(store: Store) -> int:
    with store.read() as r:
        [found] = leads.search(r, text="moreau")
    return found


def sold_again(store: Store, *rows: Draft, at: datetime = LATER, supplier: str = "Pige Est") -> int:
    """Take rows of another supplier in and return their batch."""
    return take_in(store, rows, replace(BATCH, name="suite.csv", supplier=supplier), by=BY, now=at).batch


def by_each_mark(store: Store, _folder: Path) -> None:
    sold_again(store, BY_NUMBER, BY_EMAIL, BY_ADDRESS)


def erased(store: Store, folder: Path) -> None:
    forgetting.forget(store, only(store), by=BY, at=NOW)
    by_each_mark(store, folder)


def erased_with_its_property(store: Store, folder: Path) -> None:
    forgetting.forget_rows(store, [only(store)], by=BY, at=NOW, keep_property=True, why="request")
    by_each_mark(store, folder)


def undone_batch(store: Store, folder: Path) -> None:
    batch_undo.undo(store, sold_again(store, BY_NUMBER, BY_EMAIL), by=BY, at=LATER)
    by_each_mark(store, folder)


def joined(store: Store, folder: Path) -> None:
    sold_again(
        store, row(8, "Moreau Luc", phones=("0639987708",), address="1 rue Neuve", postcode="30000", town="Nîmes")
    )
    with store.read() as r:
        other = next(one for one in leads.search(r) if one != only_of(r, "Moreau Hélène"))
        mine = only_of(r, "Moreau Hélène")
    joining.join(store, other, mine, by=BY, at=LATER)
    by_each_mark(store, folder)


def only_of(r: Reader, name: str) -> int:
    return next(one.id for one in lead_lists.rows(r, list(leads.search(r))) if one.name == name)


def joined_then_parted(store: Store, folder: Path) -> None:
    sold_again(
        store, row(8, "Moreau Luc", phones=("0639987708",), address="1 rue Neuve", postcode="30000", town="Nîmes")
    )
    with store.read() as r:
        mine, other = only_of(r, "Moreau Hélène"), only_of(r, "Moreau Luc")
    done = joining.join(store, mine, other, by=BY, at=LATER)
    join_undo.disjoin(store, done.id, by=BY, at=LATER + HOUR)
    by_each_mark(store, folder)


def restored(store: Store, folder: Path) -> None:
    """A copy of before the refusal was put back: see :func:`copied_first`."""
    restoring.restore(store.path.parent, next((folder / "copies").glob("*.db")), by=BY, at=LATER)
    store.news()
    by_each_mark(store, folder)


def restored_then_erased(store: Store, folder: Path) -> None:
    restored(store, folder)
    forgetting.forget(store, only_first(store), by=BY, at=LATER)
    by_each_mark(store, folder)


def only_first(store: Store) -> int:
    with store.read() as r:
        return min(leads.search(r))


def captured(store: Store, _folder: Path) -> None:
    page = BatchFacts(Source.PAGE, "page", "2026-11-24", site="Toit Direct")
    take_in(store, [BY_NUMBER._replace(url="https://toit.exemple/a/84521")], page, by=BY, now=LATER)
    take_in(store, [BY_EMAIL._replace(url="https://toit.exemple/a/84522")], page, by=BY, now=LATER)


def typed(store: Store, _folder: Path) -> None:
    for one in (BY_NUMBER, BY_EMAIL, BY_ADDRESS):
        type_lead(store, one, came=TypedOrigin.PERSON, by=BY, now=LATER)


def same_supplier_again(store: Store, _folder: Path) -> None:
    sold_again(store, ROW, BY_NUMBER, supplier="Pige Ouest")


def named_by_nobody(store: Store, _folder: Path) -> None:
    sold_again(store, BY_NUMBER._replace(last_name="", first_name=""), BY_ADDRESS._replace(last_name="", first_name=""))


def clock_set_back(store: Store, _folder: Path) -> None:
    sold_again(store, BY_NUMBER, BY_EMAIL, BY_ADDRESS, at=NOW - timedelta(days=3))


def another_base(store: Store, folder: Path) -> None:
    """The register goes to a second base under the same key, and comes back to the first, emptied of its sheet."""
    words = key_phrase.phrase(store, by=BY, at=NOW)
    forgetting.forget(store, only(store), by=BY, at=NOW)
    with closing(new_base(folder / "autre", another_key)) as other:
        key_phrase.restore_key(other, " ".join(words), by=BY, at=NOW)
        save_agency(other, AGENCY, by=BY, at=NOW)
        with store.read() as r:
            entries.export_register(r, folder / "registre.csv")
        assert import_list(other, ImportList(folder, folder / "registre.csv", BY, LATER)).added
        sold_again(other, BY_NUMBER, BY_EMAIL, BY_ADDRESS, TWIN)
        closed(other, folder)
    by_each_mark(store, folder)


def handed_on_in_a_list(store: Store, folder: Path) -> None:
    with closing(new_base(folder / "neuve")) as other:
        save_agency(other, AGENCY, by=BY, at=NOW)
        file = folder / "refus.csv"
        file.write_text("Nom;Téléphone;E-mail;Adresse;Code postal;Ville\nMoreau;O6 39 98 12 41 poste 2;"
                        "h.moreau@exemple.fr;14 rue des Mûriers;30700;Uzès\n", "utf-8")  # fmt: skip
        import_list(other, ImportList(folder, file, BY, NOW, supplier="Pige Ouest"))
        sold_again(other, BY_NUMBER, BY_EMAIL, BY_ADDRESS, TWIN)
        closed(other, folder)


def nearly_spelt(store: Store, folder: Path) -> None:
    forgetting.forget(store, only(store), by=BY, at=NOW)
    for rank, street in enumerate(("14 rue des Murier", "12-14 rue des Mûriers", "14 bis rue des Mûriers"), start=50):
        sold_again(store, BY_ADDRESS._replace(address=street, first_name="H.", line=rank, reference=f"S{rank}Z"))


WAYS: tuple[Callable[[Store, Path], None], ...] = (
    *(by_each_mark, erased, erased_with_its_property, undone_batch, joined, joined_then_parted, restored),
    *(restored_then_erased, captured, typed, same_supplier_again, named_by_nobody, clock_set_back, another_base),
    *(handed_on_in_a_list, nearly_spelt),
)


def closed(store: Store, folder: Path) -> None:
    """Nobody but the twin is written to, and nobody is called."""
    printed, callable_ = reached(store, folder / "lettres", LATER + HOUR)
    assert callable_ == []
    assert set(printed) - {"Moreau Luc"} == {"Besson Luc"}
    assert called(store, ("06 39 98 12 41", "0639987701", "O6 39 98 12 48")) == []


@table("way", some(WAYS, of=2))
def test_nothing_that_happens_to_a_base_opens_a_way(way: Callable[[Store, Path], None]) -> None:
    with TemporaryDirectory() as place:
        folder = Path(place)
        with closing(new_base(folder / "base")) as store:
            save_agency(store, AGENCY, by=BY, at=NOW)
            take_in(store, [ROW], BATCH, by=BY, now=NOW)
            backing_up.back_up(store, folder / "copies", by=BY, at=NOW)
            opposing.oppose_typed(store, "06 39 98 12 41", how="call", by=BY, at=NOW)
            way(store, folder)
            sold_again(store, TWIN)
            closed(store, folder)
