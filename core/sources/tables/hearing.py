"""A refusal is heard wherever it stands in a row: every cell is listened to as the file wrote it, its letters put right
and before anything else is repaired, so that no repair may drop it (law file, OBJ-01).

The words of the refusal are taken out of their cell: the telephone, the name or the address beside them is then read
as that of any other row, and the register knows the person by it.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from core.base.mojibake import mended
from core.model.checking import Fixes
from core.model.draft import Draft, RefusalOfRow
from core.model.finding import REFUSING_COLUMN, FileFinding
from core.model.problem_codes import ALL_MAY_REFUSE, MAY_REFUSE, NO_REFUSAL, REFUSAL
from core.refusals.detection import OptOut, PossibleOptOut, heard
from core.refusals.grammar import quoted
from core.refusals.prefilter import QuietTexts, overheard
from core.refusals.private_matter import tells_private
from core.sources.columns.asked_answers import asked_columns, with_heading
from core.sources.columns.channel_opt_outs import WAYS, is_answer
from core.sources.columns.guessed import ColumnGuess
from core.sources.columns.headings import FACTS, LINE, REASON
from core.sources.columns.mentions import shown
from core.sources.columns.refusals import declines, refuses
from core.sources.columns.refusing_columns import about
from core.sources.tables.fixing import typed_cells
from core.sources.tables.mapping import Cells, ToDraft

_QUIET = QuietTexts(20_000)
"""Cells of the last rows that refuse nothing."""
_ADDRESS = re.compile(r"\S*\w\w@\S+|\S@\S+\.\S+|\b(?:https?://|www\.)\S+", re.IGNORECASE)
"""Of an e-mail or of a page: it is made of words that nobody says."""
_KEEP = "keep"
_ASKED_FIRST = (REFUSAL, "", _KEEP)
_AROUND = r"[\s(\[«\"'/|,;:–—-]*"
_KIND = r"(?:[\s,!.]*\b(?:svp|stp|merci|s[’' ]il vous pla[iî]t)\b)*"
_REST = r"[\s)\]»\"'/|,;:!.–—-]*"


class HeardAnswers:
    """What somebody said of words that were heard: of one row, else of the words wherever they stand, now or
    (``answered``) of a former file."""

    def __init__(self, fixes: Fixes, answered: Callable[[str], str] = lambda _words: "") -> None:
        self._of_rows, self._of_words, self._answered = fixes.of_rows, fixes.of_words, answered
        self._of_doubts = fixes.choices.get(MAY_REFUSE, "")

    def denies(self, line: int, words: str) -> bool:
        """Tell whether words heard at a line refuse nothing."""
        answer = self._of_rows.get((line, words)) or self._of_words.get(words) or self._answered(words)
        return answer in (NO_REFUSAL, _KEEP)

    def parted(self, line: int, found: Mapping[int, str]) -> tuple[dict[int, str], dict[int, str]]:
        """Return column → words, of what refuses at a line and of what is denied."""
        denied = {index: words for index, words in found.items() if self.denies(line, words)}
        return {index: words for index, words in found.items() if index not in denied}, denied

    def listened(
        self, line: int, own: dict[int, str]
    ) -> tuple[dict[int, str], dict[int, str], bool, list[tuple[int, str]]]:
        """Return what :func:`listened` does, once what is denied is taken out of the cells ``own``, and what that is,
        (column, words)."""
        refusing, doubts, private = listened(own)
        unsaid: list[tuple[int, str]] = []
        while refusing and (denied := self.parted(line, refusing)[1]):
            for index, words in denied.items():
                rest = _without(own[index], words)
                own[index] = rest if rest != mended(own[index]).strip() else ""
            unsaid += denied.items()
            refusing, doubts, _private = listened(own)
        return refusing, doubts, private, unsaid

    def of_doubt(self, line: int, cell: str) -> tuple[str, bool]:
        """Return the answer to a cell that only sounds like a refusal, « refuse », « keep » or nothing, and whether it
        is of this row alone."""
        words = quoted(cell)
        alone = self._of_rows.get((line, words), "")
        answer = alone or self._of_words.get(words) or self._of_doubts
        return _KEEP if answer == NO_REFUSAL else answer, bool(alone)


def detect_refusals(
    to_draft: ToDraft, fields: Mapping[int, str], headers: Sequence[str], fixes: Fixes,
    guesses: Sequence[ColumnGuess], answered: HeardAnswers,
) -> ToDraft:  # fmt: skip
    """Return ``to_draft`` that says, with ``heard`` and ``heard_in``, what a row refuses and under which heading, and
    with ``doubt`` what only sounds like a refusal, which the user may settle. What
    the user typed instead of a cell is listened to as well; the cell it replaces still counts, but for a doubt.
    ``guesses``: of the columns, with what they say of the whole file. What is denied is taken out of its cell, and the
    rest of the row is listened to again."""
    typed = typed_cells(fixes)
    flags = _flags(fields)
    mentions = {guess.index: guess.mention for guess in guesses if guess.mention}
    asking = _Asking(fields, headers, [guess for guess in guesses if guess.doubted], fixes, answered)
    # What the program says of a row that it rejected is nobody's words.
    ours = (0, 1) if tuple(headers[:2]) == (LINE, REASON) else ()
    ways = [index for index, field in fields.items() if field in WAYS]
    by_heading = _ShortAnswers(fields, headers, _settled(REFUSING_COLUMN, guesses, fixes), answered)
    is_whole = not (ours or mentions or ways)

    def hearing(line: int, written: Cells) -> Draft:
        own = dict(enumerate(written))
        for index in () if is_whole else {*ours, *_unspoken(own, mentions, ways)}:
            own.pop(index, None)
        found, doubts, private, unsaid = answered.listened(line, own)
        cells = tuple(own.get(index, cell) for index, cell in enumerate(written)) if unsaid else written
        if by_heading.columns and not found:
            found, doubts = by_heading.heard(line, own, doubts)
        draft = to_draft(line, silenced(cells, found) if found else cells)
        draft = draft._replace(private=1) if private else draft
        draft = draft._replace(unsaid=tuple(unsaid), cells=written) if unsaid else draft
        if line in typed:
            typed_found, typed_doubts, _private, _unsaid = answered.listened(line, dict(typed[line]))
            found = {**typed_found, **found}
            doubts = typed_doubts | {index: words for index, words in doubts.items() if index not in typed[line]}
        if not found and draft.refuses:
            draft, found = _flagged(draft, line, cells, flags, answered)
        if not found and doubts:
            draft, found = asking.asked(draft._replace(line=line), doubts)
        if not found:
            return draft
        texts = {**dict(enumerate(written)), **typed.get(line, {})}
        ticks = {at: cells[at] for at, says in flags if at < len(cells) and at not in found and says(cells[at])}
        refusals = [
            RefusalOfRow(words, (at,), texts.get(at, ""), headers[at] if at < len(headers) else "", at not in found)
            for at, words in (*found.items(), *answered.parted(line, ticks)[0].items())
        ]
        too = tuple((refusal.words, refusal.place) for refusal in refusals[1 : len(found)])
        return draft._replace(cells=written, heard=refusals[0].words, heard_in=refusals[0].place, heard_too=too,
                              refusals=tuple(refusals))  # fmt: skip

    return hearing


class _ShortAnswers:
    """What short answers say by their heading (« RGPD : non »). ``settled``: column → what was answered of it whole."""

    def __init__(
        self, fields: Mapping[int, str], headers: Sequence[str], settled: Mapping[int, str], answered: HeardAnswers
    ) -> None:
        self._headers, self._settled, self._answered = headers, settled, answered
        self.columns = {at: says for at, says in asked_columns(fields, headers).items() if settled.get(at) != _KEEP}

    def heard(
        self, line: int, own: Mapping[int, str], doubts: Mapping[int, str]
    ) -> tuple[dict[int, str], dict[int, str]]:
        """Return what refuses in the cells of a row, column → words, and what may."""
        refusing = [at for at, says in self.columns.items() if own.get(at) and says(own[at])]
        # Nothing is written while a question has no answer: it is shown as the most prudent one.
        sure = {at: own[at] for at in refusing if self._settled.get(at) in (REFUSAL, "")}
        refusals, denied = self._answered.parted(line, sure)
        unsure = {at: with_heading(self._headers[at], own[at]) for at in refusing if at not in denied}
        return refusals, {} if refusals else unsure | dict(doubts)


def hear_looks(to_draft: ToDraft, fixes: Fixes, answered: HeardAnswers) -> ToDraft:
    """Return ``to_draft`` that says too what the colour of a row refuses, and the comments of its cells, but for what
    is denied."""
    if not (fixes.looks or fixes.comments):
        return to_draft

    def looked_at(line: int, cells: Cells) -> Draft:
        draft = to_draft(line, cells)
        if not any(cells):
            return draft
        for look in fixes.looks.get(line, ()):
            if answered.denies(line, look.words):
                draft = draft._replace(unsaid=(*draft.unsaid, (-1, look.words)))
            else:
                draft = also_refused(draft, look)
        for comment in fixes.comments.get(line, ()):
            draft = _commented(draft, comment, answered)
        return draft

    return looked_at


def also_refused(draft: Draft, refusal: RefusalOfRow) -> Draft:
    """Return a draft with one more refusal, which it is told by where it had none."""
    if not draft.heard:
        draft = draft._replace(heard=refusal.words, heard_in=refusal.place)
    return draft._replace(refusals=(*draft.refusals, refusal))


def _commented(draft: Draft, comment: RefusalOfRow, answered: HeardAnswers) -> Draft:
    """Return a draft with what the comment of one of its cells refuses, or may."""
    text = comment.text
    refusal = heard(text)
    while isinstance(refusal, OptOut) and answered.denies(draft.line, refusal.words):
        draft = draft._replace(unsaid=(*draft.unsaid, (-1, refusal.words)))
        rest = _without(text, refusal.words)
        text = rest if rest != mended(text).strip() else ""
        refusal = heard(text)
    if isinstance(refusal, OptOut):
        return also_refused(draft, comment._replace(words=refusal.words))
    if refusal is None or draft.doubt or draft.heard:
        return draft
    answer, alone = answered.of_doubt(draft.line, text)
    if answer == REFUSAL:
        return also_refused(draft, comment._replace(words=quoted(text)))
    return _answered(
        draft._replace(doubt=text, doubt_at=comment.columns[0], held=not answer), answer, alone=alone
    )  # fmt: skip


class _Asking:
    """What is asked of the words that only sound like a refusal: of each row for its own, once for those that a column
    says in every row."""

    def __init__(
        self, fields: Mapping[int, str], headers: Sequence[str], doubted: Sequence[ColumnGuess], fixes: Fixes,
        answered: HeardAnswers,
    ) -> None:  # fmt: skip
        self._facts = frozenset(index for index, field in fields.items() if field in FACTS)
        self._headers, self._doubted = headers, {guess.index: guess.doubted for guess in doubted}
        self._answered, self._answers_of_all = answered, _settled(ALL_MAY_REFUSE, doubted, fixes)

    def asked(self, draft: Draft, doubts: Mapping[int, str]) -> tuple[Draft, dict[int, str]]:
        """Return a draft with what is asked of it, and what an answer makes a refusal: column to words."""
        own_ids = [index for index in doubts if index not in self._facts]
        everywhere = {index for index in own_ids if shown(doubts[index]) == self._doubted.get(index)}
        answers = {
            index: (self._answers_of_all.get(index, ""), False)
            if index in everywhere
            else self._answered.of_doubt(draft.line, doubts[index])
            for index in own_ids
        }
        # Its own words before those of the file; what waits for an answer before what was answered.
        own_ids.sort(key=lambda index: (_ASKED_FIRST.index(answers[index][0]), index in everywhere))
        if not own_ids:
            return draft, {}
        at = own_ids[0]
        heading = self._headers[at] if at in everywhere else ""
        answer, alone = answers[at]
        doubted = draft._replace(doubt=doubts[at], doubt_at=at, held=not answer, everywhere=heading)
        return _answered(doubted, answer, alone=alone), {at: quoted(doubts[at])} if answer == REFUSAL else {}


def _answered(draft: Draft, answer: str, *, alone: bool) -> Draft:
    """Return a draft whose doubt has its answer: of this row alone, nothing is remembered of it."""
    if answer == _KEEP:
        draft = draft._replace(unsaid=(*draft.unsaid, (draft.doubt_at, quoted(draft.doubt))))
    return draft._replace(doubt="") if alone else draft


def _settled(code: str, guesses: Sequence[ColumnGuess], fixes: Fixes) -> dict[int, str]:
    """Return column → what was answered of it, of those that a question of ``code`` is about."""
    keys = {guess.index: FileFinding(code, about(guess)).key for guess in guesses}
    return {index: fixes.choices[key] for index, key in keys.items() if key in fixes.choices}


def _flags(fields: Mapping[int, str]) -> list[tuple[int, Callable[[str], bool]]]:
    """Return each column of answers, with what tells that a cell of it refuses."""
    says = {"refuses": refuses, "accepts": declines}
    return [(index, says[field]) for index, field in fields.items() if field in says]


def _flagged(
    draft: Draft, line: int, cells: Cells, flags: Sequence[tuple[int, Callable[[str], bool]]], answered: HeardAnswers
) -> tuple[Draft, dict[int, str]]:
    """Return a draft that a column of answers makes refuse, and which cells do, column to words; one of which this is
    denied refuses nothing."""
    refusing = {index: cells[index] for index, says in flags if index < len(cells) and says(cells[index])}
    refusals, denied = answered.parted(line, refusing)
    if denied and not refusals:
        draft = draft._replace(refuses=False, unsaid=(*draft.unsaid, *denied.items()))
    return draft, refusals


def _unspoken(cells: Mapping[int, str], mentions: Mapping[int, str], ways: Sequence[int]) -> Iterator[int]:
    """Yield the columns of a row where nobody refuses whole: words said of the whole file, « désabonné » in a
    column about e-mails."""
    for index, words in mentions.items():
        if " ".join(cells.get(index, "").split()) == words:
            yield index
    for index in ways:
        if index in cells and is_answer(cells[index]):
            yield index


def said(cells: Mapping[int, str]) -> dict[int, str]:
    """Return column from 0 to the words that refuse, of each of the ``cells`` that does."""
    return listened(cells)[0]


def listened(cells: Mapping[int, str]) -> tuple[dict[int, str], dict[int, str], bool]:
    """Return what :func:`said` does; column to cell of those that only sound like a refusal, when none refuses; whether
    any cell speaks of a private matter."""
    fresh = {*cells.values()} - _QUIET
    stems, matters = overheard(" \n ".join(fresh))
    if not stems and not matters:
        _QUIET.keep(fresh)
        return {}, {}, False
    unheard = {index: cell for index, cell in cells.items() if cell in fresh}
    may = [index for index, cell in unheard.items() if _holds(cell, stems)] if stems else []
    told = {index: heard(_right(unheard[index])) for index in may}
    found = {index: refusal.words for index, refusal in told.items() if isinstance(refusal, OptOut)}
    unsure = {at: unheard[at] for at, what in told.items() if isinstance(what, PossibleOptOut)}
    doubts = {} if found else unsure
    private = [index for index in unheard if _holds(unheard[index], matters)] if matters else []
    private = [index for index in private if tells_private(mended(unheard[index]))]
    loud = {*found, *unsure, *private}
    _QUIET.keep(cell for index, cell in unheard.items() if index not in loud)
    return found, doubts, bool(private)


def _holds(cell: str, stems: Sequence[str]) -> bool:
    lowered = f" {cell.lower()} "
    return any(stem in lowered for stem in stems)


def _right(cell: str) -> str:
    right = mended(cell)
    return _ADDRESS.sub(" ", right) if "@" in right or "/" in right or "www" in right else right


def silenced(cells: Cells, found: Mapping[int, str]) -> Cells:
    """Return the cells without the words of their refusals, and what joined these to the rest; ``found``:
    column to words."""
    return tuple(_without(cell, found[index]) if index in found else cell for index, cell in enumerate(cells))


def _without(cell: str, words: str) -> str:
    written = r"\s+".join(map(re.escape, words.rstrip("…").split()))
    return re.sub(f"{_AROUND}{written}{_KIND}{_REST}", " ", mended(cell)).strip()
