"""Letters, messages and visits: information, origin, agency, retention, agreements for electronic ways."""

from datetime import UTC, date, datetime

from core.actions.common.law import rulebooks
from core.base.records import replace
from core.model.channel import Channel
from core.model.facts import Facts, NoticeFact
from core.model.verdict import Light
from core.rules.channels import judge
from tests.core.rules.people import CONSENT, CONTRACT, ELECTRONIC, NEW, REQUEST, TUESDAY, ask, codes, facts, paris
from tests.tables import table

NEWCOMER = facts(notice=NEW)


def letter(person: Facts, at: datetime = TUESDAY) -> list[str]:
    return codes(ask(Channel.LETTER, person, at))


def test_the_first_letter_brings_the_information() -> None:
    verdict = ask(Channel.LETTER, NEWCOMER)
    assert codes(verdict) == ["LETTER", "NOTICE_DUE"]
    assert verdict.light is Light.ALLOWED
    assert verdict.reasons[0].values["notice_due"] == date(2026, 12, 21)
    assert verdict.reasons[1].values == {"date": date(2026, 12, 21), "days": 27}
    # Twelve months after the data came, the listing is too old.
    assert verdict.until == paris("2027-11-22 00:00").astimezone(UTC)


def test_a_late_letter_stays_the_way_to_inform() -> None:
    late = facts(notice=NoticeFact(date(2026, 10, 1)))
    assert letter(late) == ["LETTER", "NOTICE_OVERDUE"]
    for channel in set(Channel) - {Channel.LETTER, Channel.ROBOT}:
        assert "NOTICE_OVERDUE" in codes(ask(channel, late))
        assert ask(channel, late).light is Light.FORBIDDEN


def test_the_last_day_to_inform_is_included() -> None:
    person = facts(notice=NEW, consents=(CONSENT,))
    assert ask(Channel.CALL, person, paris("2026-12-21 19:00")).allowed
    assert not ask(Channel.CALL, person, paris("2026-12-22 10:30")).allowed


@table("change", [{"first_contact": date(2026, 11, 23)}, {"first_disclosure": date(2026, 11, 23)}])
def test_a_contact_or_a_disclosure_makes_the_information_due(change: dict[str, date]) -> None:
    assert "NOTICE_OVERDUE" in letter(facts(notice=replace(NEW, **change)))  # type: ignore[arg-type]


@table(
    "changes, code",
    [
        ({"has_address": False}, "ADDRESS_MISSING"),
        ({"origin_complete": False}, "ORIGIN_MISSING"),
        ({"agency_missing": ("la carte professionnelle",)}, "AGENCY_INCOMPLETE"),
        ({"supplier_missing": ("le nom", "le contrat")}, "SUPPLIER_UNKNOWN"),
    ],
)
def test_what_is_to_be_completed_waits(changes: dict[str, object], code: str) -> None:
    verdict = ask(Channel.LETTER, replace(NEWCOMER, **changes))  # type: ignore[arg-type]
    assert codes(verdict) == [code, "NOTICE_DUE"]
    assert (verdict.light, verdict.allowed) == (Light.WAIT, False)
    assert verdict.until is None


def test_a_gap_in_a_suppliers_sheet_is_said_and_locks_nothing() -> None:
    lacking = {"supplier": "Pige Ouest", "supplier_missing": ("le contrat",)}
    call = ask(Channel.CALL, facts(consents=(CONSENT,), **lacking))
    assert (codes(call)[-1], call.allowed) == ("SUPPLIER_INCOMPLETE", True)
    assert call.reasons[-1].values == {"missing": ("le contrat",), "supplier": "Pige Ouest"}
    written = ask(Channel.LETTER, replace(NEWCOMER, **lacking))  # type: ignore[arg-type]
    assert (codes(written), written.allowed) == (["LETTER", "NOTICE_DUE", "SUPPLIER_INCOMPLETE"], True)


def test_a_file_of_nobody_forbids_calls() -> None:
    verdict = ask(Channel.CALL, facts(consents=(CONSENT,), supplier_missing=("le nom",)))
    assert (codes(verdict), verdict.light) == (["SUPPLIER_UNKNOWN"], Light.FORBIDDEN)


