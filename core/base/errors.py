"""The two kinds of exceptions that are not bugs. Anything else is a bug and is never swallowed.

``UserError``: something the user can act on; its text is a French sentence ready to be shown. ``Cancelled``: the
user gave up; nothing is shown.
"""


class UserError(Exception):
    """An error the user can act on. Its text says in French what happened, what is safe and what to do; ``code`` names
    the sentence."""

    def __init__(self, code: str, text: str) -> None:
        super().__init__(text)
        self.code = code
        self.text = text

    def __reduce__(self) -> tuple[type["UserError"], tuple[str, str]]:
        return type(self), (self.code, self.text)


class Cancelled(Exception):
    """Raised inside a long job when the user has stopped it."""


class Stale(UserError):
    """Somebody else changed the row since it was read: nothing was written."""


class Forbidden(UserError):
    """The law or the opposition register forbids the action: nothing was done."""
