"""The phrases that refuse agencies or canvassing, as patterns over plain words: to whom they speak, and what they
refuse.

The words are folded and separated by one space. « . » ends a sentence, « ! » is a sign that forbids (🚫), « _ »
replaces words about nobody. A pattern is tried only where a word may begin it, and its length is bounded, so that the
search time stays linear.
"""


def _any(*words: str) -> str:
    return f"(?:{'|'.join(words)})"


def _some(*words: str, most: int) -> str:
    # Each word of the pattern includes its own space, so that the search time stays linear.
    return f"(?: {_any(*words)}){{0,{most}}}?"


END = "(?![a-z0-9_])"
OVER = r"(?= \.| !|$)"
"""The sentence ends here."""
KINDLY = r"(?: (?:svp|merci|stp|please|du tout|non plus|s il (?:vous|te) plait|d avance|cordialement))*"
ALONE = rf"{KINDLY}(?= \.| !| \d|$)(?! \.(?: [a-z]+){{0,5}} (?:e ?mails?|mails?|sms|messages?|courriels?|texto))"
"""Nothing follows that would make « ne pas appeler » one of an hour, or of a way among others."""

# "Frais d'agence", "vendu par agence", "non professionnels s'abstenir" do not ask agencies to keep away.
SPOKEN_TO = "".join(
    rf"(?<!\b{word} )" for word in ("d", "l", "en", "par", "sans", "hors", "non", "notre", "votre", "locaux", "cette")
)
NOT_A_BRANCH = (
    r"(?! (?:postale|bancaire|de voyages?|d interim|interim|web|de com|judiciaire|de (?:la )?sante|du batiment|"
    r"de securite|d entretien|de maitrise|municipa[a-z]*|medica[a-z]*|syndica[a-z]*))"
)
TRADE_WORDS = (
    r"(?:(?: \.)? (?:(?:de (?:l )?)?immobilier[a-z]*|(?:de (?:l )?)?immos?|commercia[a-z]*|telephonique[a-z]*|co|"
    r"publicitaire[a-z]*|abusi[a-z]*|non (?:desire|sollicite|souhaite)[a-z]*))*"
)
CANVASS = (
    _any(
        *("de?marchages?", "demarche[rz]", "demarcheu[a-z]*", "prospection[a-z]*", "prospect(?:er|eurs)"),
        *("telemarketing", "solicitations?", "sollicitations?", "(?:appels?|propositions?|offres?) commercia[a-z]*"),
    )
    + TRADE_WORDS
)
AGENCY = (
    _any(
        *("ag[ea]n[csg]es?", "agces?", "agency", "agencies", "agents?", "agens(?= immo)", "mandataires?", "realtors?"),
        *("intermediaires?", "commerciaux", "negociateurs?", "negos", "estate agen[a-z]*", "real estate agen[a-z]*"),
    )
    + NOT_A_BRANCH
    + TRADE_WORDS
)
TRADE = (
    _any(
        *("professionnel(?:le)?s?", "pros?", "marchands? de (?:biens?|listes?)", "vendeurs? de listes?", "courtiers?"),
        *("reseaux?(?= (?:immo|de mandat|d agence))(?: (?:d|de) [a-z]+)?", "reseaux", "apporteurs? d affaires?"),
        *("diagnostiqueu[a-z]*", "(?:conseillers?|chasseurs?)(?= immo)", "chasseurs? d[e ]*(?:biens?|appart[a-z]*)"),
    )
    + NOT_A_BRANCH
    + TRADE_WORDS
)
GUESTS = _any(
    *("ags?(?: \\.)?(?: immo[a-z]*(?: \\.)?)?", "conseillers?", "chasseurs?", "cabinets?", "promoteurs?", "notaires?"),
    *("investisseurs?", "demenageurs?", "artisans", "commerciale?s", "assureurs?", "reseaux", "cuisinistes?"),
    *("societes?", "entreprises?"),
)
"""Those who are told to abstain, and who would mean nothing in « pas de… »."""
ANYONE = _any(AGENCY, TRADE, CANVASS)

