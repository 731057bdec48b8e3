"""Judges a file as a whole before a row of it is written: what is odd in it is one question each, asked once, and what
is answered changes how its rows are read."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from core.base.i18n import _
from core.base.records import Struct, replace
from core.model.checking import Fixes
from core.model.draft import RefusalOfRow
from core.model.finding import AGENCY_NAME, HIDDEN_ROWS, LOOK, OPEN_QUOTE, REFUSING_COLUMN, FileFinding
from core.model.problem_codes import ALL_MAY_REFUSE, DATE_BOTH_WAYS
from core.sources.columns.agency_names import agency_names
from core.sources.columns.country_of_file import country_of_file
from core.sources.columns.day_order import day_order, ordered
from core.sources.columns.guessed import ColumnGuess
from core.sources.columns.headings import IGNORE
from core.sources.columns.refusing_columns import about, flag, refusing_columns
from core.sources.formats.painted_rows import column_of
from core.sources.tables.look_findings import ShownRows, said_by_looks
from core.sources.tables.table import SourceTable

Records = Callable[[], Iterable[tuple[int, Sequence[str]]]]
_SHOWN = 5
_DISTINCT = 5000
"""Texts of a column counted one by one; a column of more answers nothing."""


class FileJudgement(Struct, frozen=True):
    """How a file is read once its questions are settled: ``fields``, column from 0 to field; ``fixes``, with the choice
    of each question; ``findings``: what was asked; ``open``: the keys of those that nobody answered."""

    fields: Mapping[int, str]
    fixes: Fixes
    findings: tuple[FileFinding, ...] = ()
    open: tuple[str, ...] = ()

    def chosen(self, finding: FileFinding) -> str:
        """Return what was answered to a question, empty when nothing was."""
        return self.fixes.choices.get(finding.key, "")

    @property
    def answers(self) -> Mapping[str, str]:
        """The key of each question that somebody answered → its choice; what the file itself answers is not theirs."""
        return {
            finding.key: self.chosen(finding)
            for finding in self.findings
            if not finding.choice and self.chosen(finding)
        }


def suspected(guesses: Sequence[ColumnGuess], rows: Sequence[Sequence[str]]) -> tuple[FileFinding, ...]:
    """Return what the first rows of a file make odd in it."""
    finders = (country_of_file, agency_names, refusing_columns, day_order)
    return tuple(finding for find in finders for finding in find(guesses, rows))


def open_quotes(lines: Collection[int]) -> tuple[FileFinding, ...]:
    """Return what is told of the lines of a text where a quote was left open: they are read without their quotes."""
    values = tuple((f"{line}", 1) for line in sorted(lines)[:_SHOWN])
    return (FileFinding(OPEN_QUOTE, count=len(lines), values=values, choice="read"),) if lines else ()


def repeated_doubts(guesses: Sequence[ColumnGuess]) -> tuple[FileFinding, ...]:
    """Return the questions about words that only sound like a refusal and stand in every row of a column."""
    doubted = [guess for guess in guesses if guess.doubted]
    return tuple(
        FileFinding(ALL_MAY_REFUSE, about(guess), guess.header, guess.index, values=((guess.doubted, 0),))
        for guess in doubted
    )


def judge(
    table: SourceTable, fields: Mapping[int, str], fixes: Fixes, remembered: Mapping[str, str], records: Records
) -> FileJudgement:
    """Return how a file is read, its questions counted over all its ``records`` and settled by ``fixes``, by the file
    itself, else as ``remembered`` (key → choice). A question without an answer is read meanwhile as is most prudent."""
    waiting = [finding for finding in table.findings if _is_asked(finding, table.guesses, fields)]
    comments = defaultdict[int, list[RefusalOfRow]](list)
    for line, cell, text in table.shown.comments:
        comments[line].append(RefusalOfRow("", (column_of(cell),), text, _place(cell), loose=True))
    fixes = replace(fixes, comments=comments) if comments else fixes
    if not waiting:
        return FileJudgement(fields, fixes)
    findings = _counted(waiting, table.guesses, records())
    chosen = {finding.key: _choice(finding, fixes.choices, remembered) for finding in findings}
    columns = dict(fields)
    for finding in findings:
        _settle(finding, chosen[finding.key], table.guesses, columns)
    return FileJudgement(
        columns,
        _with_looks(replace(fixes, choices={**fixes.choices, **chosen}), table.shown, findings),
        findings,
        tuple(key for key, choice in chosen.items() if not choice),
    )


def _place(cell: str) -> str:
    return _("Commentaire de la case {cell}").format(cell=cell)


def _with_looks(fixes: Fixes, shown: ShownRows, findings: Sequence[FileFinding]) -> Fixes:
    """Return what was settled with the rows that it concerns, of what a workbook shows."""
    refusing = [finding for finding in findings if finding.code == LOOK and fixes.choices[finding.key] == "refuse"]
    looks = defaultdict[int, list[RefusalOfRow]](list)
    for finding in refusing:
        for line, look in said_by_looks(shown, finding).items():
            looks[line].append(look)
    hidden = frozenset(shown.hidden) if fixes.choices.get(HIDDEN_ROWS) == "leave" else frozenset()
    return replace(fixes, looks=looks, hidden=hidden) if looks or hidden else fixes


def _choice(finding: FileFinding, choices: Mapping[str, str], remembered: Mapping[str, str]) -> str:
    if finding.key in choices:
        return choices[finding.key]
    return choices.get(finding.code) or finding.choice or remembered.get(finding.key, "")


def _is_asked(finding: FileFinding, guesses: Sequence[ColumnGuess], fields: Mapping[int, str]) -> bool:
    """Tell whether a question still stands: whoever said by hand what its column is has answered it."""
    if finding.column < 0:
        return True
    return fields.get(finding.column, IGNORE) == guesses[finding.column].field


def _counted(
    asked: Sequence[FileFinding], guesses: Sequence[ColumnGuess], records: Iterable[tuple[int, Sequence[str]]]
) -> tuple[FileFinding, ...]:
    """Return the findings about a column with what all its rows hold."""
    columns = {finding.column: Counter[str]() for finding in asked if finding.column >= 0}
    if columns:
        for _line, row in records:
            for at, counts in columns.items():
                if at < len(row) and (cell := row[at].strip()) and (cell in counts or len(counts) < _DISTINCT):
                    counts[cell] += 1
    return tuple(_recounted(finding, guesses, columns) for finding in asked)


def _recounted(
    finding: FileFinding, guesses: Sequence[ColumnGuess], columns: Mapping[int, Counter[str]]
) -> FileFinding:  # fmt: skip
    counts = columns.get(finding.column)
    if counts is None:
        return finding
    if finding.code == REFUSING_COLUMN and (says := flag(guesses[finding.column])):
        cells = sorted(counts.items(), key=lambda item: (not says(item[0]), -item[1]))
        refusing = sum(count for cell, count in cells if says(cell))
        return replace(finding, count=refusing, values=tuple(cells[:_SHOWN]))
    if finding.code == DATE_BOTH_WAYS:
        return ordered(finding, counts)
    known_texts = [text for text, _count in finding.values]
    values = tuple((text, counts[text]) for text in known_texts if counts[text])
    return replace(finding, count=sum(count for _text, count in values) or counts.total(), values=values[:_SHOWN])


def _settle(
    finding: FileFinding, choice: str, guesses: Sequence[ColumnGuess], columns: dict[int, str]
) -> None:  # fmt: skip
    """Change what the columns are, as an answer makes it."""
    if finding.code == AGENCY_NAME and choice != "person":
        columns.pop(finding.column, None)
        if other := next((guess for guess in guesses if finding.instead and guess.header == finding.instead), None):
            columns[other.index] = "name"
    elif finding.code == REFUSING_COLUMN and choice == "keep":
        columns.pop(finding.column, None)
