"""Piles of scans on a real base: each coupon goes to the lead of its letter and to nobody else."""

import random
from datetime import timedelta
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from core.actions.common.agency import save_agency
from core.actions.letters import noticing, posting
from core.actions.replies import recording
from core.actions.replies.piles import PileAsked, PileRow, answered, read_pile
from core.base.errors import Cancelled
from core.model.reply import Box, ReplyRead
from core.records.consent import Proof
from core.records.reply import Reply
from core.store.port import Store
from tests.core.actions.conftest import BY, NOW, add
from tests.core.notices.scanned import drawn, pile, scanned, sheet, strip
from tests.files.bases.make import AGENCY
from tests.lengths import length

LETTERS = 5
PILES = length(1, long=20)


def written(store: Store, out: Path) -> dict[str, int]:
    """Return the lead of each letter made, by its reference."""
    save_agency(store, AGENCY, by=BY, at=NOW)
    ids = [
        add(store, last_name=f"Nom{at}", phones=(), emails=(), reference=f"R{at}", address=f"{at + 1} rue des Mûriers")
        for at in range(LETTERS)
    ]
    made = noticing.make(store, ids, out, by=BY, at=NOW - timedelta(days=7)).made
    return {one.reference: one.lead for one in made}


def foreign(dice: random.Random) -> Image.Image:
    """Return a page with a code that is none of ours."""
    page = Image.new("L", (1240, 1754), 255)
    text = dice.choice(["https://exemple.fr/K7P-4MD", "WIFI:S:agence;;", "0123456789"])
    page.paste(
        Image.fromarray(zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode).to_image(scale=6)), (200, 200)
    )
    return page


def mixed(references: list[str], dice: random.Random) -> tuple[list[Image.Image], set[str]]:
    """Return the pages of a pile, and the references on it: fronts, backs, whole letters, two coupons a page, upside
    down, another agency's, a foreign code, a blank page."""
    order = dice.sample(references, len(references))
    other = drawn(dice)
    pages = [
        scanned([strip(order[0])], dice),
        scanned([strip(order[1]), strip(order[2], back=bool(dice.randrange(2)))], dice),
        sheet(order[3]).rotate(dice.choice([0, 180]) + dice.uniform(-3, 3), fillcolor=255),
        scanned([strip(order[4], back=True)], dice, turned=True),
        scanned([strip(order[4])], dice),
        scanned([strip(other)], dice),
        foreign(dice),
        Image.new("L", (1240, 1754), 255),
    ]
    dice.shuffle(pages)
    return pages, {*order, other}


def test_each_coupon_of_a_pile_goes_to_its_own_lead(store: Store, tmp_path: Path) -> None:
    leads = written(store, tmp_path / "lettres")
    dice = random.Random(20)
    given = 0
    for at in range(PILES):
        pages, on = mixed(list(leads), dice)
        file, folder = tmp_path / f"pile-{at}.pdf", tmp_path / f"pages-{at}"
        folder.mkdir()
        file.write_bytes(pile(pages))
        rows = read_pile(PileAsked((str(file),), str(folder)))
        assert {one.reference for one in rows} == {*on, ""}
        assert len(rows) == len(on) + 2
        for row in rows:
            if row.reference in leads:
                codes = zxingcpp.read_barcodes(Image.open(row.picture))
                assert {one.text for one in codes if one.text.endswith("/4")} == {f"{row.reference}/4"}
                scan = Proof(name=f"{row.reference}.jpg", content=Path(row.picture).read_bytes())
                said = ReplyRead(row.reference, frozenset({Box.FORM}), NOW.date(), scan=scan)
                assert recording.record(store, said, by=BY, at=NOW).lead_id == leads[row.reference]
                given += 1
    assert given == LETTERS * PILES
    with store.read() as r:
        for reference, lead_id in leads.items():
            letter = posting.letter_of(r, reference)
            assert {one.notice_id for one in r.of(Reply, lead_id=lead_id)} == {letter}
            known = answered(r, letter)
            assert (known.lead_id, known.reference, known.before, known.erased) == (
                lead_id,
                reference,
                ("form",),
                False,
            )


def test_a_file_that_cannot_be_read_stops_no_other_and_progress_is_told(tmp_path: Path) -> None:
    good, bad, folder = tmp_path / "good.pdf", tmp_path / "bad.pdf", tmp_path / "pages"
    folder.mkdir()
    good.write_bytes(pile([sheet("K7P-4MD"), sheet("H4S-2LM")]))
    bad.write_bytes(b"words")
    told: list[tuple[int, int]] = []
    asked = PileAsked((str(bad), str(good)), str(folder))
    rows = read_pile(asked, lambda done, total: told.append((done, total)))
    assert [(one.file, one.page, one.reference) for one in rows] == [
        ("bad.pdf", 0, ""), ("good.pdf", 1, "K7P-4MD"), ("good.pdf", 2, "H4S-2LM"),
    ]  # fmt: skip
    assert isinstance(rows[0], PileRow)
    assert "ni un PDF ni une image" in rows[0].problem
    assert told[0] == (0, 2)
    assert told[-1] == (3, 3)
    assert [done for done, _ in told] == sorted(done for done, _ in told)

    def stop(done: int, _total: int) -> None:
        if done:
            raise Cancelled

    with pytest.raises(Cancelled):
        read_pile(asked, stop)