POLITE = (
    *("merci", "svp", "stp", "s il vous plait", "priere", "veuillez", "bien", "vouloir", "vous", "d avance", "please"),
    *("il est", "inutile"),
)
ASKED = (
    *("etes", "sont", "est", "prie[a-z]*", "doivent", "donc", "absolument", "strictement", "imperativement", "qui"),
    *("appel[a-z]*", "contact[a-z]*", "me", "m", "nous", "votre", "vos", "messages?", "visites?", "demandes?"),
)
SMALL = (
    *("et", "ou", "ni", "que", "ainsi", "autres?", "les?", "des?", "du", "d", "aux?", "l", "tou[a-z]*", "en", "pret"),
    *("ce", "c", "n", "je", "j", "ai"),
)
OTHERS = (
    *("curieux", "touristes", "rigolos", "arnaqueurs", "escrocs", "(?:non|pas) serieux", "fantaisistes", "plaisantins"),
)
KIN = (
    *("agences?", "agents?", "mandataires?", "intermediaires?", "professionnels?", "pros?", "demarcheu[a-z]*"),
    *("negociateurs?", "courtiers?", "diagnostiqueurs?", "conseillers?", "chasseurs?", "promoteurs?", "demenageurs?"),
    *("investisseurs?", "cabinets?", "artisans", "reseaux", "apporteurs? d affaires?", "listes?"),
)
GOODS = ("immobilier[a-z]*", "immo", "commercia[a-z]*", "marchands?", "biens?", "messieurs", "mesdames")
ALL_SORTS = _some(*SMALL, *POLITE, *ASKED, *OTHERS, *KIN, *GOODS, most=10)
# "Idéal professionnels, curieux s'abstenir" refuses the curious only: a trade must be joined to it by a word.
FELLOWS = _some(
    *("et", "ou", "les?", "des?", "l", "en pret", "(?:et|ou) curieux", "sont", "est", "inutile", "donc"),
    *(*POLITE, *KIN, "immobilier[a-z]*", "immo", "appels?"),
    most=8,
)

_MISSPELT = r"(?:abst[a-z]*|a[bst]{2,4}[aei]{1,2}n{1,2}(?:i|e[a-z])[a-z]*|abten[a-z]*|absenti[a-z]*)"
ABSTAIN = rf"(?: \.)?(?: (?:s|se|vous|de))* ?(?:s ?)?{_MISSPELT}"
GO_BY = r"(?: \.)?(?: de)? pass[a-z]*(?: (?:votre|leur|ton|le|vos|leurs))? (?:chemins?|tours?|routes?)"
UNWANTED = " " + _any(
    r"(?:\. )?non? merci",
    "non (?:admis|accept|souhait|sollicit|desir|bienven|autoris|voulu)[a-z]*",
    "(?:(?:sont|est|strictement|formellement) )*(?:exclu|interdit|refuse|proscrit|prohibe|banni)[a-z]*",
    "(?:merci )?(?:de )?ne (?:pas|plus) [a-z]+",
    "(?:me |nous )?(?:contactez|appelez|derangez|insistez|demarchez) pas",
    "ne (?:sont|seront|sera|est|m|me|nous|perdez)(?: [a-z]+)? (?:pas|plus|jamais)",
    "ser(?:a|ont)(?: [a-z]+)? (?:ignor|bloqu|signal|poursuiv|sanction|consider|supprim|rejet|refus|econdui)[a-z]*",
    "pas (?:la peine|interesse[a-z]*|(?:les )?bienvenu[a-z]*|accept[a-z]*|admis[a-z]*|souhait[a-z]*)",
    *("plainte", "raccroch[a-z]*", "poubelle", "corbeille", "blocage", "spam"),
    *("inutile[a-z]*", "stop", "dehors", "du balai", "(?:please )?(?:refrain|abstain)", "(?:d )?evite[rz]"),
    *("allez voir ailleurs", "(?:d )?aller voir ailleurs", "laissez (?:moi|nous)", "circulez", "ouste?"),
    "(?:ne |n )(?:m |me |nous )?[a-z]+ez (?:pas|plus)",
    *("need not", "not (?:welcome|accepted|wanted)", "no thank[a-z]*"),
)
NO = _any(
    *("pas", "aucune?s?", "jamais", "zero", "ni", "no", "stop", "halte", "sauf", "non (?:merci )?aux?", "pas besoin"),
    *("refus[a-z]*", "fuy[a-z]*", "interdi[a-z]*", "!"),
)
TO = (
    "(?: (?:d|de|des|du|les|aux?|a|tout[a-z]*|real|estate|par|avec"
    "|contacts?|appels?|sollicitations?|visites?|reponses?))*"
)
WILL_NOT = (
    "(?:ne?|n|je|on|nous) (?:[a-z]+ ){0,3}?"
    "(?:souhait|veu|voul|desir|repond|donn|trait|travaill|pass|cherch|recherch|collabor|accept(?!ant)|pren|etre|sign"
    "|recev|recoi)[a-z]* "
    "(?:pas|plus|aucun[a-z]*|nullement)(?: (?!frais|honoraires|commissions?|louer)[a-z0-9]+){0,7}?"
)
REACH = (
    "(?:r?appell?e[a-z]*|contacte[a-z]*|telephone[a-z]*|demarche[a-z]*|sollicite[a-z]*|derange[a-z]*|relance[a-z]*"
    "|prospecte[a-z]*|joindre|insiste[a-z]*|harcele[a-z]*|importune[a-z]*)"
)
ANSWER = "(?:reponses?|suites?|contacts?|retours?|appels?|visites?|demandes?|propositions?|sollicitations?|offres?)"
ONLY = "(?:uniquement|exclusivement|seulement|strictement|only)"
BETWEEN = "(?:entre (?:particuliers?|nous)|particuliers? (?:a|et|aux?|vers) particuliers?)"

