"""What an agency chooses of its letters: how they look, and one paragraph of its own. The law's texts are fixed."""

from core.base.records import Struct

INK = "#1c2127"
ACCENTS = (INK, "#1d5f4a", "#1f4e8c", "#7a3b1d", "#5a3f7a")
"""The accents offered: black, green, blue, brown, violet; each dark enough on white paper to be read."""

PROOFS = ("since", "sales", "team", "hours")
MOST_PROOFS = 2
CLOSINGS = ("wish", "plain", "formal")
"""« Je vous souhaite une bonne vente. », « Bien cordialement, », « Veuillez agréer… »; the first where it fits."""

PICTURES = ("logo", "signature", "photo")
LATER = ("photo_of",)
"""Choices that came after letters were made: nothing is said of them while they are empty."""


class LetterLook(Struct, frozen=True):
    """:data:`PICTURES` are PNG or JPEG pictures in base64, empty for none; ``photo_of``: who is on the photo
    and agreed to be, which is printed beside that signature alone. ``accent``: #rrggbb. ``paragraph``: printed in
    the ordinary letter only, as typed. ``consent_form``: the form of agreement leaves with the letter. ``one_sided``:
    each page is a sheet of its own, so the front of the strip says where to send it. ``proofs``: what the agency says
    of itself, of :data:`PROOFS`, two at most, in its order; ``closing``: of :data:`CLOSINGS`; ``by_mail``: the letter
    asks for a word by e-mail rather than for a call."""

    logo: str = ""
    signature: str = ""
    photo: str = ""
    photo_of: str = ""
    accent: str = INK
    paragraph: str = ""
    consent_form: bool = False
    one_sided: bool = False
    proofs: str = ""
    closing: str = ""
    by_mail: bool = False

    @property
    def chosen_proofs(self) -> tuple[str, ...]:
        """The proofs chosen, in order."""
        return tuple(name for name in self.proofs.split(",") if name in PROOFS)[:MOST_PROOFS]


USUAL = LetterLook()
