"""Learns from a file as a whole, before its first row is written, which of its values several persons share: they tell
nobody apart (see :mod:`core.actions.common.shared_values`)."""

from collections.abc import Iterable, Mapping

from core.actions.common.marks import KindHash
from core.actions.common.shared_values import place_of
from core.base import text
from core.base.phones import parse
from core.model.draft import Draft
from core.rules.shared_values import Learner
from core.sources.columns.cell_values import numbers_of

_COLUMNS = (
    ("name", "last_name", "first_name"),
    ("phone",),
    ("email",),
    ("address",),
    ("postcode",),
    ("reference",),
    ("url",),
)


def learned_from_drafts(drafts: Iterable[Draft]) -> list[KindHash]:
    """Return the values that several persons of these drafts share, as (kind, key)."""
    learner = Learner()
    for draft in drafts:
        name = draft.name or f"{draft.last_name} {draft.first_name}".strip()
        place = place_of(draft.address, draft.postcode)
        learner.see(name, draft.phones, draft.emails, place=place, reference=draft.reference, url=draft.url)
    return _keys(learner)


def learned_from_cells(rows: Iterable[tuple[int, list[str]]], fields: Mapping[int, str]) -> list[KindHash]:
    """Do as :func:`learned_from_drafts` for the records of a long file, read once without making drafts of them.
    ``fields``: column from 0 → field."""
    at = {kind: [index for index, field in sorted(fields.items()) if field in kind] for kind in _COLUMNS}
    names, phones, emails, places, codes, references, urls = at.values()
    width = max(fields, default=0) + 1
    learner = Learner()
    for _line, row in rows:
        cells = row if len(row) >= width else [*row, *[""] * (width - len(row))]
        learner.see(
            " ".join([cells[index] for index in names]).strip(),
            [number for index in phones if cells[index] for number in numbers_of(cells[index])],
            [cells[index] for index in emails],
            place=place_of(cells[places[0]], cells[codes[0]] if codes else "") if places else "",
            reference=cells[references[0]].strip() if references else "",
            url=cells[urls[0]].strip() if urls else "",
        )
    return _keys(learner)


def _keys(learner: Learner) -> list[KindHash]:
    found: list[KindHash] = []
    for kind, raw in learner.shared():
        if kind == "phone":
            phone = parse(raw)
            found += [(kind, phone.key)] if phone else []
        elif kind == "email":
            found += [(kind, way) for email in text.emails(raw) for way in {text.mailbox(email), email}]
        else:
            found.append((kind, raw.casefold() if kind == "reference" else raw))
    return found
