"""The tests that ask about the base of one seat itself: where every test has a base of a team
(``PREMIER_CONTACT_ENGINE=postgres``), they are skipped, each with its reason."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

import pytest

from core.base.errors import UserError

_FILES = "it looks at the file of a base, at its log or at what SQLite says of itself"
_COPIES = "it goes on from a base in four ways, each in a copy of its folder"
_TURNS = "it holds the turn to write by the locks of a file"
_SEALS = "the files of a seat are sealed where its base is: a server's are not"
ABOUT_ONE_SEAT: Mapping[str, Sequence[str]] = MappingProxyType(
    {
        _FILES: (
            "common/test_files_kept.py::test_a_base_open_to_others_is_closed_at_its_next_opening",
            "common/test_kept_files.py::test_a_damaged_base_set_aside_is_sealed_and_still_read",
            "intake/test_alert_mailbox.py::test_alerts_become_leads_and_the_mailbox_stays_as_it_was",
            "intake/test_reader_process.py::test_what_is_made_ready_ahead_is_what_is_made_ready_here",
            "intake/test_reader_process.py::test_what_the_file_teaches_meanwhile_counts_from_its_first_row",
            "keeping/test_backing_up.py::test_a_damaged_backup_is_refused",
            "keeping/test_backing_up.py::test_a_newer_base_in_place_is_left_alone",
            "keeping/test_base_in_place.py",
            "keeping/test_forgetting.py::test_every_table_that_speaks_of_a_lead_is_known",
            "keeping/test_forgetting.py::test_nothing_is_left_of_the_markers",
            "keeping/test_forgetting.py::test_the_search_finds_what_is_left_when_the_sweep_is_not_done",
            "keeping/test_older_base.py",
            "keeping/test_restoring.py::test_a_damaged_base_still_tells_the_letters_of_whom_the_copy_knows",
            "keeping/test_verifying.py::test_a_moment_that_is_none_is_told_by_the_chain",
            "leads/test_batch_back.py::test_another_program_opens_a_base_that_holds_some",
            "leads/test_joining.py::test_every_table_that_names_a_lead_is_known_to_a_join",
            "leads/test_tags.py::test_labels_are_in_the_copy_of_the_data_and_go_with_the_person",
            "leads/test_words_typed.py::test_every_column_of_words_is_listened_to_or_has_a_reason",
            "register/test_key_apart.py::test_a_base_to_bring_up_to_date_waits_for_its_key",
            "register/test_key_apart.py::test_traces_wait_for_a_reader_to_leave",
            "register/test_key_phrase.py::test_nothing_of_the_key_is_journaled",
            "register/test_last_net.py::test_a_letter_sent_to_the_printer_or_posted_meanwhile_is_taken_back",
            "register/test_last_net.py::test_no_path_reaches_whom_the_register_holds",
            "register/test_mailboxes.py::test_the_refusal_of_an_older_program_is_found_in_every_spelling",
            "register/test_mailboxes.py::test_two_sheets_of_one_refused_mailbox_and_an_agreement_are_found_in_every_spelling",
            "register/test_mistakes.py::test_an_older_base_put_back_by_hand_follows_the_lift",
            "register/test_recovery_sheet.py::test_neither_the_words_nor_the_code_reach_the_disk",
            "rights/test_everything_known.py::test_each_column_about_a_person_is_told_or_has_its_reason",
        ),
        _COPIES: ("intake/test_two_owners.py::test_the_second_owner_refuses_and_comes_back_alone",),
        _TURNS: (
            "intake/test_together.py::test_a_base_held_before_the_first_row",
            "intake/test_together.py::test_a_base_held_by_another_program_in_the_middle",
            "intake/test_together.py::test_whoever_waits_to_write_comes_between_two_slices",
            "letters/test_noticing.py::test_a_letter_that_cannot_be_registered_leaves_no_paper",
        ),
        _SEALS: (
            "common/test_kept_files.py::test_a_look_is_at_a_private_copy_that_goes",
            "common/test_kept_files.py::test_letters_made_before_are_sealed_and_those_after_are_too",
            "register/test_at_rest.py::test_a_base_that_another_program_holds_waits_to_be_sealed",
            "register/test_at_rest.py::test_whoever_hears_of_it_reads_a_sealed_base",
            "register/test_recovery_sheet.py::test_the_words_open_a_sealed_base_whose_key_is_lost",
        ),
    }
)
"""Why → files of ``tests/core/actions``, or tests of theirs."""
_FOLDER = "tests/core/actions/"
_RESTORED = "TEAM_RESTORE"


def skip_among(items: Sequence[pytest.Item]) -> None:
    """Skip those of the tests that are about the base of one seat. Raises UsageError where one is named that is not
    in its file any more."""
    names = {item.nodeid.split("[")[0] for item in items} | {item.nodeid.split("::")[0] for item in items}
    reasons = {f"{_FOLDER}{name}": why for why, some in ABOUT_ONE_SEAT.items() for name in some}
    whole = not any(":" in argument for item in items[:1] for argument in item.config.args)
    if whole and (gone := [name for name in reasons if name.split("::")[0] in names and name not in names]):
        raise pytest.UsageError(f"no such test: {gone}")
    for item in items:
        name = item.nodeid.split("[")[0]
        if why := reasons.get(name) or reasons.get(name.split("::")[0]):
            item.add_marker(pytest.mark.skip(reason=why))


def is_refused_restoration(problem: BaseException) -> bool:
    """Tell whether a test asked to put a backup in the place of a base, which that of a team refuses."""
    if isinstance(problem, BaseExceptionGroup):
        return all(map(is_refused_restoration, problem.exceptions))
    if isinstance(problem, AssertionError) and problem.__context__ is not None:  # Another error was awaited.
        return is_refused_restoration(problem.__context__)
    return isinstance(problem, UserError) and problem.code == _RESTORED
