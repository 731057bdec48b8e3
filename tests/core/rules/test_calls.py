"""The telephone since 11 August 2026: titles, days, hours, frequency. Vectors of the law file, section 13, first."""

from datetime import UTC, date, datetime, timedelta

from core.base.records import replace
from core.model.channel import Channel
from core.model.facts import CallRefusal, ConsentFact, ContractFact, Facts, NoticeFact, ProfessionalFact, RequestFact
from core.model.verdict import Light
from tests.core.rules.people import (
    CONSENT,
    CONTRACT,
    INFORMED,
    OLD_FILE,
    PHONE,
    PROFESSIONAL,
    REFUSAL,
    REQUEST,
    TUESDAY,
    attempts,
    call,
    codes,
    facts,
    paris,
)
from tests.tables import table

CALLABLE = facts(consents=(CONSENT,))


@table(
    "at, allowed, code",
    [
        ("2026-11-24 09:59:59", False, "HOURS_OUTSIDE"),
        ("2026-11-24 10:00:00", True, "CALL_CONSENT"),
        ("2026-11-24 12:59:59", True, "CALL_CONSENT"),
        ("2026-11-24 13:00:00", False, "HOURS_OUTSIDE"),
        ("2026-11-24 14:00:00", True, "CALL_CONSENT"),
        ("2026-11-24 19:59:59", True, "CALL_CONSENT"),
        ("2026-11-24 20:00:00", False, "HOURS_OUTSIDE"),
        ("2026-11-11 10:30:00", False, "HOURS_HOLIDAY"),
        ("2026-11-28 11:00:00", False, "HOURS_WEEKEND"),
        ("2026-11-29 11:00:00", False, "HOURS_WEEKEND"),
    ],
)
def test_days_and_hours(at: str, allowed: bool, code: str) -> None:
    verdict = call(CALLABLE, paris(at))
    assert (verdict.allowed, verdict.code) == (allowed, code)
    assert verdict.light is (Light.ALLOWED if allowed else Light.WAIT)


def test_every_reason_is_given_the_strongest_first() -> None:
    person = facts(oppositions=(REFUSAL,), erased=REFUSAL.at, attempts=attempts(1, 2, 3, 4), zone="Europe/Paris")
    verdict = call(
        replace(person, notice=NoticeFact(date(2026, 9, 1)), has_caller_number=False), paris("2026-11-28 21:00")
    )
    assert codes(verdict) == [
        *("OPPOSED_PERSON", "ERASED", "CONSENT_NONE", "FREQUENCY", "HOURS_OUTSIDE", "HOURS_WEEKEND"),
        "NOTICE_OVERDUE",
    ]
    assert all(reason.blocks for reason in verdict.reasons)
    assert verdict.light is Light.OPPOSED


def test_no_title_no_call() -> None:
    verdict = call(facts())
    assert (codes(verdict), verdict.light, verdict.until) == (["CONSENT_NONE"], Light.FORBIDDEN, None)
    assert verdict.reasons[0].reference == "C. consom., art.\u00a0L223-1"


@table(
    "collected, until, last",
    [
        ("2026-08-15 10:00", None, date(2027, 8, 14)),
        ("2026-08-15 10:00", date(2028, 1, 1), date(2027, 8, 14)),
        ("2026-11-10 10:00", date(2027, 5, 9), date(2027, 5, 9)),
    ],
)
def test_a_consent_ends(collected: str, until: date | None, last: date) -> None:
    consent = replace(CONSENT, collected=paris(collected), until=until)
    person = facts(consents=(consent,), notice=replace(INFORMED, obtained=date(2026, 8, 12)))
    on_the_day = datetime(last.year, last.month, last.day, 10, 30, tzinfo=TUESDAY.tzinfo)
    while on_the_day.isoweekday() > 5:
        on_the_day -= timedelta(days=1)
    verdict = call(person, on_the_day)
    assert verdict.allowed
    assert verdict.reasons[0].values["consent_end"] == last
    after = datetime(last.year, last.month, last.day, 10, 30, tzinfo=TUESDAY.tzinfo) + timedelta(days=1)
    assert "CONSENT_EXPIRED" in codes(call(person, after))


def test_a_consent_older_than_the_law_is_usable_with_a_warning() -> None:
    old = replace(CONSENT, collected=paris("2026-08-01 10:00"))
    assert codes(call(facts(consents=(old,)))) == ["CALL_CONSENT", "CONSENT_BEFORE_LAW"]
    assert codes(call(facts(consents=(replace(old, five_mentions_proven=False),)))) == ["CONSENT_INCOMPLETE"]


