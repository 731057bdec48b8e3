"""Says the error that a test expects."""

import pytest

from core.base.errors import UserError


def fails_with(code: str, kind: type[UserError] = UserError) -> "pytest.RaisesExc[UserError]":
    """Expect an error of ``kind`` whose code is ``code``, and nothing else."""
    return pytest.raises(kind, check=lambda problem: problem.code == code)
