"""A table of cases walked in one test: thousands of cases cost no more than their own work."""

import inspect
from collections.abc import Callable, Iterable, Mapping

import pytest

Test = Callable[..., None]


def table(names: str, rows: Iterable[object]) -> Callable[[Test], Test]:
    """Call a test with every row, as ``pytest.mark.parametrize(names, rows)`` does, but as one test: all the rows that
    fail are told together, each with its traceback. Fixtures are shared by the rows. Two tables multiply.
    """
    fields = [name.strip() for name in names.split(",")]
    cases = [dict(zip(fields, row if len(fields) > 1 else (row,), strict=True)) for row in rows]  # type: ignore[call-overload]
    assert cases, "an empty table proves nothing"

    def walked(test: Test) -> Test:
        def walk(**fixtures: object) -> None:
            wrong = [why for case in cases if (why := _fault(test, fixtures, case)) is not None]
            if wrong:
                raise BaseExceptionGroup(f"{len(wrong)} of {len(cases)} rows", wrong)

        asked = inspect.signature(test)
        kept = [one for name, one in asked.parameters.items() if name not in fields]
        assert len(kept) == len(asked.parameters) - len(fields), f"{test.__name__} does not take {names}"
        walk.__signature__ = asked.replace(parameters=kept)  # type: ignore[attr-defined]
        walk.__name__, walk.__doc__, walk.__module__ = test.__name__, test.__doc__, test.__module__
        return walk

    return walked


def _fault(test: Test, fixtures: Mapping[str, object], case: Mapping[str, object]) -> BaseException | None:
    """Return what a row raised, with the row told."""
    try:
        test(**fixtures, **case)
    except (Exception, pytest.fail.Exception) as why:
        why.add_note(f"in the row {str(case)[:300]}")
        return why
    return None
