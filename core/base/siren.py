"""The SIREN, the number of a French company: nine digits, of which the last is a check digit."""

DIGITS = 9


def bare(typed: str) -> str:
    """Return a typed SIREN without its spaces and points."""
    return "".join(typed.split()).replace(".", "")


def is_whole(digits: str) -> bool:
    """Tell whether the text is made of nine digits."""
    return len(digits) == DIGITS and digits.isascii() and digits.isdecimal()


def is_keyed(digits: str) -> bool:
    """Tell whether the last digit is the right check digit (Luhn's sum, as INSEE uses it)."""
    doubled = (int(digit) * (2 if place % 2 else 1) for place, digit in enumerate(reversed(digits)))
    return sum(number - 9 if number > 9 else number for number in doubled) % 10 == 0