@table(
    "changes, code",
    [
        ({"collected": None}, "CONSENT_UNDATED"),
        ({"collected": paris("2026-11-24 14:31")}, "CONSENT_FUTURE"),
        ({"has_proof": False}, "CONSENT_NO_PROOF"),
        ({"missing": ("la durée",)}, "CONSENT_INCOMPLETE"),
        ({"withdrawn": paris("2026-11-20 10:00")}, "CONSENT_WITHDRAWN"),
        ({"withdrawn": paris("2026-12-20 10:00")}, "CONSENT_WITHDRAWN"),
        ({"agency": "SARL Voisine"}, "CONSENT_OTHER_AGENCY"),
        ({"key": "0639980099"}, "CONSENT_OTHER_NUMBER"),
        ({"object": "louer un garage"}, "CONSENT_OTHER_OBJECT"),
        ({"channels": frozenset({Channel.EMAIL})}, "CONSENT_NONE"),
    ],
)
def test_a_consent_that_is_not_one(changes: dict[str, object], code: str) -> None:
    person = facts(consents=(replace(CONSENT, **changes),), agency="SARL Agence du Mail")  # type: ignore[arg-type]
    verdict = call(person, key=PHONE, object_="vendre sa maison")
    assert codes(verdict) == [code]
    assert verdict.light is Light.FORBIDDEN


def test_the_object_is_compared_without_case_or_spaces() -> None:
    assert call(CALLABLE, object_="Vendre  SA maison").allowed


def test_taking_an_agreement_back_takes_back_the_earlier_ones() -> None:
    first = replace(CONSENT, collected=paris("2026-10-01 10:00"))
    back = replace(CONSENT, withdrawn=paris("2026-11-20 10:00"))
    assert codes(call(facts(consents=(first, back)))) == ["CONSENT_WITHDRAWN"]
    undated = replace(CONSENT, collected=None)
    assert codes(call(facts(consents=(undated, back)))) == ["CONSENT_WITHDRAWN"]
    later = replace(CONSENT, collected=paris("2026-11-21 10:00"))
    assert call(facts(consents=(first, back, later))).allowed


def test_the_longest_agreement_speaks() -> None:
    short, long = replace(CONSENT, until=date(2026, 12, 1)), replace(CONSENT, until=date(2027, 2, 1))
    for pair in ((short, long), (long, short)):
        assert call(facts(consents=pair)).reasons[0].values["consent_end"] == date(2027, 2, 1)


def test_one_valid_title_is_enough() -> None:
    person = facts(consents=(replace(CONSENT, has_proof=False),), contracts=(CONTRACT,))
    verdict = call(person)
    assert codes(verdict) == ["CALL_CONTRACT"]
    assert verdict.reasons[0].values["mandate"] == "2026-041"


@table(
    "changes, code",
    [
        ({"number": ""}, "CONTRACT_UNPROVEN"),
        ({"object": ""}, "CONTRACT_UNPROVEN"),
        ({"start": None}, "CONTRACT_UNPROVEN"),
        ({"end": None}, "CONTRACT_UNPROVEN"),
        ({"has_proof": False}, "CONTRACT_UNPROVEN"),
        ({"end": date(2026, 11, 23)}, "CONTRACT_ENDED"),
        ({"start": date(2026, 11, 25)}, "CONTRACT_NOT_BEGUN"),
        ({"object": "location"}, "CONTRACT_UNRELATED"),
    ],
)
def test_a_contract_that_does_not_open(changes: dict[str, object], code: str) -> None:
    contract = replace(CONTRACT, **changes)  # type: ignore[arg-type]
    assert codes(call(facts(contracts=(contract,)), object_="vente")) == ["CONSENT_NONE", code]


def test_a_contract_that_ends_within_the_month_warns() -> None:
    ending = ContractFact("12", "vente", date(2026, 9, 1), date(2026, 12, 24), has_proof=True)
    assert codes(call(facts(contracts=(ending,)))) == ["CALL_CONTRACT", "CONTRACT_ENDS_SOON"]
    assert codes(call(facts(contracts=(replace(ending, end=date(2026, 12, 25)),)))) == ["CALL_CONTRACT"]


