"""The paper beside the boxes of a coupon: its page as it was scanned, else the letter it answers."""

from pathlib import Path

from core.actions.letters import registering
from core.actions.replies.piles import Answered
from core.base.i18n import _
from ui.common.preview import Preview
from ui.pages.letters.reply_lines import ReplyLine


def show_paper(preview: Preview, line: ReplyLine | None, folder: Path) -> None:
    """Show the paper of a line of the pile. ``folder``: of the base."""
    if line is None:
        preview.show_words(_("Tapez une référence, ou déposez ici les pages numérisées\u202f: PDF ou images."))
    elif line.picture:
        preview.show_picture(Path(line.picture).read_bytes(), line.reference or line.file)
    elif line.letter is not None:
        _show_letter(preview, line.letter, folder)
    else:
        preview.show_words(line.problem)


def _show_letter(preview: Preview, letter: Answered, folder: Path) -> None:
    """Show the letter itself, where its file is still there."""
    file = folder / registering.FOLDER / letter.file if letter.file else None
    if file is not None and file.is_file():
        preview.show_pdf(file.read_bytes(), letter.name)
    else:
        preview.show_words(_("La lettre elle-même n’est plus là\u202f: comparez la référence au papier."))
