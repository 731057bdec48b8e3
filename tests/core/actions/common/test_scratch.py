"""Temporary copies of a base stand where the system says, and never outlive their program for long."""

import subprocess
import sys
import tempfile
from pathlib import Path

from core.actions.common.scratch import scratch


def test_the_tests_and_the_programs_they_start_leave_nothing_in_the_folder_of_the_system(
    own_temporary_folder: Path,
) -> None:
    with scratch() as folder:
        assert folder.parent == own_temporary_folder
    assert not folder.exists()
    asked = [sys.executable, "-c", "import tempfile; print(tempfile.gettempdir())"]
    child = subprocess.run(asked, capture_output=True, text=True, check=True).stdout.strip()
    assert Path(child) == Path(tempfile.gettempdir()) == own_temporary_folder
