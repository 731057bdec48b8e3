"""Gathers what the check needs of each row as it is read, in plain values that can come from another process: its
cells, their problems, the whole draft for the first rows, which are shown; then what the import would do of each."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date

from core.actions.intake.heard_rows import HeardWords, heard_words
from core.base import phones
from core.base.i18n import _
from core.base.screen_shapes import day_month, phone_pairs
from core.model.batch import Report
from core.model.checking import Fixes, RowFate
from core.model.draft import WHO_REFUSES, Draft
from core.model.problem_codes import MAY_REFUSE
from core.refusals.grammar import quoted
from core.sources.hotlines import hotlines
from core.sources.tables import fixing, problems
from core.store import leads
from core.store.port import Reader
from core.words import problems as problem_words

Spotted = tuple[int, tuple[str, ...], list[tuple[str, int, str, str]], tuple[object, ...], tuple[HeardWords, ...]]
"""Line, cells, problems (see :class:`core.sources.tables.problems.Found`), fields of the draft or nothing, what it says
of refusals."""
See = Callable[[Spotted], object]
SHOWN = 300
_TAKEN = frozenset({"added", "merged", "opposed"})


def spotted(
    rows: Iterable[Draft], fields: Mapping[int, str], fixes: Fixes, today: date, *, see: See
) -> Iterator[Draft]:  # fmt: skip
    """Yield the rows unchanged; ``see`` is called with each row that is not blank before it is yielded."""
    find = problems.finder(fields, today=today, hotlines=hotlines())
    typed = fixing.typed_cells(fixes)
    remaining = SHOWN
    for draft in rows:
        if not draft.is_blank:
            cells = fixing.retyped(draft.cells, typed.get(draft.line, {}))
            found = [(problem.code, problem.column, problem.value, problem.proposal) for problem in find(cells)]
            found += _asked(draft, cells, fixes)
            words = tuple(heard_words(draft))
            whole = tuple(_bare(draft)) if remaining > 0 else ()
            remaining -= 1
            see((draft.line, draft.cells, found, whole, words))
        yield draft


def _asked(draft: Draft, cells: Sequence[str], fixes: Fixes) -> Iterator[tuple[str, int, str, str]]:
    """Yield what is asked of the words of a row, once each; which of its people refuses is asked on their sheets."""
    people = [one for one in (draft, *draft.others) if one.held or MAY_REFUSE in fixes.choices]
    doubts = {person.doubt: person.doubt_at for person in people if not person.everywhere}
    for words, at in doubts.items():
        if words and at != WHO_REFUSES:
            # The comment of a cell is not in it.
            is_written = 0 <= at < len(cells) and cells[at] and cells[at] in words
            yield MAY_REFUSE, at if is_written else -1, quoted(words), ""


def _bare(draft: Draft) -> Draft:
    """Return a draft in plain values, under the names of all its people but those who refuse."""
    draft = draft._replace(refusals=())
    if not draft.others:
        return draft
    people = [person for person in (draft, *draft.others) if not (person.heard or person.refuses)] or [draft]
    names = [person.name or f"{person.last_name} {person.first_name}".strip() for person in people]
    return draft._replace(name=" · ".join(filter(None, names)), others=())


class Fates:
    """Keeps the first rows as they are read, and what became of them. ``site``: the site of the whole file."""

    def __init__(self, site: str) -> None:
        self._site = site
        self._rows: dict[int, Draft] = {}
        self._ends: dict[int, tuple[str, int | None]] = {}
        self._first = 0
        self._bearers: dict[int, int] = {}

    def read(self, draft: Draft) -> None:
        """Keep a row, if it is one of the first."""
        if len(self._rows) < SHOWN:
            self._rows[draft.line] = draft

    def is_of_the_file(self, lead_id: int | None) -> bool:
        """Tell whether a lead was made by an earlier row of this file, which its id shows since ids grow with time."""
        return lead_id is not None and 0 < self._first <= lead_id

    def told(self, line: int, fate: str, lead_id: int | None) -> None:
        """Keep what became of a row."""
        if fate == "added" and lead_id is not None:
            self._first = self._first or lead_id
            if line in self._rows:
                self._bearers[lead_id] = line
        if line in self._rows:
            self._ends[line] = (fate, lead_id)

    def shown(self, r: Reader, report: Report) -> tuple[RowFate, ...]:
        """Return the first rows in the order of the file. ``r`` reads the base after the rows were taken."""
        reasons = {reject.line: reject.reason for reject in report.rejects}
        reasons |= {refusal.line: problem_words.heard(refusal) for refusal in report.heard}
        return tuple(self._fate(r, draft, reasons) for line, draft in self._rows.items() if line in self._ends)

    def _fate(self, r: Reader, draft: Draft, reasons: dict[int, str]) -> RowFate:
        fate, lead_id = self._ends[draft.line]
        if fate == "opposed":
            return RowFate(draft.line, fate, detail=reasons.get(draft.line, _("Au registre des oppositions")))
        if fate not in _TAKEN:
            return _shown(draft, "rejected", reasons.get(draft.line, ""))
        if fate == "merged" and lead_id is not None:
            return _shown(draft, fate, self._known(r, lead_id))
        return _shown(draft, fate, self._listing(draft))

    def _listing(self, draft: Draft) -> str:
        site = draft.site or self._site
        return (
            _("Annonce {reference}, {site}").format(reference=draft.reference, site=site) if draft.reference else site
        )

    def _known(self, r: Reader, lead_id: int) -> str:
        if line := self._bearers.get(lead_id):
            return _("Déjà dans ce fichier, ligne {line}").format(line=line)
        origin = leads.origins(r, lead_id)[0]
        since = day_month(date.fromisoformat(origin.obtained))
        source = origin.supplier or origin.site
        return _("Connue depuis le {day}, {source}").format(day=since, source=source) if source else since


def _shown(draft: Draft, fate: str, detail: str) -> RowFate:
    name = draft.name or f"{draft.last_name} {draft.first_name}".strip()
    read = next((found for raw in draft.phones if (found := phones.parse(raw))), None)
    # A text that is not a telephone is left out: shown beside « Ajoutée » it would look stored.
    written = "" if fate in _TAKEN else next(iter(draft.phones), "")
    phone = phone_pairs(read.e164) if read else written
    return RowFate(draft.line, fate, name, phone, draft.town, detail)