def test_a_request_opens_five_working_days() -> None:
    person = facts(requests=(REQUEST,))
    # Asked on Friday 20 November: Saturday counts, Sunday does not.
    verdict = call(person, paris("2026-11-26 19:00"))
    assert codes(verdict) == ["CALL_REQUEST"]
    assert verdict.reasons[0].values["request_end"] == date(2026, 11, 26)
    assert codes(call(person, paris("2026-11-27 10:30"))) == ["CONSENT_NONE", "REQUEST_OLD"]


@table(
    "request_fact, code",
    [
        (replace(REQUEST, has_proof=False), "REQUEST_UNPROVEN"),
        (replace(REQUEST, how=""), "REQUEST_UNPROVEN"),
        (replace(REQUEST, object=""), "REQUEST_UNPROVEN"),
        (replace(REQUEST, at=paris("2026-11-24 15:00")), "REQUEST_UNPROVEN"),
        (replace(REQUEST, answered=paris("2026-11-21 10:00")), "REQUEST_ANSWERED"),
        (replace(REQUEST, object="location"), "REQUEST_OTHER_OBJECT"),
    ],
)
def test_a_request_that_does_not_open(request_fact: RequestFact, code: str) -> None:
    assert codes(call(facts(requests=(request_fact,)), object_="estimation")) == ["CONSENT_NONE", code]


@table(
    "professional",
    [
        replace(PROFESSIONAL, has_proof=False),
        replace(PROFESSIONAL, siren="12345678"),
        replace(PROFESSIONAL, siren="12345678x"),
        replace(PROFESSIONAL, object=""),
    ],
)
def test_a_professional_must_be_proven(professional: ProfessionalFact) -> None:
    assert codes(call(facts(professional=PROFESSIONAL))) == ["CALL_PROFESSIONAL"]
    assert codes(call(facts(professional=professional))) == ["CONSENT_NONE", "PROFESSIONAL_UNPROVEN"]


def test_the_fifth_attempt_is_barred() -> None:
    person = replace(CALLABLE, attempts=attempts(0, 10, 20, 30))
    verdict = call(person)
    assert codes(verdict) == ["FREQUENCY"]
    assert verdict.reasons[0].values["date"] == date(2026, 11, 25)
    assert verdict.light is Light.WAIT
    assert verdict.until == paris("2026-11-25 10:00").astimezone(UTC)
    assert call(person, paris("2026-11-25 10:00")).allowed


def test_the_last_attempt_is_announced() -> None:
    verdict = call(replace(CALLABLE, attempts=attempts(3, 10, 20, 31)))
    assert codes(verdict) == ["CALL_CONSENT", "FREQUENCY_LAST"]
    assert verdict.reasons[1].values["date"] == date(2026, 12, 5)
    assert codes(call(replace(CALLABLE, attempts=attempts(3, 31, 40, 50)))) == ["CALL_CONSENT"]


def test_a_refusal_said_in_a_call_holds_for_good() -> None:
    person = replace(CALLABLE, refusals=(CallRefusal(paris("2026-07-20 10:30")),), consents=())
    verdict = call(person, paris("2026-11-18 10:30"))
    assert codes(verdict) == ["OPPOSED_PERSON", "CONSENT_NONE"]
    assert verdict.light is Light.OPPOSED


def test_the_place_decides_the_hour() -> None:
    overseas = replace(CALLABLE, zone="Indian/Reunion", postcode="97400")
    assert codes(call(overseas, paris("2026-11-24 17:30"))) == ["HOURS_OUTSIDE"]
    assert call(overseas, paris("2026-11-24 11:30")).allowed
    # 14 h in Paris is 9 h in Fort-de-France.
    assert not call(replace(CALLABLE, zone="America/Martinique"), paris("2026-11-24 14:00")).allowed


def test_a_number_that_tells_another_place_than_the_postcode_asks_for_both_clocks() -> None:
    person = replace(CALLABLE, postcode="30700", number_zone="Indian/Reunion")
    evening = call(person, paris("2026-11-24 19:00"))
    assert codes(evening) == ["HOURS_OUTSIDE"]
    hour = evening.reasons[0].values["hour"]
    assert isinstance(hour, datetime)
    assert hour.hour == 22
    assert evening.until == paris("2026-11-25 11:00").astimezone(UTC)
    assert call(person, paris("2026-11-24 11:00")).until == paris("2026-11-24 13:00").astimezone(UTC)
    assert call(person, paris("2026-11-24 15:00")).until == paris("2026-11-24 17:00").astimezone(UTC)
    assert not call(person, paris("2026-11-24 10:30")).allowed
    guyane = replace(person, number_zone="America/Cayenne")
    assert codes(call(guyane, paris("2027-06-10 16:00"))) == ["HOURS_LOCAL_HOLIDAY"]
    assert call(guyane, paris("2027-06-09 16:00")).allowed
    for same in ("Europe/Paris", "Mars/Olympus"):
        assert call(replace(person, number_zone=same), paris("2026-11-24 19:00")).allowed


