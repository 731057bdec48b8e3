"""What a document says in place of the words that its font does not have: of another script, a drawing."""

import re
import unicodedata
from collections.abc import Iterable

from core.notices.fonts import fonts
from core.notices.template import Block, Run
from core.words.errors import error

MARK = "[non imprimé]"
_LACKED = "\0"
_TOGETHER = re.compile(f"{_LACKED}(?:[{_LACKED} ]*{_LACKED})?")


def printable(words: str) -> str:
    """Return words with :data:`MARK` for each stretch of them that the font lacks; signs that show nothing are left
    out."""
    known = fonts()
    if not known.lacks(words):
        return words
    seen = [letter for letter in unicodedata.normalize("NFC", words) if unicodedata.category(letter) != "Cf"]
    return _TOGETHER.sub(MARK, "".join(_LACKED if known.lacks(letter) else letter for letter in seen))


def unprinted(words: str) -> str:
    """Return the words that hold a sign the font lacks, once each."""
    lacked = (word.strip(".,;:()«»") for word in words.split() if fonts().lacks(word))
    return " ".join(dict.fromkeys(lacked))


def refuse_unprinted(blocks: Iterable[Block]) -> None:
    """Raise UserError FONT_MISSING with the words of ``blocks`` that the font does not have; a box is drawn."""
    for block in blocks:
        if lacked := unprinted(block.text.replace("☐", "")):
            raise error("FONT_MISSING", name=lacked)


def printable_block(block: Block) -> Block:
    """Return a block with :data:`MARK` for what the font lacks."""
    return Block(tuple(Run(printable(run.text), run.bold) for run in block.runs), block.opens)


def told_of(where: str) -> str:
    """Return the sentence of a document that says what :data:`MARK` stands for; ``where``: it is read whole."""
    return f"{MARK}\u202f: des signes que la police de ce document n’a pas (autre écriture, dessin). {where}"
