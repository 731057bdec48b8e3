"""The list of perfect files: what is lost is said, what is gained is added, what is gone is dropped."""

from tests.perfect import LIST, ROOMS, ROOT, grown, lost


def test_what_is_lost_is_said() -> None:
    files = {
        "core/base/text.py": (0, 0),
        "core/rules/rulebook_data.py": (0, 1),
        "core/cli/demo.py": (2, 0),
        "core/base/ids.py": (1, 0),
    }
    assert lost(files, {"core/base/ids.py", "core/never_there.py"}) == [
        "core/base/ids.py: 1 lines, 0 branches",
        "core/rules/rulebook_data.py: 0 lines, 1 branches",
    ]
    assert lost({}, {"core/base/ids.py"}) == ["core/base/ids.py: never imported"]


def test_the_list_only_grows_but_for_files_that_are_gone() -> None:
    files = {"core/base/text.py": (0, 0), "core/cli/demo.py": (0, 0), "core/base/ids.py": (3, 0)}
    assert grown(files, {"core/base/ids.py", "core/never_there.py"}) == ["core/base/ids.py", "core/cli/demo.py"]


def test_the_list_is_sorted_and_names_no_room() -> None:
    listed = LIST.read_text("utf-8").split()
    assert listed == sorted(set(listed))
    assert not [name for name in listed if name.startswith(ROOMS)]
    assert not [name for name in listed if not name.endswith(".py") or name.startswith("/")]
    assert all((ROOT / room).exists() for room in ROOMS)
