"""Takes in a log of calls kept elsewhere, a telephone's or a notebook's: each call is written as it was, judged under
the law of its day with what was known then, and a refusal said in it is kept (rules TEL-26-15 and OBJ-01)."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

from core.actions.calling import calling
from core.actions.calling.calling import Logged
from core.actions.common.people import Who, find_every, zone
from core.actions.register import opposing
from core.base import text
from core.base.errors import UserError
from core.base.i18n import _
from core.base.moments import kept
from core.base.progress import Progress, silent
from core.base.records import Struct, field, replace
from core.model.batch import RejectedRow
from core.model.opposing import CallOutcome
from core.model.past_log import LogTaken, PastBreach
from core.refusals.detection import OptOut, heard
from core.sources.tables.reading import open_table, records
from core.sources.tables.table import SourceTable
from core.store import calls
from core.store.port import Store, Writer
from core.words.errors import error, user_text

CHUNK = 50
"""Calls written by one transaction."""
_WORDS: Mapping[str, frozenset[str]] = {
    "phone": frozenset({"numero", "telephone", "tel", "appele", "numero appele", "destinataire", "phone", "number"}),
    "day": frozenset({"date", "jour", "quand", "moment", "date et heure", "date heure", "date de l appel", "when"}),
    "hour": frozenset({"heure", "heure de l appel", "hour", "time"}),
    "outcome": frozenset({"issue", "resultat", "statut", "suite", "outcome", "result", "status"}),
    "direction": frozenset({"sens", "direction", "type", "type d appel"}),
    "note": frozenset({"note", "notes", "commentaire", "commentaires", "remarque", "remarques", "comment"}),
}
"""Field of a log → the headings it is known by."""
_IN = frozenset({"in", "entrant", "entrante", "recu", "recue", "incoming", "reception"})


class LogFile(Struct, frozen=True):
    """A log to read. ``columns``: heading → field of the log; ``outcomes``: word of the log → outcome; ``bloctel``:
    days on which the file was compared with Bloctel, with a proof (law before 11 August 2026)."""

    file: Path
    by: str
    now: datetime
    columns: Mapping[str, str] = field(default_factory=dict)
    outcomes: Mapping[str, str] = field(default_factory=dict)
    bloctel: tuple[date, ...] = ()


class _LogLine(Struct, frozen=True):
    line: int
    who: Who
    at: datetime
    direction: str
    outcome: str
    note: str


def take_log(store: Store, asked: LogFile, progress: Progress = silent) -> LogTaken:
    """Write the calls of a log, oldest first, and return what was done; one already written is not written again.

    Raises UserError: FILE_*, UNKNOWN_COLUMN, FIELD_VALUE, LOG_COLUMNS when no column gives the number or the day.
    """
    table = open_table(asked.file)
    at = _columns(table, asked.columns)
    words = _words(asked.outcomes)
    rejects: list[RejectedRow] = []
    lines: list[_LogLine] = []
    for line, cells in records(table):
        row = {name: cells[index].strip() if index < len(cells) else "" for name, index in at.items()}
        found = _read(store, line, row, words, asked.now) if any(row.values()) else None
        if isinstance(found, RejectedRow):
            rejects.append(_still_heard(store, row, words, found, asked))
        elif found is not None:
            lines.append(found)
    lines.sort(key=lambda one: (one.at, one.line))
    added: list[tuple[_LogLine, Logged]] = []
    for start in range(0, len(lines), CHUNK):
        with store.write("call log", by=asked.by, at=asked.now) as w:
            added += _write(w, lines[start : start + CHUNK], asked)
        progress(min(start + CHUNK, len(lines)), len(lines))
    breaches = tuple(PastBreach(one.line, one.at, logged.call, logged.breach) for one, logged in added if logged.breach)
    return LogTaken(len(added), len(lines) - len(added), len(rejects), breaches, tuple(rejects))


def _columns(table: SourceTable, told: Mapping[str, str]) -> dict[str, int]:
    """Return field → column. Raises UserError UNKNOWN_COLUMN, FIELD_VALUE, LOG_COLUMNS."""
    headings = [text.fold(header) for header in table.headers]
    found: dict[str, int] = {}
    for name, words in _WORDS.items():
        at = next((index for index, heading in enumerate(headings) if heading in words), None)
        if at is not None:
            found[name] = at
    for heading, name in told.items():
        if name not in _WORDS:
            raise error("FIELD_VALUE", field=heading, value=name)
        if text.fold(heading) not in headings:
            raise error("UNKNOWN_COLUMN", said=heading, choices=", ".join(table.headers))
        found[name] = headings.index(text.fold(heading))
    if not {"phone", "day"} <= found.keys():
        raise error("LOG_COLUMNS", file=table.name)
    return found


def _words(told: Mapping[str, str]) -> dict[str, str]:
    """Return folded word → outcome. Raises UserError FIELD_VALUE."""
    outcomes: dict[str, str] = {text.fold(outcome.word): outcome for outcome in CallOutcome}
    outcomes |= {outcome.replace("_", " "): outcome for outcome in CallOutcome}
    outcomes |= {word: outcome for outcome in CallOutcome for word in outcome.logged_as.split("|")}
    for word, outcome in told.items():
        if CallOutcome.known(outcome) is None:
            raise error("FIELD_VALUE", field=word, value=outcome)
        outcomes[text.fold(word)] = outcome
    return outcomes


def _read(
    store: Store, line: int, row: Mapping[str, str], words: Mapping[str, str], now: datetime
) -> _LogLine | RejectedRow:
    """Return the call of a row, or why it cannot be taken."""
    with store.read() as r:
        several = find_every(r, row["phone"])
        if len(several) != 1:
            return RejectedRow(line, "LOG_NUMBER", user_text("LOG_NUMBER", value=row["phone"][:40]))
        who = several[0]
        moment = text.parse_moment(f"{row['day']} {row.get('hour', '')}".strip())
        at = moment.replace(tzinfo=zone(r, who)) if moment is not None and moment.tzinfo is None else moment
    if at is None or at > now:
        return RejectedRow(
            line, "LOG_MOMENT", user_text("LOG_MOMENT", value=f"{row['day']} {row.get('hour', '')}"[:40])
        )
    said, note = row.get("outcome", ""), row.get("note", "")
    outcome = _outcome(row, words)
    if outcome is None:
        return RejectedRow(line, "LOG_OUTCOME", user_text("LOG_OUTCOME", value=said[:40]))
    direction = "in" if set(text.fold(row.get("direction", "")).split()) & _IN else "out"
    return _LogLine(line, who, at, direction, outcome, note)


def _outcome(row: Mapping[str, str], words: Mapping[str, str]) -> str | None:
    """Return the outcome a row tells; a refusal written in it comes first."""
    said = row.get("outcome", "")
    refusal = heard(f"{said}\n{row.get('note', '')}")
    by_rule = isinstance(refusal, OptOut) and refusal.by_rule
    return CallOutcome.OPPOSED if by_rule else words.get(text.fold(said))


def _still_heard(
    store: Store, row: Mapping[str, str], words: Mapping[str, str], reject: RejectedRow, asked: LogFile
) -> RejectedRow:  # fmt: skip
    """Record the refusal said in a row that cannot be taken as a call, and say so; without a number nothing is."""
    if _outcome(row, words) != CallOutcome.OPPOSED:
        return reject
    try:
        opposing.oppose_typed(
            store, row["phone"], how="call", by=asked.by, at=asked.now, note=row.get("note") or row.get("outcome", "")
        )
    except UserError:
        return reject
    return replace(reject, reason=f"{reject.reason} {_('Le refus écrit dans cette ligne est enregistré.')}")


def _write(w: Writer, lines: Sequence[_LogLine], asked: LogFile) -> list[tuple[_LogLine, Logged]]:
    done = []
    for line in lines:
        if calls.is_written(w, line.who.hash, kept(line.at), line.direction):
            continue
        logged = calling.record_past(
            w, line.who, direction=line.direction, outcome=line.outcome, note=line.note, by=asked.by, at=line.at,
            now=asked.now, bloctel=asked.bloctel,
        )  # fmt: skip
        done.append((line, logged))
    return done
