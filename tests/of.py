"""``python -m tests.of core/actions/leads/tags.py …`` runs the tests that touch a file, and says how long they took.

The tests of ``core/a/b.py`` stand at its mirrored place, ``tests/core/a/test_b.py``, or in the contract of its trade:
the tests of ``tests/core/a``, and of the places that ``CONTRACTS`` adds, that reach it by what they import. What is run
is both, and each test elsewhere that names it. ``--list`` names them and runs none.
"""

import ast
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from functools import cache

from tests.tree import ROOT, Code, program, suite

CONTRACTS = {
    "core/actions/calling/past_log.py": ("tests/core/cli/test_law.py", "tests/core/rules/test_calls.py"),
    "core/actions/common/in_slices.py": ("tests/core/actions/register/test_opposing_many.py",),
    "core/actions/desk/export_jobs.py": ("tests/ui/pages/leads/test_bulk_actions.py",),
    "core/actions/desk/step_jobs.py": ("tests/ui/pages/test_step_keeper.py",),
    "core/actions/keeping/altered.py": ("tests/core/cli/test_desk.py", "tests/faults"),
    "core/base/contacts.py": ("tests/core/actions/intake/test_contacts_in_other_cells.py",),
    "core/base/errors.py": ("tests/contract/test_store.py", "tests/core/words/test_verdicts.py"),
    "core/base/french.py": ("tests/core/words/test_verdicts.py",),
    "core/base/progress.py": ("tests/core/actions/intake/test_reader_process.py",),
    "core/base/streams.py": ("tests/core/cli/test_help.py",),
    "core/base/typo_distance.py": ("tests/core/rules",),
    "core/base/version.py": ("tests/core/sources/test_web.py",),
    "core/model": ("tests/core/rules", "tests/core/actions/common"),
    "core/notices/access_sheet.py": ("tests/core/actions/rights/test_access.py",),
    "core/notices/answers.py": ("tests/core/actions/rights",),
    "core/notices/flowing.py": ("tests/core/actions/rights/test_access.py",),
    "core/notices/papers.py": ("tests/core/actions/papers",),
    "core/records": ("tests/core/actions/common",),
    "core/rules/consent_ways.py": ("tests/core/actions/calling",),
    "core/rules/coupons.py": ("tests/core/actions/replies", "tests/core/notices/test_english.py"),
    "core/rules/dpia.py": ("tests/core/actions/papers",),
    "core/sources/pages/plausible.py": ("tests/core/actions/intake/test_offering.py",),
    "core/store": ("tests/contract",),
    "core/store/inspection.py": ("tests/core/actions/papers/test_inspecting.py",),
    "core/model/seat.py": ("tests/core/team",),
    "core/store/postgres/lease.py": ("tests/core/team",),
    "core/store/postgres/roster.py": ("tests/core/team",),
    "core/store/postgres/session.py": ("tests/core/team",),
    "core/store/postgres/watch.py": ("tests/core/team",),
    "core/store/safe": ("tests/core/actions/keeping",),
    "core/store/safe/passwords.py": ("tests/core/actions/intake/test_alert_mailbox.py",),
    "core/store/salvage": ("tests/core/store/test_salvage.py",),
    "core/words": ("tests/core/actions/keeping", "tests/core/actions/leads", "tests/core/actions/letters"),
    "core/words/batches.py": ("tests/core/actions/common",),
    "core/words/commands.py": ("tests/ui/pages/test_palette_commands.py",),
    "core/words/past_calls.py": ("tests/core/cli/test_law.py",),
    "core/words/steps.py": ("tests/core/rules/test_next_step.py", "tests/ui/pages/leads/test_step_buttons.py"),
    "main.py": ("tests/core/cli", "tests/test_loading.py"),
    "ui/widgets/lists": ("tests/ui/widgets/test_filter_chips.py", "tests/ui/pages/today"),
}
"""A file of the program, or a folder -> where the contract of its trade stands, beside its own folder in ``tests``."""