@table("zone", [None, "", "Mars/Olympus", "../etc/passwd", "Europe"])
def test_an_unknown_place_forbids(zone: str | None) -> None:
    verdict = call(replace(CALLABLE, zone=zone), paris("2026-11-28 22:00"))
    assert codes(verdict) == ["ZONE_UNKNOWN"]
    assert verdict.light is Light.FORBIDDEN
    assert verdict.until is None


@table("postcode", ["67000", "57100", "68200"])
def test_local_holidays_are_prudence_and_can_be_switched_off(postcode: str) -> None:
    person = replace(CALLABLE, postcode=postcode)
    good_friday = paris("2027-03-26 10:30")
    verdict = call(person, good_friday)
    assert codes(verdict) == ["HOURS_LOCAL_HOLIDAY"]
    assert verdict.reasons[0].grade == "D"
    assert call(replace(person, local_holidays=False), good_friday).allowed
    assert call(replace(person, postcode="75001"), good_friday).allowed


def test_chosen_slots() -> None:
    tuesdays = replace(CONSENT, slots=((2, "10:00", "12:00"), (4, "14:00", "16:00")))
    person = facts(consents=(tuesdays,))
    verdict = call(person)
    assert codes(verdict) == ["CONSENT_SLOT"]
    assert verdict.light is Light.WAIT
    assert verdict.until == paris("2026-11-26 14:00").astimezone(UTC)
    inside = call(person, paris("2026-11-26 15:00"))
    assert inside.allowed
    assert inside.until == paris("2026-11-26 16:00").astimezone(UTC)
    assert call(replace(person, contracts=(CONTRACT,))).allowed


def test_an_unreadable_slot_opens_nothing() -> None:
    slots = ((2, "9 h", "20:00"), (2, "10:00", "25:00"), (2, "10:00+02:00", "20:00+02:00"))
    person = facts(consents=(replace(CONSENT, slots=slots),))
    verdict = call(person)
    assert codes(verdict) == ["CONSENT_SLOT"]
    assert verdict.until is None


def test_general_off_hours_agreements_are_not_enough() -> None:
    person = facts(consents=(replace(CONSENT, slots=((6, "09:00", "12:00"),)),))
    assert codes(call(person, paris("2026-11-28 11:00"))) == ["HOURS_WEEKEND", "HOURS_VAGUE_AGREEMENT"]
    assert codes(call(person, paris("2026-11-28 09:30"))) == ["HOURS_OUTSIDE", "HOURS_WEEKEND", "HOURS_VAGUE_AGREEMENT"]


@table("exact", [paris("2026-11-28 11:00"), datetime(2026, 11, 28, 11, 0)])  # noqa: DTZ001 - local time
def test_an_exact_appointment_opens_the_off_hours(exact: datetime) -> None:
    consent = replace(CONSENT, exact=(exact,), slots=((2, "10:00", "12:00"),))
    person = facts(consents=(consent,))
    verdict = call(person, paris("2026-11-28 11:05"))
    assert codes(verdict) == ["CALL_OFF_HOURS", "CALL_CONSENT"]
    assert verdict.until == paris("2026-11-28 11:15").astimezone(UTC)
    assert codes(call(person, paris("2026-11-28 11:15"))) == ["CONSENT_SLOT", "HOURS_WEEKEND"]
    assert not call(facts(consents=(replace(consent, has_proof=False),)), paris("2026-11-28 11:05")).allowed
    assert call(person, paris("2026-11-28 10:00")).until == paris("2026-11-28 11:00").astimezone(UTC)


def test_an_appointment_inside_the_hours_is_an_ordinary_call() -> None:
    person = facts(consents=(replace(CONSENT, exact=(TUESDAY,), slots=((3, "10:00", "12:00"),)),))
    assert codes(call(person)) == ["CALL_CONSENT"]


def test_how_long_a_call_stays_allowed() -> None:
    assert call(CALLABLE).until == paris("2026-11-24 20:00").astimezone(UTC)
    assert call(CALLABLE, paris("2026-11-24 10:00")).until == paris("2026-11-24 13:00").astimezone(UTC)


