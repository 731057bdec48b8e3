"""Journeys need Qt: without it they are skipped, each file saying what is missing."""

from tests.ui.conftest import MISSING, pytest_pycollect_makemodule, pytest_runtest_setup, pytest_runtest_teardown

if not MISSING:
    from tests.ui.conftest import clean_desk

    __all__ = ["clean_desk", "pytest_pycollect_makemodule", "pytest_runtest_setup", "pytest_runtest_teardown"]
else:
    __all__ = ["pytest_pycollect_makemodule", "pytest_runtest_setup", "pytest_runtest_teardown"]