INNOCENT = "|".join(
    (
        r"\b(?:frais|honoraires?|commissions?|couts?|mandat|prix)(?: (?:d|de|l|des?|hors|sans|une?))* agen[a-z]*",
        r"\b(?:pas|non|jamais|aucune?|sans)(?: (?:d|de|a|fait))* oppos[a-z]*(?: (?:a|au|le|la|les|l|aux?|tou[a-z]*))* "
        r"(?:demarch|prospect|sollicit|contact|appel)[a-z]*",
        r"\b(?:pas|non|jamais|hors|absente?s?|verifie[a-z]*|nettoye[a-z]*|filtre[a-z]*|n est)"
        r"(?: (?:d|de|la|le|l|a|au|sur|dans|en|inscri[a-z]*|listes?|fichiers?|avec|via|par|pas))* bloctel",
        r"\bbloctel (?:non|no|ok|verifie[a-z]*|nettoye[a-z]*|filtre[a-z]*|0|neant|absent[a-z]*|pas|a jour)",
    )
)
"""What speaks of agencies or of the list of refusals, and refuses nothing."""

_WISH = "(?:souhait|veu|desir|accept|voul)[a-z]*"
_ONES = "(?: (?:si|vous|etes|une?|pour|par|des?|les|d|l|en|que|a|aux?|vos|services?))*"
_HEADS = (
    "agc[a-z]*|ags?|ag[ea]n[a-z]*|mandat[a-z]*|real|realtors?|estate|intermed[a-z]*|commercia[a-z]*|nego[a-z]*|pros?"
    "|professionn[a-z]*|marchands?|vendeurs?|courtiers?|reseaux?|apporteurs?|diagnostiqu[a-z]*|conseillers?|chasseurs?"
    "|de?march[a-z]*|prospect[a-z]*|telemark[a-z]*|soll?icit[a-z]*|cabinets?|promoteurs?|notaires?|investisseurs?"
    "|demenageurs?|artisans|assureurs?|cuisinistes?|societes?|entreprises?"
)
_ASKS = "reponses?|suites?|contacts?|retours?|appels?|visites?|demandes?|propositions?|sollicitations?|offres?"
_NOBODY = "(?!(?:curieux|touristes|rigolos|plaisantins|fumeurs|serieux|personnes|numeros?) )"

