"""A table of cases walked in one test: thousands of cases cost no more than their own work."""

import inspect
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

import pytest

Test = Callable[..., None]
RowT = TypeVar("RowT")


def table(names: str, rows: Iterable[object]) -> Callable[[Test], Test]:
    """Call a test with every row, as ``pytest.mark.parametrize(names, rows)`` does, but as one test: all the rows that
    fail are told together, each with its traceback. Fixtures are shared by the rows. Two tables multiply.
    """
    fields = [name.strip() for name in names.split(",")]
    cases = [dict(zip(fields, row if len(fields) > 1 else (row,), strict=True)) for row in rows]  # type: ignore[call-overload]

    def walked(test: Test) -> Test:
        def walk(**fixtures: object) -> None:
            each(cases, lambda case: test(**fixtures, **case))

        asked = inspect.signature(test)
        kept = [one for name, one in asked.parameters.items() if name not in fields]
        assert len(kept) == len(asked.parameters) - len(fields), f"{test.__name__} does not take {names}"
        walk.__signature__ = asked.replace(parameters=kept)  # type: ignore[attr-defined]
        walk.__name__, walk.__doc__, walk.__module__ = test.__name__, test.__doc__, test.__module__
        return walk

    return walked


def each(rows: Sequence[RowT], check: Callable[[RowT], object]) -> None:
    """Call ``check`` with every row, and raise what those that fail raised, each with its row told."""
    assert rows, "an empty table proves nothing"
    wrong: list[BaseException] = []
    for row in rows:
        try:
            check(row)
        except (Exception, pytest.fail.Exception) as why:
            why.add_note(f"in the row {str(row)[:300]}")
            wrong.append(why)
    if wrong:
        raise BaseExceptionGroup(f"{len(wrong)} of {len(rows)} rows", wrong)