def test_the_next_lawful_moment() -> None:
    friday_evening = paris("2026-12-24 20:30")
    # 25 December is a holiday, then a weekend.
    assert call(CALLABLE, friday_evening).until == paris("2026-12-28 10:00").astimezone(UTC)
    assert call(facts(), paris("2026-11-28 10:00")).until is None
    assert call(CALLABLE, friday_evening).reasons[0].values["next"] == paris("2026-12-28 10:00")


def test_no_next_moment_when_the_title_ends_before() -> None:
    person = facts(consents=(replace(CONSENT, until=date(2026, 11, 28)),))
    verdict = call(person, paris("2026-11-28 11:00"))
    assert (codes(verdict), verdict.until) == (["HOURS_WEEKEND", "CONSENT_ENDS_SOON"], None)
    assert "next" not in verdict.reasons[0].values


def test_a_clock_that_went_back_is_doubted() -> None:
    ahead = replace(CALLABLE, attempts=(TUESDAY + timedelta(minutes=6),))
    assert codes(call(ahead)) == ["CLOCK_DOUBTFUL"]
    assert call(replace(CALLABLE, attempts=(TUESDAY + timedelta(minutes=4),))).allowed
    # A year back, the old law would open the call: the sheet did not exist then.
    assert not call(Facts(INFORMED, bloctel_checked=date(2025, 11, 20)), paris("2025-11-25 10:30")).allowed


def test_a_call_before_the_information_says_so() -> None:
    person = facts(notice=NoticeFact(date(2026, 11, 21)), consents=(CONSENT,))
    assert codes(call(person)) == ["CALL_CONSENT", "NOTICE_MISSING"]
    late = facts(notice=NoticeFact(date(2026, 10, 20)), consents=(CONSENT,))
    verdict = call(late)
    assert (codes(verdict), verdict.light) == (["NOTICE_OVERDUE"], Light.FORBIDDEN)


def test_a_number_to_show_that_nobody_wrote_down_is_a_caution() -> None:
    verdict = call(replace(CALLABLE, has_caller_number=False))
    assert (codes(verdict), verdict.light) == (["CALL_CONSENT", "AGENCY_CALLER_NUMBER"], Light.ALLOWED)


def test_a_consent_seen_from_its_own_channel_only() -> None:
    everything = ConsentFact(frozenset(Channel), CONSENT.collected, None, has_proof=True)
    assert call(facts(consents=(everything,))).allowed


@table("zone", ["America/Martinique", "Pacific/Noumea", "Europe/Paris"])
def test_the_ends_of_the_calendar_break_nothing(zone: str) -> None:
    first, last = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)
    endless = replace(CONTRACT, end=date.max)
    assert call(facts(contracts=(endless,))).until == paris("2026-11-24 20:00").astimezone(UTC)
    for moment in (first, last):
        person = facts(
            zone=zone,
            consents=(replace(CONSENT, collected=moment, until=date.max),),
            requests=(replace(REQUEST, at=moment),),
            attempts=(first,),
            oppositions=(replace(REFUSAL, at=moment),),
        )
        assert call(person).light is Light.OPPOSED


# --- Old calls judged again under the law of their day: opt-out, Bloctel, hours, four attempts, sixty days after a
# refusal

CALL = paris("2026-06-24 10:30")
OPEN = facts(notice=OLD_FILE, bloctel_checked=date(2026, 6, 1))


def test_what_nothing_forbade_was_allowed() -> None:
    verdict = call(OPEN, CALL)
    assert (codes(verdict), verdict.light) == (["CALL_OPT_OUT"], Light.ALLOWED)
    assert verdict.reasons[0].values["law_end"] == date(2026, 8, 10)


def test_the_law_changes_at_midnight_of_the_person() -> None:
    person = replace(OPEN, bloctel_checked=date(2026, 8, 1))
    assert codes(call(person, paris("2026-08-10 19:59"))) == ["CALL_OPT_OUT"]
    assert "CONSENT_NONE" in codes(call(person, paris("2026-08-11 10:00")))
    # 1 h on the 11th in Paris is still 19 h on the 10th in Fort-de-France.
    assert call(replace(person, zone="America/Martinique"), paris("2026-08-11 01:00")).allowed


@table(
    "checked, allowed",
    [(date(2026, 5, 24), True), (date(2026, 5, 23), False), (date(2026, 6, 25), False), (None, False)],
)
def test_bloctel_within_the_month(checked: date | None, allowed: bool) -> None:
    verdict = call(replace(OPEN, bloctel_checked=checked), CALL)
    assert verdict.allowed is allowed
    assert allowed or codes(verdict) == ["BLOCTEL_UNCHECKED"]


