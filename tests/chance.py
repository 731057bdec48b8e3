"""What the program draws by chance, keys, salts, references and the words asked of a phrase: drawn alike each time a
test is run, in any order. A test that meets one key in a thousand would else stop a sound change.

The programs that tests start keep their own chance.
"""

import random
import secrets
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

_DRAWN = random.Random(0)


def fix(patch: pytest.MonkeyPatch) -> None:
    """Draw from one known sequence for as long as ``patch`` lasts."""
    patch.setattr(secrets, "token_hex", lambda nbytes=32: _DRAWN.randbytes(nbytes).hex())
    patch.setattr(secrets, "choice", _DRAWN.choice)
    patch.setattr(secrets, "SystemRandom", lambda: _DRAWN)


def begin(name: str) -> None:
    """Begin the sequence of that name."""
    _DRAWN.seed(name)


@contextmanager
def apart(name: str) -> Iterator[None]:
    """Draw from the sequence of that name, then go on with the present one."""
    state = _DRAWN.getstate()
    begin(name)
    try:
        yield
    finally:
        _DRAWN.setstate(state)
