"""The readable copy of a person's data: the letter first, then the data, then the rules, on as many pages as needed."""

from collections.abc import Sequence

from core.base.records import replace
from core.model.letter import LetterFacts
from core.model.paper import Section
from core.notices.answers import AnswerLetter, draw_answer
from core.notices.canvas import Canvas
from core.notices.context import context
from core.notices.flowing import WIDTH, Running
from core.notices.fonts import Style
from core.notices.replies import ReplyMessage
from core.notices.template import Block, Run
from core.notices.texts import said
from core.notices.unprinted import MARK, printable, told_of

HEAD = Style(14, 18, 14, WIDTH)
TEXT = Style(9.5, 12.5, 4.5, WIDTH, item=2)
SUBJECT = "Copie des données d’une personne (RGPD, art. 15)"
TEXT_FILE = "vos-donnees.txt"
_WHO, _WHENCE, _WHY = "1. ", "2. ", "4. "
"""Questions of the notice: what lies between the second and the fourth is said by the data themselves."""
_ELSEWHERE = "\u202f: voir l’encadré de la page 1"


def render_access_sheet(
    letter: ReplyMessage | AnswerLetter, parts: Sequence[Section], rules: Sequence[Block], *, author: str
) -> bytes:
    """Return the PDF, with its structure for screen readers; the same values give the same bytes. The letter stands on
    the agency's paper when its address is known. Words that the font lacks are read in the text given with it
    (:func:`parts_as_text`), and the copy says so."""
    message = letter.message if isinstance(letter, AnswerLetter) else letter
    pen = Canvas(title=message.subject, author=author, subject=SUBJECT)
    if isinstance(letter, AnswerLetter):
        sheet = draw_answer(pen, letter)
    else:
        sheet = Running(pen, author)
        sheet.write(Block.of(message.subject[:1].upper() + message.subject[1:], bold=True), HEAD, tag="H1")
        for block in message.blocks:
            sheet.write(block, TEXT)
    sheet.turn()
    if not printed_whole(parts):
        sheet.write(Block.of(told_of(f"Ils se lisent dans le fichier {TEXT_FILE}, remis avec cette copie.")), TEXT)
    for part in parts:
        sheet.heading(part.title)
        for line in part.lines:
            sheet.write(Block.of(line), TEXT)
    for block in rules:
        if block.opens and block.runs[0].bold and len(block.runs) == 1:
            sheet.heading(block.text)
        else:
            sheet.write(block, TEXT)
    sheet.end()
    pen.turn_page()
    return pen.finish()


def printed_whole(parts: Sequence[Section]) -> bool:
    """Tell whether the font has all these words; else they are given as text too."""
    return not any(MARK in printable(line) for part in parts for line in part.lines)


def parts_as_text(parts: Sequence[Section]) -> str:
    """Return the same data as plain text, which the screen of whoever reads it shows with its own fonts."""
    return "\n\n".join("\n".join((part.title, "-" * len(part.title), *part.lines)) for part in parts) + "\n"


def rules(facts: LetterFacts) -> list[Block]:
    """Return the parts of the notice that hold for every person: why, on what ground, who sees the data, how long,
    which rights."""
    said_elsewhere = replace(context(replace(facts, english=False)), lines={"origins": (), "audiences": ()})
    *blocks, _version = said("notice/whole", said_elsewhere)
    who, whence, why = (
        next(at for at, block in enumerate(blocks) if block.text.startswith(question))
        for question in (_WHO, _WHENCE, _WHY)
    )
    return [_here(block) for block in (*blocks[who:whence], *blocks[why:])]


def _here(block: Block) -> Block:
    """Return a line of the notice without its number and without the reference to another page, which this copy does
    not have."""
    runs = [Run(run.text.replace(_ELSEWHERE, ""), run.bold) for run in block.runs]
    if runs[0].bold and runs[0].text[:1].isdigit():
        runs[0] = Run(runs[0].text.partition(". ")[2], bold=True)
    return Block(tuple(runs), block.opens)
