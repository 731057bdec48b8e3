"""What reads a workbook from outside is a process here, as in the program."""

import pytest


@pytest.fixture
def near_reader() -> None:
    """Read nothing beside a test of the readers themselves."""