def test_the_second_letter_waits_thirty_days_and_is_the_last() -> None:
    person = facts(notice=replace(NEW, sent=(date(2026, 11, 24),)))
    early = ask(Channel.LETTER, person, paris("2026-12-23 09:00"))
    assert (codes(early), early.light) == (["REMINDER_EARLY"], Light.WAIT)
    assert early.reasons[0].values["date"] == date(2026, 12, 24)
    second = ask(Channel.LETTER, person, paris("2026-12-24 09:00"))
    assert (codes(second), second.reasons[0].values["date"]) == (["LETTER_REMINDER"], date(2026, 11, 24))
    both = facts(notice=replace(NEW, sent=(date(2026, 11, 24), date(2026, 12, 24))))
    assert letter(both, paris("2027-03-01 09:00")) == ["REMINDER_SPENT"]
    reminded = facts(notice=replace(NEW, sent=(date(2026, 11, 24),), reminded=True))
    assert letter(reminded, paris("2027-03-01 09:00")) == ["REMINDER_SPENT"]


def test_a_returned_letter_did_not_inform() -> None:
    back = facts(notice=NoticeFact(date(2026, 10, 1), sent=(date(2026, 10, 5),), returned=date(2026, 10, 12)))
    assert letter(back) == ["LETTER_RETURNED"]
    assert "NOTICE_OVERDUE" in codes(ask(Channel.CALL, back))
    again = replace(back, notice=replace(back.notice, sent=(date(2026, 10, 5), date(2026, 10, 20))))
    assert letter(again) == ["REMINDER_SPENT"]
    assert "NOTICE_OVERDUE" not in codes(ask(Channel.CALL, again))
    stray = facts(notice=NoticeFact(date(2026, 11, 1), sent=(date(2026, 11, 20),), returned=date(2026, 11, 10)))
    assert letter(stray) == ["REMINDER_EARLY"]


def test_a_listing_gone_or_a_year_old_closes_the_sheet() -> None:
    gone = replace(NEWCOMER, listing_gone=date(2026, 11, 24))
    assert letter(gone) == ["RETENTION_LISTING"]
    assert letter(replace(NEWCOMER, listing_gone=date(2026, 11, 25))) == ["LETTER", "NOTICE_DUE"]
    old = facts(notice=NoticeFact(date(2025, 11, 23), sent=(date(2025, 12, 1),)))
    assert letter(old) == ["RETENTION_LISTING"]
    a_year = facts(notice=NoticeFact(date(2025, 11, 24), sent=(date(2025, 12, 1),)))
    assert letter(a_year) == ["LETTER_REMINDER"]


def test_who_answered_is_more_than_a_listing() -> None:
    gone = replace(NEWCOMER, listing_gone=date(2026, 11, 1))
    for tie in (
        replace(gone, consents=(CONSENT,)),
        replace(gone, contracts=(CONTRACT,)),
        replace(gone, requests=(REQUEST,)),
    ):
        assert letter(tie) == ["LETTER", "NOTICE_DUE"]
    for weak in (
        replace(CONSENT, has_proof=False),
        replace(CONSENT, collected=None),
        replace(CONSENT, withdrawn=TUESDAY),
        replace(CONSENT, until=date(2026, 11, 20)),
    ):
        assert letter(replace(gone, consents=(weak,))) == ["RETENTION_LISTING"]
    assert letter(replace(gone, requests=(replace(REQUEST, answered=TUESDAY),))) == ["RETENTION_LISTING"]
    assert ask(Channel.CALL, facts(listing_gone=date(2026, 11, 1), consents=(CONSENT,))).allowed


def test_three_years_without_a_sign() -> None:
    notice = NoticeFact(date(2023, 11, 23), sent=(date(2023, 12, 1),))
    assert letter(facts(notice=notice)) == ["RETENTION_OVER", "RETENTION_LISTING"]
    signs = facts(notice=notice, consents=(replace(CONSENT, collected=paris("2024-01-10 10:00")),))
    assert "RETENTION_OVER" not in letter(signs)
    assert "RETENTION_OVER" not in letter(facts(notice=notice, requests=(REQUEST,)))
    assert "RETENTION_OVER" not in letter(facts(notice=notice, contracts=(CONTRACT,)))
    assert "RETENTION_OVER" in letter(facts(notice=notice, contracts=(replace(CONTRACT, end=None),)))


