"""The two kinds of exceptions a person meets; everything else is a bug and is never swallowed.

``UserError``: the user can act; its text is a French sentence fit to show. ``Cancelled``: the user gave up; silence.
"""


class UserError(Exception):
    """What happened, what is safe and what to do, in French (words of section 7 of the texts); ``code`` names it."""

    def __init__(self, code: str, text: str) -> None:
        super().__init__(text)
        self.code = code
        self.text = text

    def __reduce__(self) -> tuple[type["UserError"], tuple[str, str]]:
        return type(self), (self.code, self.text)


class Cancelled(Exception):
    """The user stopped a long job."""


class Stale(UserError):
    """Somebody else changed the row since it was read: nothing was written."""


class Forbidden(UserError):
    """The law, or the register, does not allow this: nothing was done."""
