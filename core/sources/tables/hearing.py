"""A refusal is heard wherever it stands in a row: every cell is listened to as the file wrote it, its letters put right
and before anything else is repaired, so that no repair may drop it (law file, OBJ-01).

The words of the refusal are taken out of their cell: the telephone, the name or the address beside them is then read
as that of any other row, and the register knows the person by it.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from core.base.mojibake import mended
from core.model.checking import Fixes
from core.model.draft import Draft, HeardRefusal
from core.model.finding import REFUSING_COLUMN, FileFinding
from core.model.problem_codes import ALL_MAY_REFUSE, MAY_REFUSE
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
_ASKED_FIRST = ("refuse", "", "keep")
_AROUND = r"[\s(\[«\"'/|,;:–—-]*"
_KIND = r"(?:[\s,!.]*\b(?:svp|stp|merci|s[’' ]il vous pla[iî]t)\b)*"
_REST = r"[\s)\]»\"'/|,;:!.–—-]*"


def detect_refusals(
    to_draft: ToDraft, fields: Mapping[int, str], headers: Sequence[str], fixes: Fixes, guesses: Sequence[ColumnGuess]
) -> ToDraft:
    """Return ``to_draft`` that says, with ``heard`` and ``heard_in``, what a row refuses and under which heading, and
    with ``doubt`` what only sounds like a refusal, which the user may settle. What
    the user typed instead of a cell is listened to as well; the cell it replaces still counts, but for a doubt.
    ``guesses``: of the columns, with what they say of the whole file."""
    typed = typed_cells(fixes)
    flags = _flags(fields)
    mentions = {guess.index: guess.mention for guess in guesses if guess.mention}
    asking = _Asking(fields, headers, [guess for guess in guesses if guess.doubted], fixes)
    # What the program says of a row that it rejected is nobody's words.
    ours = (0, 1) if tuple(headers[:2]) == (LINE, REASON) else ()
    ways = [index for index, field in fields.items() if field in WAYS]
    settled = _settled(REFUSING_COLUMN, guesses, fixes)
    answers = {at: says for at, says in asked_columns(fields, headers).items() if settled.get(at) != "keep"}
    is_whole = not (ours or mentions or ways)

    def hearing(line: int, cells: Cells) -> Draft:
        own = dict(enumerate(cells))
        for index in () if is_whole else {*ours, *_unspoken(own, mentions, ways)}:
            own.pop(index, None)
        found, doubts, private = listened(own)
        if answers and not found:
            refusing = [at for at, says in answers.items() if own.get(at) and says(own[at])]
            # Nothing is written while a question has no answer: it is shown as the most prudent one.
            found.update({at: own[at] for at in refusing if settled.get(at) in ("refuse", "")})
            doubts = {} if found else {at: with_heading(headers[at], own[at]) for at in refusing} | doubts
        draft = to_draft(line, silenced(cells, found) if found else cells)
        draft = draft._replace(private=1) if private else draft
        if line in typed:
            typed_found, typed_doubts, _private = listened(typed[line])
            found = {**typed_found, **found}
            doubts = typed_doubts | {index: words for index, words in doubts.items() if index not in typed[line]}
        if not found and draft.refuses:
            found = {index: cells[index] for index, says in flags if index < len(cells) and says(cells[index])}
        if not found and doubts:
            draft, found = asking.asked(draft, doubts)
        if not found:
            return draft
        texts = {**dict(enumerate(cells)), **typed.get(line, {})}
        ticked = {at: cells[at] for at, says in flags if at < len(cells) and at not in found and says(cells[at])}
        refusals = tuple(
            HeardRefusal(words, (at,), texts.get(at, ""), headers[at] if at < len(headers) else "", at not in found)
            for at, words in (*found.items(), *ticked.items())
        )
        return draft._replace(cells=cells, heard=refusals[0].words, heard_in=refusals[0].place, refusals=refusals)

    return hearing


def hear_looks(to_draft: ToDraft, fixes: Fixes) -> ToDraft:
    """Return ``to_draft`` that says too what the colour of a row refuses, and the comments of its cells."""
    if not (fixes.looks or fixes.comments):
        return to_draft

    def looked_at(line: int, cells: Cells) -> Draft:
        draft = to_draft(line, cells)
        if not any(cells):
            return draft
        for look in fixes.looks.get(line, ()):
            draft = also_refused(draft, look)
        for comment in fixes.comments.get(line, ()):
            draft = _commented(draft, comment, fixes.choices.get(MAY_REFUSE, ""))
        return draft

    return looked_at


def also_refused(draft: Draft, refusal: HeardRefusal) -> Draft:
    """Return a draft with one more refusal, which it is told by where it had none."""
    if not draft.heard:
        draft = draft._replace(heard=refusal.words, heard_in=refusal.place)
    return draft._replace(refusals=(*draft.refusals, refusal))


def _commented(draft: Draft, comment: HeardRefusal, answer: str) -> Draft:
    """Return a draft with what the comment of one of its cells refuses, or may."""
    refusal = heard(comment.text)
    if isinstance(refusal, OptOut):
        return also_refused(draft, comment._replace(words=refusal.words))
    if refusal is None or draft.doubt or draft.heard:
        return draft
    if answer == "refuse":
        return also_refused(draft, comment._replace(words=quoted(comment.text)))
    return draft._replace(doubt=comment.text, doubt_at=comment.columns[0], held=not answer)


class _Asking:
    """What is asked of the words that only sound like a refusal: of each row for its own, once for those that a column
    says in every row."""

    def __init__(
        self, fields: Mapping[int, str], headers: Sequence[str], doubted: Sequence[ColumnGuess], fixes: Fixes
    ) -> None:
        self._facts = frozenset(index for index, field in fields.items() if field in FACTS)
        self._headers, self._doubted = headers, {guess.index: guess.doubted for guess in doubted}
        self._answer, self._answers_of_all = fixes.choices.get(MAY_REFUSE, ""), _settled(ALL_MAY_REFUSE, doubted, fixes)

    def asked(self, draft: Draft, doubts: Mapping[int, str]) -> tuple[Draft, dict[int, str]]:
        """Return a draft with what is asked of it, and what an answer makes a refusal: column to words."""
        own_ids = [index for index in doubts if index not in self._facts]
        everywhere = {index for index in own_ids if shown(doubts[index]) == self._doubted.get(index)}
        answers = {
            index: self._answers_of_all.get(index, "") if index in everywhere else self._answer for index in own_ids
        }
        # Its own words before those of the file; what waits for an answer before what was answered.
        own_ids.sort(key=lambda index: (_ASKED_FIRST.index(answers[index]), index in everywhere))
        if not own_ids:
            return draft, {}
        at = own_ids[0]
        heading = self._headers[at] if at in everywhere else ""
        asked = draft._replace(doubt=doubts[at], doubt_at=at, held=not answers[at], everywhere=heading)
        return asked, {at: quoted(doubts[at])} if answers[at] == "refuse" else {}


def _settled(code: str, guesses: Sequence[ColumnGuess], fixes: Fixes) -> dict[int, str]:
    """Return column → what was answered of it, of those that a question of ``code`` is about."""
    keys = {guess.index: FileFinding(code, about(guess)).key for guess in guesses}
    return {index: fixes.choices[key] for index, key in keys.items() if key in fixes.choices}


def _flags(fields: Mapping[int, str]) -> list[tuple[int, Callable[[str], bool]]]:
    """Return each column of answers, with what tells that a cell of it refuses."""
    says = {"refuses": refuses, "accepts": declines}
    return [(index, says[field]) for index, field in fields.items() if field in says]


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
    doubts = {} if found else {at: unheard[at] for at, one in told.items() if isinstance(one, PossibleOptOut)}
    private = [index for index in unheard if _holds(unheard[index], matters)] if matters else []
    private = [index for index in private if tells_private(mended(unheard[index]))]
    loud = {*(found or doubts), *private}
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
    return tuple(_cut(cell, found[index]) if index in found else cell for index, cell in enumerate(cells))


def _cut(cell: str, words: str) -> str:
    written = r"\s+".join(map(re.escape, words.rstrip("…").split()))
    return re.sub(f"{_AROUND}{written}{_KIND}{_REST}", " ", mended(cell)).strip()
