"""What a call costs, by the numbering plan: nobody is asked to pay to refuse."""

from core.base.call_cost import CallCost, call_cost
from tests.tables import table

FREE = ("0800 12 34 56", "0801 00 00 00", "0 802 11 22 33", "08 03 44 55 66", "0804.55.66.77", "+33 805 10 20 30")
ORDINARY = (
    *("01 99 00 10 20", "02 61 91 00 00", "03-53-01-00-00", "0465710000", "05.36.49.00.00", "06 39 98 00 01"),
    *("07 00 00 00 01", "09 70 00 00 01", "0806 11 22 33", "0809 11 22 33", "+33 1 99 00 10 20", "0033 6 39 98 00 01"),
    *("+33 (0)1 99 00 10 20", "0262 99 00 01", "+262 692 99 00 01"),
)
PREMIUM = (
    "0892 70 12 34",
    "3639",
    "36 39",
    "0820 11 22 33",
    "0899 00 00 00",
    "118 712",
    "1014",
    "3008",
    "+33 892 70 12 34",
)
UNKNOWN = ("", "112 rue du Mail", "+44 20 7946 0000", "0199", "01 99 00 10", "sur rendez-vous", "+1 555 0100", "00")


@table(
    "phone, cost",
    [
        *((phone, CallCost.FREE) for phone in FREE),
        *((phone, CallCost.ORDINARY) for phone in ORDINARY),
        *((phone, CallCost.PREMIUM) for phone in PREMIUM),
        *((phone, CallCost.UNKNOWN) for phone in UNKNOWN),
    ],
)
def test_the_class_of_a_number(phone: str, cost: CallCost) -> None:
    assert call_cost(phone) is cost
    assert cost.may_be_asked is (cost in (CallCost.FREE, CallCost.ORDINARY))
