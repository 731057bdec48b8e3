"""Telephones and e-mails written in other cells of a row than theirs: in a name, an address, a remark. One that the
register holds may be the person's own or a neighbour's, so that the row is held until somebody says."""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime

from core.actions.common import possible_refusals
from core.actions.common.marks import GUESS, KindHash, contact_marks, hashes_of
from core.actions.common.shared_values import remembered
from core.base.contact_candidates import BETWEEN, SIGNLESS, likely_ways, nearly_mails, nearly_phones, signless_mails
from core.base.contacts import Contacts
from core.base.i18n import _
from core.base.text import emails
from core.model.draft import Draft
from core.refusals.prefilter import QuietTexts
from core.store import doubts, leads, registers
from core.store.port import Reader, Writer

Strays = tuple[tuple[str, str], ...]
"""The (kind, key) of each."""

_QUIET = QuietTexts(20_000)
"""Cells of the last rows that hold neither."""
_SOMEBODY = re.compile(
    r"\b(?:mme|mlle|madame|m|mr|monsieur|sa|son|femme|mari|[ée]pou(?:se|x)|conjointe?|compagn(?:e|on)|fils|fille|fr[èe]re|s(?:œ|oe)ur"
    r"|m[èe]re|p[èe]re|co-?(?:propri[ée]taire|indivisaire|vendeu(?:r|se))|indivisaire|h[ée]riti[èe]re?)\b",
    re.I,
)
"""Who has the telephone of another cell, when it is not the first of the row."""
_FIGURES = re.compile(r"\+?\d{9}")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
"""What most files write, and is read whole."""
_LONGEST = 400
"""Letters of a cell of e-mails that are looked at in pieces."""
_MOST = 20
"""Of a row; a list of an agency's whole team is nobody's."""


def strays(draft: Draft, own: Contacts) -> Strays:
    """Return the telephones and e-mails that a row may hold beside its ``own``, and those that its own may mean where
    nobody can read them."""
    # What ends by a figure was read as a telephone, what has its sign as an e-mail, unless one is unread, or written as
    # the other: « 0639981241@sms.exemple.fr ».
    unread = own.unread if len(own.phones) < len(draft.phones) else ()
    read_cells = {
        *[cell for cell in draft.phones if cell[-1:].isdigit() and cell not in unread],
        *[cell for cell in draft.emails if "@" in cell and not _FIGURES.match(cell)],
    }
    cells = {*_cells(draft)} - read_cells - _QUIET
    joined = BETWEEN.join(cells)
    numbers, mails = likely_ways(joined)
    signless = contact_marks((), sorted(signless_mails(joined))) if SIGNLESS.search(joined) else ()
    if not (numbers or mails or signless):
        _QUIET.keep(cells)
    numbers.difference_update(own.phones)
    mails.difference_update(own.emails)
    found = (*contact_marks(sorted(numbers), sorted(mails)),) if numbers or mails else ()
    found = found if len(found) <= _MOST else ()
    meant = [(GUESS, key) for cell in unread for key in sorted(nearly_phones(cell))]
    return (*found, *meant, *signless, *_meant_mails(draft))


def refused_beside(draft: Draft, *, anywhere: bool) -> Strays:
    """Return the telephones and e-mails that a row which refuses holds for somebody who is not named, beside who that
    is (« sa sœur 06 39 98 00 01 »), or ``anywhere`` in it."""
    cells = [cell for cell in _cells(draft) if anywhere or _SOMEBODY.search(cell)]
    phones, mails = likely_ways(BETWEEN.join(cells)) if cells else (set(), set())
    marks = (*contact_marks(sorted(phones), sorted(mails)),)
    return marks if len(marks) <= _MOST else ()


def _meant_mails(draft: Draft) -> Iterable[tuple[str, str]]:
    """Yield the marks of the e-mails that those nobody can read may mean, or that were read in pieces."""
    for text in (*draft.emails, *(cell for cell in _cells(draft) if "@" in cell)):
        cell = text.strip()
        if not _EMAIL.fullmatch(cell) and len(cell) <= _LONGEST:
            yield from contact_marks((), sorted(nearly_mails(cell) - {*emails(cell)}))


def _cells(draft: Draft) -> Iterable[str]:
    return draft.cells or (
        draft.name, draft.last_name, draft.first_name, draft.address, draft.text, draft.title, draft.url,
    )  # fmt: skip


def _refused(r: Reader, hashes: Sequence[str]) -> set[str]:
    """Return which keyed hashes are in the register, or of somebody who may refuse: until that is answered, it holds
    whoever a refusal would hold."""
    bearers = leads.bearers(r, hashes)
    held_ids = {
        doubt.lead_id for doubt in doubts.doubts_of(r, sorted({number for ones in bearers.values() for number in ones}))
    }
    wanted = {text for text in hashes if doubts.of_hashes(r, [text])} if doubts.of_hashes(r, hashes) else set()
    return {
        *registers.opposed(r, hashes),
        *wanted,
        *(one for one, ones in bearers.items() if not held_ids.isdisjoint(ones)),
    }


def hold_strays(
    w: Writer, rows: Sequence[tuple[str, Strays, list[KindHash]]], *, supplier: int | None, way: str, by: str,
    at: datetime,
) -> None:  # fmt: skip
    """Hold whoever a row (name, strays, marks) was taken in for, when one of its strays is in the register."""
    if not rows:
        return
    shared = remembered(w)
    hashed = [[one for one in hashes_of(w.keyed_hash, found) if one[1] not in shared] for _name, found, _ in rows]
    known_texts = _refused(w, [one for several in hashed for _kind, one in several])
    beside = _("Numéro ou e-mail d’une personne opposée, dans une autre case")
    near = _("Numéro illisible, presque celui d’une personne opposée")
    for (name, _found, marks), several in zip(rows, hashed, strict=True):
        for kind, text in several:
            if text in known_texts:
                said = possible_refusals.text_hash(w.keyed_hash, f"{supplier}", f"{text} {name}")
                words = near if kind == GUESS else beside
                possible_refusals.hold(w, marks, text=said, words=words, way=way, by=by, at=at)
