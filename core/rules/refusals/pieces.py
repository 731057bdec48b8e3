"""The pieces of which the rules of a refusal are made, written with the concepts of ``words``: who is
spoken to, what calls, where a sentence ends."""

SOFT = (
    "[OF THE MINE AND BY POLITE ME YOU BE SPEAKER SURELY AGENCY PRO INTER GUEST IMMO BRAND ESTATE CANVASS CURIOUS CALLS"
    " REACH ANSWERS PESTER WRITE DOES IF OUR YOURS QUE PASS MANNER FOR ONEPRO 0,!]"
)
SMALL = "[OF THE MINE POLITE AND ELIDED BY CALLS ANSWERS CANVASS PRIVATE SURELY SELF QUE FOR]"
NEAR, WORDS, YES = "[^.,]", "[^.]", "[WELCOME WISH CONSENT]"
"""A word of the same clause; a word of the same sentence; a word of agreement."""
ADDED = "(?:,?\\.?[OF ELIDED BY]*[ESTATE IMMO SECTOR])*"
KIND = f"(?:(?<!GUEST)|\\.?[OF ELIDED]*[ESTATE IMMO]){ADDED}"
TEAM = f"[AGENCY PRO ONEPRO GUEST]{KIND}"
WHO = f"[AGENCY PRO ONEPRO INTER GUEST]{KIND}"
TOLD = f"[AGENCY PRO ONEPRO INTER GUEST](?<![BY WITHOUT NON].)(?<![BY WITHOUT][OF THE].){KIND}"
"""Some trade that is spoken to, unlike « sans agence » or « vendu par agence »."""
OVER = "(?=[.!]|$)"
END = "(?=[.,!]|POLITE|$)"
NO = f"(?:UNWANTED|PUNISHED|USELESS|REFUSE|STOP|PEACE|BANNED|(?<!AND)NON{END}|[NOT NON]{YES}|!)"
NEGATION = f"(?:NE{NEAR}{{0,4}}NOT|[NOT USELESS STOP REFUSE UNWANTED PUNISHED PEACE]|NON{END})"
CALL = "[REACH REACHED CALLS]"
FREE = (
    f"(?!{NEAR}{{0,6}}[WHEN WAY WITHOUT CURIOUS IF HESITE FEES])(?!{NEAR}{{0,2}}KIN)(?!BY ANSWERS)(?!FOR TRY 0)"
    f"(?!{WORDS}{{0,7}}OTHER)(?!(?:THE|OF)?0|THE NOT)(?!,NON{OVER})"
    f"(?!{WORDS}{{0,2}}[.,]{NEAR}{{0,6}}(?:WAY(?!OF)|[INSTEAD SOLD PASS]))(?![.,][BE ME AND]{{1,5}}[REACH REACHED])"
)
"""Nothing follows that would make « ne pas appeler » one of an hour, of a way among others, of somebody else."""