WAYS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        f"{_HEADS}|{_ASKS}",
        (
            f"{SPOKEN_TO}{_any(AGENCY, CANVASS)}{ALL_SORTS}{_any(ABSTAIN, GO_BY, UNWANTED)}",
            f"{SPOKEN_TO}{TRADE}{FELLOWS}{_any(ABSTAIN, GO_BY, UNWANTED)}",
            f"{SPOKEN_TO}{GUESTS}{TRADE_WORDS}{FELLOWS}{_any(ABSTAIN, GO_BY)}",
            f"{SPOKEN_TO}{AGENCY}(?: c est)?(?: !| non{OVER}| no{OVER})",
            "agen[a-z]s?(?:es?)?s?ab(?:st|te)[a-z]*",
            f"{ANSWER}(?: (?:d|de|des|du|l|les|par))* {ANYONE}{ALL_SORTS}{UNWANTED}",
        ),
    ),
    (
        "s|vous|nous|abst[a-z]*|pass[a-z]*",
        (
            f"(?:s |vous |nous )?abst(?:en|ien)[a-z]*(?: vous)?{ALL_SORTS} {_any(AGENCY, TRADE)}{END}",
            f"pass[a-z]* (?:votre|leur|le) chemin{ALL_SORTS} {_any(AGENCY, TRADE)}{END}",
        ),
    ),
    (
        "pas[a-z]*|aucune?s?|jamais|zero|ni|no|not|stop|halte|sauf|non|refus[a-z]*|fuy[a-z]*|interdi[a-z]*|!|plus|sans"
        "|aucunement|nullement|inutile[a-z]*",
        (
            f"{NO}{TO} (?!intermediaire){ANYONE}{END}(?! dans (?:l|la|le|les|cet|cette) )",
            f"pas ?d ?ag[ea]n[cs]es?{END}{NOT_A_BRANCH}",
            f"(?:non|no|sans) {AGENCY} ?(?:svp|merci|please|s il vous plait)",
            f"non (?:agences|agents?|mandataires?){OVER}",  # « Non agencé » is said of a kitchen.
            f"plus d agences?{KINDLY}{OVER}",
            f"(?:pas|plus|aucunement|nullement) interesse[a-z]*{_ONES} {ANYONE}{END}",
            "(?:inutile[a-z]*|pas la peine)(?: (?!frais|honoraires)[a-z0-9]+){0,10}? "
            f"{_any(ANYONE, 'mandats?')}{END}",
            f"(?:pas de|pas d|aucune?s?) {ANSWER}(?: (?!frais|honoraires)[a-z]+){{0,6}}? {ANYONE}{END}",
            f"stop (?:aux? |les? |la )?(?:pubs?|publicites?|sms|appels?|prospections?|spams?|mails?|contacts?){END}",
            f"(?:pas|aucune?) (?:d |de )?(?:pubs?|publicites?|spams?){ALONE}",
            "sans (?:passer|recourir|avoir recours|faire appel) (?:par|aux?|a) (?:une?|les?|des|l|aucune?) ?"
            f"{AGENCY}{END}",
            f"sans {AGENCY} {ONLY}",
            "(?:no|not?) (?:cold call[a-z]*|solicit[a-z]*|canvass[a-z]*|brokers?|(?:agencias?|agenzie|agenzia))",
        ),
    ),
    # Said to everybody, or written about a person in a column of states.
    (
        "ne?|je|on|nous",
        (
            f"{WILL_NOT} {_any(ANYONE, 'etre demarche[a-z]*', 'mandats?')}{END}",
            "ne (?:pas|plus|jamais) (?:me |nous |etre |m |nous etre )?(?:demarche|prospecte)[a-z]*",
            f"(?:ne |n )(?:me |nous |m )?{REACH} (?:moi |nous )?(?:pas|plus|jamais){ALONE}",
            f"ne (?:pas|plus|jamais) (?:me |nous |etre |m |le |la |les |l )?{REACH}{ALONE}",
            f"ne (?:pas|plus) (?:me |nous |m )?{REACH}{_ONES} {ANYONE}{END}",
            f"ne? (?:[a-z]+ )?{_WISH} (?:pas|plus) (?:etre |qu on (?:me |nous |l |la |le )?|que l on (?:me |nous )?)"
            f"{REACH}{ALONE}",
            f"ne? (?:[a-z]+ )?{_WISH} (?:pas|plus|aucun[a-z]*)(?: (?:recevoir|avoir|d|de|aucune?s?))* "
            f"(?:{ANSWER}|publicites?|courriers?|prise de contact){TRADE_WORDS}{ALONE}",
        ),
    ),
    (
        "refus[a-z]*|oppos[a-z]*|hostile[a-z]*|contre|a|fait|exerce[a-z]*|droit|listes?|registre|fichier",
        (
            "refus[a-z]*(?: (?:tout[a-z]*|d|de|etre|contact[a-z]*|appels?|rdv|rendez vous|visites?|demarche[a-z]*"
            f"|sollicite[a-z]*|par|avec|les?|l|des|une?|aucune?|a|aux?))* {ANYONE}{END}",
            f"refus[a-z]* (?:d |de |tout |toute |l |les )*(?:etre (?:demarche|prospecte)[a-z]*|{REACH}{ALONE}|"
            f"(?:etre {REACH}|contacts?|appels?|prises? de contact){ALONE})",
            f"{_any('oppose[a-z]*', 'opposition', 'hostile[a-z]*', 'contre', 'refus[a-z]*')}"
            "(?: (?:a|au|le|la|les|l|de|du|aux|tout[a-z]*|formellement|etre|categorique|absolu|ferme|total[a-z]*))* "
            f"(?:{ANYONE}|demarche[a-z]*|publicites?|pub|rgpd|cnil|gdpr|fichage|commercia[a-z]*"
            f"|(?:(?:utilisation|exploitation|usage) )?(?:de )?(?:ses|mes|leurs) (?:donnees|coordonnees)){END}",
            "(?:listes?|registre|fichier)(?: (?:d|des|de|l))* opposition",
            "opposition (?:recue|enregistree|notee|signalee|exercee|demandee|totale)" + END,
            f"(?:a fait|fait|exerce[a-z]*|droit d|droit a) opposition{ALONE}",
        ),
    ),
    (
        "inscri[a-z]*|bloctel|sur|en|listes?|la|opposi[a-z]*|opposee?s?|n|numero|tel|telephone|dans|opposants?|stop|dnc"
        "|blackl[a-z]*",
        (
            "inscri[a-z]*(?: (?:sur|a|au|aupres|la|le|de|listes?|fichier|registre|service|depuis))* bloctel" + END,
            "bloctel (?:inscri[a-z]*|oui|yes|x|1|opposition|oppose[a-z]*|depuis|active?)",
            f"(?<=^ )(?:(?:sur|en|listes?|la|opposition|n|numero) )*bloctel{OVER}",
            f"(?:sur|dans|opposition)(?: (?:la|le|listes?|fichier|registre))* bloctel{END}",
            "(?:(?<=^ )|(?:n|numero|tel|telephone|inscri[a-z]*|sur|en|la) )"
            "listes? (?:rouge|orange|anti ?prospection|robinson)(?! (?:des?|du|d))",
            f"(?<=^ )(?:opposition|opposee?s?|opposants?|stop|dnc|blackliste?e?s?){OVER}",
        ),
    ),
    # Sold by its owner, and to nobody else.
    (
        f"{ONLY}|entre|particuliers?|ven[a-z]*|contact|reserve[a-z]*|private|seule?s?|moi|nous",
        (
            f"{ONLY}(?: (?:de|d|une?|la|le|en|vente|transaction|contacts?|direct[a-z]*))* {BETWEEN}",
            f"{BETWEEN}(?: (?:merci|svp|et|vente))* {ONLY}",
            f"(?:vente|vends|vendu|contact)(?: (?:en|de|la|au))* direct[a-z]* {ONLY}{ALONE}",
            f"particuliers? {ONLY}{END}",
            f"{ONLY}(?: (?:si|vous|etes|a|aux?|par|pour|les?|des?|d|une?))* particuliers?{KINDLY}{OVER}",
            f"reserve[a-z]* aux particuliers{END}",
            f"seuls (?:les |des )?particuliers{END}",
            "private (?:sale|seller|owner)s? only",
            f"(?:seule?s?|moi meme|nous memes?)(?: [a-z]+){{0,3}}? sans {AGENCY}{END}",
        ),
    ),
    # Of the sites of other countries.
    (
        "do|keine?|makler[a-z]*|abstenerse|astenersi",
        (
            "do not (?:call|contact|disturb|solicit|phone)",
            "keine? makler[a-z]*",
            "makler[a-z]* (?:zwecklos|unerwu[a-z]*|(?:bitte )?nicht|nein)",
            "(?:abstenerse|astenersi)(?: [a-z]+)? (?:agencias?|inmobiliarias?|agenzie|agenzia)",
        ),
    ),
)
"""The first words of a way to refuse, and what may follow them, those words included."""

LOOSE: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        _HEADS,
        (
            f"{SPOKEN_TO}{_any(AGENCY, CANVASS, TRADE, GUESTS)}"
            f"(?: (?:(?:et|ou|ni) [a-z0-9_]+|{_NOBODY}[a-z0-9_]+)){{0,6}}?"
            f"(?:{ABSTAIN}|{GO_BY}| non merci| inutile (?:d|de) {REACH}"
            f"| ne (?:pas|plus) (?:me |nous |m )?{REACH}{ALONE})",
        ),
    ),
)
"""What is said to somebody whatever the words between, where a comma ends the sentence too."""
