"""Ways to write one telephone: each takes its ten figures and gives a text that holds it."""

from collections.abc import Callable

Spelling = Callable[[str], str]


def pairs(figures: str, between: str = " ") -> str:
    """Return the figures two by two: « 06 39 98 12 41 »."""
    return between.join(figures[at : at + 2] for at in range(0, 10, 2))


def in_script(zero: str) -> Spelling:
    """Return the spelling with the figures of another script, which begin at ``zero``."""
    return lambda figures: "".join(chr(ord(zero) + int(one)) for one in figures)


def lettered(figures: str) -> str:
    """Return the figures with the letter O for each 0 and l for each 1."""
    return pairs(figures).replace("0", "O").replace("1", "l")


_BETWEEN = (" ", ".", "-", "–", "—", "/", "\u00a0", "\u202f", "\u2009", "\u200b", "\u2060", "_", "·", "")
_AROUND = (
    *("{} poste 12", "{} ext. 3", "{} p. 4", "{}, poste n° 2", "{} #12", "{} x7", "{} int. 5"),
    *("tel. le soir {}", "{} (après 18h)", "{} le soir", "{} demander Paul", "{} 24h/24", "{} 7j/7", "1) {}"),
    *("Tél 1 : {}", "n° {}", "'{}", "{} Mme au 2e étage", "{} entre 9 et 12 h", "\u200e{}\u200f", "{} ?", "« {} »"),
    *("le 12/11/2026 au {}", "tél : {} ou e-mail"),
)
_BESIDE = (
    *("{} / 01 99 00 {} {}", "01 99 00 {1} {2} ou {0}", "{} et 01 99 00 {} {}", "{}, 019900{}{}"),
    *("{};+33 1 99 00 {} {}", "{} 01 99 00 {} {}", "Port. {} Fixe 01.99.00.{}.{}", "{} - 019900{}{}"),
)
_NOT_TOLD = ("{} 2", "{} ou 02", "{} / 42 le soir", "code 1234 {}", "{} bâtiment 3", "{} 89")


def joined(sign: str) -> Spelling:
    """Return the spelling with a sign between the pairs."""
    return lambda figures: pairs(figures, sign)


def said(words: str) -> Spelling:
    """Return the spelling among words; a second number is made of the last figures of the first."""
    return lambda figures: words.format(pairs(figures), figures[6:8], figures[8:])


PHONES: tuple[Spelling, ...] = (
    *map(joined, _BETWEEN),
    *map(said, (*_AROUND, *_BESIDE)),
    *map(in_script, ("٠", "۰", "०", "０", "𝟎")),
    lettered,
    lambda figures: f"+33{figures[1:]}",
    lambda figures: f"+33 (0){pairs(figures)[1:]}",
    lambda figures: f"+33(0){figures[1:]}",
    lambda figures: f"0033{figures[1:]}",
    lambda figures: f"0033 (0) {pairs(figures)[1:]}",
    lambda figures: f"33{figures[1:]}",
    lambda figures: f"(0){pairs(figures)[1:]}",
    lambda figures: f"(+33) {pairs(figures)[1:]}",
    lambda figures: f"+33 {pairs(figures)}",
    lambda figures: figures[1:],
    lambda figures: f"{figures[1:]}.0",
    " ".join,
    lambda figures: "O" + figures[1:],
    lambda figures: "o" + pairs(figures)[1:],
    lambda figures: pairs(in_script("٠")(figures)),
    lambda figures: "+３３ " + pairs(in_script("０")(figures))[1:],
)
"""Spellings that are read."""

HELD: tuple[Spelling, ...] = tuple(map(said, _NOT_TOLD))
"""Spellings that cannot be told for sure: nobody is called at them, and a refusal of the number holds all the same."""
