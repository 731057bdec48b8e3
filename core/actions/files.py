"""Files written whole or not at all."""

import os
from pathlib import Path

from core.wording import error


def write_whole(path: Path, content: bytes) -> None:
    """Write ``content`` to ``path`` through a temporary file: a crash or a full disk leaves no half file.

    Raises UserError PDF_OPEN when another program holds the file, FOLDER_READ_ONLY when the folder refuses.
    """
    draft = path.with_name(f".{path.name}.part")
    try:
        with draft.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except PermissionError as problem:
        draft.unlink(missing_ok=True)
        if path.exists():
            raise error("PDF_OPEN", file=path.name) from problem
        raise error("FOLDER_READ_ONLY", folder=str(path.parent)) from problem
    except OSError as problem:
        draft.unlink(missing_ok=True)
        raise error("DISK_FULL", need=100) from problem
