"""The papers of letters: the PDF of one, and the folder that holds them."""

from core.actions.letters import noticing, registering
from ui.common.office import Office
from ui.common.preparing import open_file
from ui.pages.letters.rows import Letter


def letter_pdf(office: Office, letter: Letter) -> bytes:
    """Return the letter from its file when it was made, else as it would be printed now. Raises UserError."""
    if letter.notice is not None:
        file = office.folder / registering.FOLDER / f"lettre-{letter.reference}.pdf"
        if file.exists():
            return file.read_bytes()
    return noticing.preview(office.store, letter.id, at=office.now()).pdf


def open_letters(office: Office) -> None:
    """Open the folder of the letters."""
    folder = office.folder / registering.FOLDER
    folder.mkdir(exist_ok=True)
    open_file(office, str(folder))
