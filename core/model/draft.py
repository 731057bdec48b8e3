"""A draft: what a source says of one seller, as raw texts. A row, a listing and a typed lead are the same thing."""

from typing import NamedTuple

WHO_REFUSES = -2
"""The column of a doubt that asks which of the people of a row refuses."""


class RefusalOfRow(NamedTuple):
    """A refusal of a row: its ``words``; the ``columns`` from 0 where they stand, or that a colour marks, none for the
    whole row; the ``text`` around the words; ``place``: where they are, as it is shown; ``loose``: a colour, a comment
    or a tick, which may mark the row for one of its people whose words stand elsewhere."""

    words: str
    columns: tuple[int, ...] = ()
    text: str = ""
    place: str = ""
    loose: bool = False


class Draft(NamedTuple):
    """Raw texts as the source wrote them, trimmed; an empty text means that the source does not say.

    ``line``: physical line or rank in the source, from 1. ``site``, ``reference``, ``url``, ``seen``: where and when
    the listing was read (``seen`` as written, any usual date shape). ``seller``: "private", "pro" or "" when not
    said. ``refuses``: the site's own flag says the seller refuses canvassing. ``text``: the words of the
    listing, searched for a refusal and then dropped, never stored; a row of a file has none. ``heard``, ``heard_in``:
    the words of the refusal read in any of its cells, or in all that its card shows, and the heading of the column.
    ``cells``: the
    original cells, kept only for the list of rejected rows. ``extra``: (heading, text) of the columns the user asked
    to keep with the origin. ``aside``: the user set the row aside at the check. ``slid``: heading from which the
    cells are shifted by one column, empty when they are in place. ``listing_postcode``, ``listing_town``: of the
    property, where the source tells it from where the seller lives. ``listened``: every cell was asked for a refusal.
    ``headings``: the row is a second line of headings, and these columns under it have no place among the first ones.
    ``elsewhere``: (street, postcode, town) of the other addresses of the row, where no letter goes and a
    refusal is heard.
    ``doubt``, ``doubt_at``: words that sound like a refusal though none was found, and their column from 0;
    ``held``: nobody has said yet whether they refuse; ``everywhere``: heading of the column that says the same words in
    every row, empty for words of this row.
    ``private``: 1 when the words of the ad speak of a private matter, 0 when they were read and do not, None when they
    were not read (rule SCR-09).
    ``country``: of the address, where a column or a card tells it: a name or a code.
    ``closed``: the ways of being reached that the person refuses, and no other: email, sms, call, letter.
    ``others``: the other people of the row, who share its property, each a draft with what is theirs, their own
    refusal and their own doubt; ``role``: what they have of it, of :data:`core.records.listing.ROLES`. ``refusals``:
    every refusal read in a row; ``heard_too``: (words, heading) of those of the same person after the first;
    ``unsaid``: (column from 0, words) of what was heard there, and of which somebody said that it refuses nothing.
    """

    line: int = 0
    name: str = ""
    last_name: str = ""
    first_name: str = ""
    civility: str = ""
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    address: str = ""
    postcode: str = ""
    town: str = ""
    kind: str = ""
    deal: str = ""
    title: str = ""
    price: str = ""
    area: str = ""
    rooms: str = ""
    site: str = ""
    reference: str = ""
    url: str = ""
    seen: str = ""
    seller: str = ""
    refuses: bool = False
    text: str = ""
    cells: tuple[str, ...] = ()
    extra: tuple[tuple[str, str], ...] = ()
    aside: bool = False
    slid: str = ""
    heard: str = ""
    heard_in: str = ""
    listing_postcode: str = ""
    listing_town: str = ""
    listened: bool = False
    headings: tuple[str, ...] = ()
    elsewhere: tuple[tuple[str, str, str], ...] = ()
    doubt: str = ""
    doubt_at: int = -1
    held: bool = False
    everywhere: str = ""
    private: int | None = None
    closed: tuple[str, ...] = ()
    country: str = ""
    others: tuple["Draft", ...] = ()
    refusals: tuple[RefusalOfRow, ...] = ()
    heard_too: tuple[tuple[str, str], ...] = ()
    unsaid: tuple[tuple[int, str], ...] = ()
    role: str = ""

    @property
    def is_blank(self) -> bool:
        """Tell whether the row holds no text at all."""
        return not any(self.cells)