@cache
def sources() -> dict[str, Code]:
    """Return every source of the program and of its tests, by the name of its module."""
    return {code.module: code for code in (*program(), *suite())}


@cache
def names(module: str) -> frozenset[str]:
    """Return the modules of ours that one names: in an import, or in a text, by its dotted name or its path."""
    code = sources()[module]
    texts = {node.value for node in code.nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    paths = {text.removesuffix(".py").replace("/", ".") for text in texts if text.endswith(".py")}
    return frozenset(filter(None, map(module_of, {*paths, *(name for _node, name in code.mentions)})))


def module_of(name: str) -> str:
    """Return the module that a dotted name stands in: ``core.base.ids`` for ``core.base.ids.new_id``; else nothing."""
    while name and name not in sources():
        name = name.rpartition(".")[0]
    return name


def reached(module: str) -> set[str]:
    """Return what a module imports, and what that imports in turn."""
    seen, ahead = {module}, [module]
    while ahead:
        further = names(ahead.pop()) - seen
        seen |= further
        ahead += further
    return seen


def mirrored(file: str) -> str:
    """Return where the tests of a file of the program would stand: ``tests/core/a/test_b.py`` of ``core/a/b.py``."""
    folder, _slash, name = file.rpartition("/")
    return "/".join(filter(None, ("tests", folder, f"test_{name}")))


def contract(file: str) -> tuple[str, ...]:
    """Return the folders and files of tests that hold the contract of a file's trade."""
    folder = file.rpartition("/")[0]
    return (f"tests/{folder}", *CONTRACTS.get(file, CONTRACTS.get(folder, ())))


@cache
def tests() -> dict[str, tuple[frozenset[str], set[str]]]:
    """Return each file of tests with the modules it names, and all that it reaches."""
    return {
        code.name: (names(code.module), reached(code.module))
        for code in suite()
        if code.name.rpartition("/")[2].startswith("test_")
    }


def stands(test: str, places: Iterable[str]) -> bool:
    """Say whether a file of tests is one of some places, or stands in one of them."""
    return test in places or test.rpartition("/")[0] in places


def of(file: str) -> list[str]:
    """Return the files of tests that touch a file of the program, by path from the root: at its mirrored place, in the
    contract of its trade, or naming it."""
    module, places = Code(file, "").module, contract(file)
    return [
        test
        for test, (named, all_reached) in sorted(tests().items())
        if test in (file, mirrored(file)) or module in named or (module in all_reached and stands(test, places))
    ]


def each_file_has_its_tests() -> Iterator[str]:
    """Yield the files whose tests stand neither at their mirrored place nor in the contract of their trade, and the
    lines of ``CONTRACTS`` that name nothing."""
    for code in program():
        if len(code.tree.body) < 2:  # A folder of rooms says why it is there, and holds nothing.
            continue
        places = (mirrored(code.name), *contract(code.name))
        if not any(
            code.module in everything and stands(test, places) for test, (_named, everything) in tests().items()
        ):
            yield f"{code.name} has no tests at {', '.join(places)}"
    for file, places in CONTRACTS.items():
        yield from (f"CONTRACTS: {place} is not there" for place in (file, *places) if not (ROOT / place).exists())


def main(words: Iterable[str]) -> int:
    """Run what touches the files named, and return what pytest did."""
    files = [word for word in words if not word.startswith("-")]
    wrong = [file for file in files if not (ROOT / file).is_file()]
    if wrong or not files:
        print(f"no such file: {', '.join(wrong)}" if wrong else __doc__)
        return 2
    touching = sorted({test for file in files for test in of(file)})
    print("\n".join(touching))
    if "--list" in words or not touching:
        return 0
    begun = time.monotonic()
    done = subprocess.run([sys.executable, "-m", "pytest", "-q", *touching], cwd=ROOT, check=False).returncode
    print(f"{len(touching)} files of tests, {time.monotonic() - begun:.0f} s")
    return done


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
