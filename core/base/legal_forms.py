"""The legal forms of French companies, by initials and in full (C. com., art. L210-1)."""

import re

FORMS = {
    **dict.fromkeys(("sarl", "société à responsabilité limitée"), "SARL"),
    **dict.fromkeys(("sasu", "société par actions simplifiée unipersonnelle"), "SASU"),
    **dict.fromkeys(("sas", "société par actions simplifiée"), "SAS"),
    **dict.fromkeys(("ei", "entreprise individuelle", "entrepreneur individuel"), "EI"),
    **dict.fromkeys(("eurl", "entreprise unipersonnelle à responsabilité limitée"), "EURL"),
    **dict.fromkeys(("sa", "société anonyme"), "SA"),
    **{form.lower(): form for form in ("SNC", "SCI", "EIRL", "SELARL", "SCP", "SCOP")},
}
"""A form as it is written, in lower case → its initials."""


def without_form(name: str, form: str) -> str:
    """Return the name of a company without its legal form, however both are written, at its beginning or its end:
    « Agence du Mail » of « S.A.R.L. Agence du Mail », a « société à responsabilité limitée ». A name that is only its
    form stays."""
    initials = FORMS.get(form.replace(".", "").lower())
    written = [re.escape(full) for full, short in FORMS.items() if short == initials and " " in full]
    either = "|".join([*written, r"\.?".join(initials) + r"\.?" if initials else re.escape(form)])
    bare = re.sub(rf"^(?:{either})[\s,]+|[\s,]+\(?(?:{either})\)?$", "", name, flags=re.IGNORECASE)
    return bare or name