def test_sixty_days_after_a_refusal() -> None:
    refused = replace(OPEN, refusals=(CallRefusal(paris("2026-05-01 10:30")),))
    verdict = call(replace(refused, bloctel_checked=date(2026, 6, 10)), paris("2026-06-19 10:30"))
    assert (codes(verdict), verdict.light) == (["REFUSAL_RECENT"], Light.WAIT)
    assert verdict.reasons[0].values["date"] == date(2026, 7, 1)
    assert verdict.reasons[0].reference.endswith("(décret 2022-1313)")
    assert not call(refused, paris("2026-06-30 10:30")).allowed
    assert call(refused, paris("2026-07-01 10:30")).allowed
    assert call(refused, paris("2026-04-30 10:30")).code == "BLOCTEL_UNCHECKED"


def test_hours_frequency_and_oppositions() -> None:
    assert codes(call(OPEN, paris("2026-06-24 13:00"))) == ["HOURS_OUTSIDE"]
    assert codes(call(replace(OPEN, attempts=attempts(1, 2, 3, 4, at=CALL)), CALL)) == ["FREQUENCY"]
    assert codes(call(replace(OPEN, attempts=attempts(1, 2, 3, at=CALL)), CALL)) == ["CALL_OPT_OUT", "FREQUENCY_LAST"]
    opposed = replace(OPEN, oppositions=(replace(REFUSAL, at=paris("2026-06-01 10:00")),))
    assert call(opposed, CALL).light is Light.OPPOSED


def test_a_general_agreement_opened_every_hour() -> None:
    agreed = replace(OPEN, consents=(replace(CONSENT, collected=paris("2026-05-01 10:00")),))
    verdict = call(agreed, paris("2026-06-27 21:00"))
    assert codes(verdict) == ["CALL_OPT_OUT"]
    # The comparison with Bloctel holds a month.
    assert verdict.until == paris("2026-07-02 00:00").astimezone(UTC)
    fresh = replace(agreed, bloctel_checked=date(2026, 7, 20))
    assert call(fresh, paris("2026-07-25 21:00")).until == paris("2026-08-11 00:00").astimezone(UTC)
    ending = replace(fresh, consents=(replace(agreed.consents[0], until=date(2026, 7, 28)),))
    assert call(ending, paris("2026-07-25 21:00")).until == paris("2026-07-29 00:00").astimezone(UTC)
    tired = replace(fresh, attempts=attempts(30, 20, 10, 5, at=paris("2026-07-25 21:00")))
    assert call(tired, paris("2026-07-25 21:00")).until == paris("2026-07-26 00:00").astimezone(UTC)
    assert not call(replace(agreed, consents=()), paris("2026-06-27 21:00")).allowed


def test_a_day_before_every_rulebook_is_judged_by_the_oldest() -> None:
    assert codes(call(OPEN, paris("1970-01-01 10:30")))[-1] == "CLOCK_DOUBTFUL"


def test_a_contract_a_request_and_a_professional_were_called_without_bloctel() -> None:
    unchecked = replace(OPEN, bloctel_checked=None)
    running = replace(CONTRACT, start=date(2026, 6, 1))
    asked = replace(REQUEST, at=paris("2026-06-22 10:00"))
    for person in (
        replace(unchecked, contracts=(running,)),
        replace(unchecked, requests=(asked,)),
        replace(unchecked, professional=PROFESSIONAL),
    ):
        assert codes(call(person, CALL)) == ["CALL_OPT_OUT"]
    ended = replace(running, end=date(2026, 6, 23))
    assert codes(call(replace(unchecked, contracts=(ended,)), CALL)) == ["BLOCTEL_UNCHECKED"]


def test_the_information_was_already_due() -> None:
    uninformed = replace(OPEN, notice=NoticeFact(date(2026, 4, 1)))
    verdict = call(uninformed, CALL)
    assert (codes(verdict), verdict.light) == (["NOTICE_OVERDUE"], Light.FORBIDDEN)
    assert codes(call(replace(uninformed, notice=NoticeFact(date(2026, 6, 1))), CALL)) == [
        *("CALL_OPT_OUT", "NOTICE_MISSING"),
    ]
    unknown = replace(OPEN, supplier_missing=("le nom",))
    assert codes(call(unknown, CALL)) == ["SUPPLIER_UNKNOWN"]
