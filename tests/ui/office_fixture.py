"""The office handed to a page under test: a real base in a temporary folder, a fixed clock, an invented agency."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QEvent, QSettings
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from core.actions.calling import consenting
from core.actions.common import agency, people
from core.actions.intake import import_rows
from core.base.moments import AGENCY_ZONE
from core.base.records import Struct, field
from core.model.batch import BatchFacts, Report, Source
from core.model.channel import Channel
from core.model.draft import Draft
from core.store import leads
from core.store.port import Store
from tests.answers import ANSWERS
from tests.bases import Fill, new_base
from ui.app import build
from ui.common.jobs import Jobs
from ui.common.office import Office
from ui.common.seat import Seat
from ui.look.theme import Theme
from ui.shell.window import Window
from ui.widgets.message_band import Act, BandMessage

ScreenT = TypeVar("ScreenT", bound=QWidget)
NOW = datetime(2026, 11, 24, 10, 42, tzinfo=AGENCY_ZONE)
BY = "Claire Vasseur"
IDENTITY = {
    "name": "Agence des Tilleuls", "legal_name": "Agence des Tilleuls", "legal_form": "SARL", "capital": "8000",
    "address": "4 place aux Herbes", "postcode": "30700", "town": "Uzès", "phone": "01 99 00 10 10",
    "email": "contact@agence-des-tilleuls.example", "siren": "123456782", "rcs_town": "Nîmes", "vat": "FR 00 123456782",
    "card_number": "CPI 3001 2026 000 000 001", "card_cci": "CCI du Gard", "holds_funds": "0",
    "card_cci_address": "12 rue de la République, 30000 Nîmes", "guarantor_name": "Garantie inventée",
    "guarantor_address": "1 rue des Essais, 75000 Paris", "insurer_name": "Assurance inventée",
    "insurer_address": "2 rue des Essais, 75000 Paris", "insurer_area": "France", "mediator_name": "Médiateur inventé",
    "mediator_address": "3 rue des Essais, 75000 Paris", "mediator_url": "https://mediateur.example",
    "privacy_contact": "vos-donnees@agence-des-tilleuls.example", "fee_place": "dans notre vitrine, 4 place aux Herbes",
    "signer_name": BY, "signer_role": "négociatrice",
}  # fmt: skip
AGENCY = IDENTITY | ANSWERS | {"objection_phone": "01 99 00 10 20"}
"""An agency that lacks nothing a letter must say; every value is invented."""


class Desk(Struct):
    """What a page did to the rest of the window: messages said, pages gone to; and a clock that tests may move."""

    now: datetime = NOW
    said: list[BandMessage] = field(default_factory=list)
    gone: list[tuple[str, int | None]] = field(default_factory=list)

    def say(self, kind: str, bold: str, sentence: str = "", *, act: Act | None = None) -> None:
        """Keep a message, as the band would show it."""
        self.said.append(BandMessage(kind, bold, sentence, act))

    def go(self, place: str, lead_id: int | None = None) -> None:
        """Keep where the page asked to go."""
        self.gone.append((place, lead_id))

    def wait(self, **length: float) -> None:
        """Move the clock: ``wait(minutes=11)``."""
        self.now += timedelta(**length)

    @property
    def last(self) -> BandMessage:
        """The message said last."""
        return self.said[-1]

    def act(self) -> None:
        """Press the button of the message said last."""
        assert self.last.act is not None
        self.last.act.run()


def started(folder: Path) -> Store:
    """Open an empty base whose agency is complete, the first start behind it."""
    return new_base(folder, begin)


def begin(store: Store) -> None:
    """Write an agency that is complete, the first start behind it."""
    agency.save_agency(store, AGENCY, by=BY, at=NOW)
    agency.save_settings(store, {"user": BY, "caller_number": AGENCY["phone"], "started": True}, by=BY, at=NOW)


@contextmanager
def shown(folder: Path, app: QApplication) -> Iterator[Window]:
    """Show the program's window on a base of its own, on the list of leads."""
    store = started(folder)
    window = build(app, store, clock=lambda: NOW)
    window.show()
    window.go_to("leads")
    try:
        yield window
    finally:
        window.close()
        store.close()


@pytest.fixture
def desk() -> Desk:
    """What the page under test did to the window."""
    return Desk()


@pytest.fixture
def office(tmp_path: Path, qapp: QApplication, theme: Theme, desk: Desk) -> Iterator[Office]:
    """An office on an empty base whose agency is complete."""
    yield from opened(tmp_path, qapp, theme, desk, fill=begin)


def opened(folder: Path, qapp: QApplication, theme: Theme, desk: Desk, *, fill: Fill) -> Iterator[Office]:
    """Open an office on a base that holds what ``fill`` wrote."""
    store = new_base(folder / "base", fill)
    seat = Seat(QSettings(str(folder / "poste.ini"), QSettings.Format.IniFormat))
    jobs = Jobs(qapp)
    yield Office(
        store=store, theme=theme, jobs=jobs, seat=seat, by=BY, say=desk.say, go=desk.go, clock=lambda: desk.now
    )
    jobs.stop()
    # Pages closed by pytest-qt wait for a loop that tests do not run; alive, each would slow down the next theme.
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    store.close()


def put_together(kind: Callable[[Office], ScreenT], office: Office, qtbot: QtBot) -> ScreenT:
    """Return a page of ``office``, dressed once it is whole: a third of the time."""
    with office.theme.undressed():
        made = kind(office)
    qtbot.addWidget(made)
    return made


def agree(store: Store, lead: int, folder: Path) -> None:
    """Record the agreement of a lead to be called, its proof in ``folder``."""
    proof = folder / "coupon.txt"
    proof.write_text("signé")
    with store.read() as r:
        who = people.of_lead(r, lead)
    consenting.record(
        store, who, channels=[Channel.CALL], collected=NOW - timedelta(days=3), wording="consent-1", proof=proof,
        by=BY, at=NOW, object_="l’estimation",
    )  # fmt: skip


Add = Callable[..., int]


@pytest.fixture
def add(office: Office) -> Add:
    """``add(name="Moreau Hélène", …) -> lead id``: a lead through the intake, as a row of a bought file."""
    line = 0

    def taken(**values: str | tuple[str, ...]) -> int:
        nonlocal line
        line += 1
        take(office, row(line, **values))
        with office.store.read() as r:
            return leads.search(r, sort="newest", descending=True, limit=1)[0]

    return taken


def row(line: int, **values: str | tuple[str, ...]) -> Draft:
    """Return a row of a bought file, complete enough for a letter; ``values`` replace its fields."""
    usual: dict[str, object] = {
        "line": line, "last_name": "Moreau", "first_name": "Hélène", "civility": "Madame",
        "phones": (f"06 39 98 {line // 100:02d} {line % 100:02d}",), "address": f"{line} rue des Mûriers",
        "postcode": "30700", "town": "Uzès", "kind": "maison", "price": "342 000 €", "area": "128", "rooms": "5",
        "site": "Toit Direct", "reference": f"4118{line:03d}", "seen": "2026-11-20",
    }  # fmt: skip
    if "name" in values:
        usual |= {"last_name": "", "first_name": ""}
    return Draft(**{**usual, **values, "cells": ("row",)})  # type: ignore[arg-type]


def take(office: Office, *drafts: Draft, supplier: str = "Pige Ouest", collected: str = "2026-11-21") -> Report:
    """Take rows in, as a bought file « pige.csv »."""
    batch = BatchFacts(Source.FILE, "pige.csv", collected, supplier=supplier)
    return import_rows.take_in(office.store, drafts, batch, by=BY, now=office.now())