@table("channel", [Channel.EMAIL, Channel.SMS])
def test_messages_need_their_own_agreement(channel: Channel) -> None:
    assert codes(ask(channel, facts(consents=(CONSENT,)))) == ["ELECTRONIC_NONE"]
    verdict = ask(channel, facts(consents=(ELECTRONIC,)))
    assert codes(verdict) == ["ELECTRONIC"]
    assert verdict.reasons[0].values["channel"] is channel
    assert verdict.until == paris("2027-11-10 00:00").astimezone(UTC)
    assert codes(ask(channel, facts(consents=(replace(ELECTRONIC, has_proof=False),)))) == ["ELECTRONIC_NONE"]


def test_an_agreement_for_messages_ends_or_is_taken_back() -> None:
    ended = ask(Channel.EMAIL, facts(consents=(replace(ELECTRONIC, until=date(2026, 11, 20)),)))
    assert (codes(ended), ended.reasons[0].values["date"]) == (["ELECTRONIC_ENDED"], date(2026, 11, 20))
    back = ask(Channel.SMS, facts(consents=(replace(ELECTRONIC, withdrawn=paris("2026-11-22 10:00")),)))
    assert (codes(back), back.reasons[0].values["date"]) == (["ELECTRONIC_ENDED"], date(2026, 11, 22))


def test_a_portal_is_treated_as_mail() -> None:
    assert codes(ask(Channel.PORTAL, facts())) == ["ELECTRONIC_PORTAL"]
    assert codes(ask(Channel.PORTAL, facts(consents=(ELECTRONIC,)))) == ["ELECTRONIC"]
    by_sms = replace(ELECTRONIC, channels=frozenset({Channel.SMS}))
    assert codes(ask(Channel.PORTAL, facts(consents=(by_sms,)))) == ["ELECTRONIC_PORTAL"]


def test_a_message_is_due_an_end_with_the_information() -> None:
    verdict = ask(Channel.EMAIL, facts(notice=NEW, consents=(ELECTRONIC,)))
    assert codes(verdict) == ["ELECTRONIC", "NOTICE_MISSING"]
    assert verdict.until == paris("2026-12-22 00:00").astimezone(UTC)


def test_robots_call_nobody() -> None:
    everything = replace(CONSENT, channels=frozenset(Channel))
    verdict = ask(Channel.ROBOT, facts(consents=(everything,), contracts=(CONTRACT,)))
    assert (codes(verdict), verdict.light) == (["ROBOT"], Light.FORBIDDEN)


def test_a_visit_nobody_refused() -> None:
    assert codes(ask(Channel.VISIT, facts())) == ["VISIT"]


def test_a_letter_dated_tomorrow_informed_nobody() -> None:
    late = facts(notice=NoticeFact(date(2026, 10, 1), sent=(date(2026, 11, 25),)), consents=(CONSENT,))
    assert codes(ask(Channel.CALL, late)) == ["NOTICE_OVERDUE"]
    assert letter(late) == ["REMINDER_EARLY", "NOTICE_OVERDUE"]
    answered = facts(notice=NoticeFact(date(2026, 9, 1), sent=(date(2026, 9, 2),), answered=date(2026, 9, 9)))
    assert letter(answered)[0] == "REMINDER_ANSWERED"


def test_an_agreement_taken_back_or_a_mandate_for_something_else_and_the_tie() -> None:
    gone = replace(NEWCOMER, listing_gone=date(2026, 11, 1))
    first = replace(CONSENT, collected=paris("2026-10-01 10:00"))
    back = replace(CONSENT, withdrawn=paris("2026-11-20 10:00"))
    assert letter(replace(gone, consents=(first, back))) == ["RETENTION_LISTING"]
    about = judge(Channel.LETTER, replace(gone, contracts=(CONTRACT,)), TUESDAY, rulebooks(), object_="location")
    assert codes(about) == ["LETTER", "NOTICE_DUE"]
