"""Telephones and e-mails written in other cells of a row than theirs: in a name, an address, a remark. One that the
register holds may be the person's own or a neighbour's, so that the row is held until somebody says."""

import re
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from core.actions.common import doubting
from core.actions.common.marks import Mark, contact_marks, hashes_of
from core.actions.common.shared_values import NONE, remembered
from core.base import text
from core.base.i18n import _
from core.base.phones import numbers
from core.model.draft import Draft
from core.store import registers
from core.store.port import Writer

Strays = tuple[tuple[str, str], ...]
"""The (kind, key) of each."""

_FIGURES = (re.compile(r"0[1-9](?:[^\w@]{0,3}\d){8}(?!\d)"), re.compile(r"33(?:[^\w@]{0,3}\d){9,10}(?!\d)"))
"""Each begins by figures that are quickly found."""
_PLAIN = re.compile(r"\D")
_NINE = 9
"""Figures that two spellings of a French telephone share."""
_MOST = 20
"""Of a row; a list of an agency's whole team is nobody's."""


def strays(draft: Draft, phones: Collection[str], emails: Collection[str]) -> Strays:
    """Return the telephones and e-mails of a row beside its own, which are given by their keys."""
    own = {*draft.phones, *draft.emails}
    cells = " x ".join([one for one in _cells(draft) if one not in own])
    seen = {_PLAIN.sub("", one[0])[-_NINE:]: one[0] for figures in _FIGURES for one in figures.finditer(cells)}
    other = [one for nine, one in seen.items() if f"0{nine}" not in phones]
    keys = {phone.key for one in other for phone in numbers(one)} - {*phones}
    mails = {*text.emails(cells)} - {*emails} if "@" in cells else set[str]()
    found = (*contact_marks(sorted(keys), sorted(mails)),) if keys or mails else ()
    return found if len(found) <= _MOST else ()


def _cells(draft: Draft) -> Iterable[str]:
    return draft.cells or (
        draft.name, draft.last_name, draft.first_name, draft.address, draft.text, draft.title, draft.url,
    )  # fmt: skip


def hold_strays(
    w: Writer, rows: Sequence[tuple[str, Strays, list[Mark]]], *, supplier: int | None, way: str, by: str, at: datetime
) -> None:  # fmt: skip
    """Hold whoever a row (name, strays, marks) was taken in for, when one of its strays is in the register."""
    shared = remembered(w) if rows else NONE
    for name, found, marks in rows:
        hashes = [hashed for _kind, hashed in hashes_of(w.keyed_hash, found) if hashed not in shared]
        known = registers.opposed(w, hashes)
        for hashed in hashes:
            if hashed in known:
                words = _("Numéro ou e-mail d’une personne opposée, dans une autre case")
                said = doubting.text_hash(w.keyed_hash, f"{supplier}", f"{hashed} {name}")
                doubting.hold(w, marks, text=said, words=words, way=way, by=by, at=at)
