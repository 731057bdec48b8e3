"""The expressions of a refusal, the words known with a letter wrong, and those that hurried hands glue together.

All are written with the names of the concepts of ``words``, in folded words.
"""

IDIOMS: dict[str, tuple[str, ...]] = {
    "AGENCY": (
        "carte|cartes t",
        "carte|cartes professionnelle|professionnelles immobiliere|immobilier",
    ),
    "PRO": (
        *("aucun|pas commercial|agt|conseiller", "marchand|marchands d biens", "de la profession", "du metier"),
        *("marchand|marchands de bien|biens|liste|listes", "vendeur|vendeurs de liste|listes"),
        *("apporteur|apporteurs d affaire|affaires", "chasseur|chasseurs de bien|biens|tete|tetes|mandats"),
        *("chasseur|chasseurs d appartement|appartements|appart|apparts|immeubles", "gens du metier"),
        "costard|costards cravate|cravates",
    ),
    "INTER": ("third party|parties", "tierce|tierces personne|partie|parties"),
    "CURIOUS": (
        "first time",
        "negociateur|negociateurs a outrance|tout",
    ),
    "CANVASS": (
        *("proposition|propositions de service|services", "offre|offres de service|services"),
        *("cold call|calls|calling", "fins commerciales"),
        *("appel|appels|contact|contacts|rappel|demarche|demarches commercial|commerciaux|commerciale|commerciales",),
        *("proposition|propositions|offre|offres commerciale|commerciales",),
    ),
    "REACH": (
        "get in touch",
        "donner suite",
        "prendre|prenez|reprendre|reprenez contact",
    ),
    "CALLS": ("coup|coups de fil|fils|tel|telephone", "prise|prises de contact", "centre|centres d appel|appels"),
    "REACHED": ("etre apl|aple|apel",),
    "ANSWERS": ("rendez vous",),
    "SERVICE": (
        "recours a|au|aux",
        *("nous confier", "travailler|collaborer|vendre avec nous", "vos|leurs|nos|tes services|service"),
        *("mise|mises en vente|location", "vos|votre offre|offres|proposition|propositions"),
        *("your|their services|help|offer",),
    ),
    "ABSTAIN": (
        "rester|restez|reste|restent chez vous|eux|toi",
        "rester|restez|reste|tenir|tenez|tiens a|vous|eux|s loin|distance|quai",
        "tenir|tenez vous|s|en a distance|l",
        "a l ecart",
        "au large",
        "passer|passez|passe au suivant|suivante",
        "eloignes|eloignez vous",
        "loin de moi|nous|mon|ma|mes|chez",
        *(
            "do not respond|reply|apply|write|bother",
            "lacher moi|nous",
            "lachez|lacher l affaire",
        ),
        "ignorer|ignorez|ignore cette|mon|l|notre annonce",
        *("allez voir ailleurs", "au diable", "du vent", "bon vent", "lachez|lache moi|nous|l"),
        *(
            "cassez|casse vous|toi",
            "les voiles",
            "keep away|off",
            "hands off",
            "need not apply",
            "look|go elsewhere",
            "back off",
        ),
        *("steer clear", "get lost", "se|vous rhabiller", "faire voir|foutre", "s abs", "vous donnez pas la peine"),
        *(
            "pass|passe|passer|passez|passent vot|votre|leur|ton|le|vos|son chemin|chemins|tour|route",
            "du balai",
            "keep out",
        ),
        *("stay away", "go away", "epargner|epargnez"),
    ),
    "UNWANTED": (
        "reponse negative",
        *(
            "sous aucun pretexte",
            "en aucun cas",
            "a aucun prix",
            "pas|pa question",
            "c|est mort|mor",
            "est termine|fini",
            "deja donne avec",
            "niet te",
            "pas|plus invite|invites|convie|convies",
            "rien a faire",
            "defense de|d",
        ),
        *("non sollicite|sollicites|sollicitee|sollicitees", "au revoir", "a la porte", "au placard", "hors jeu"),
        *("jamais de la vie", "pas en reve", "go home", "hors de question", "persona non grata", "no way"),
        *("no thanks", "no thank", "non merci", "non grata", "fin de non recevoir", "tres peu pour moi|nous"),
        *("peu pour moi|nous", "sans facon"),
    ),
    "PUNISHED": (
        *("appelle|appeler|appellera|previens|previendra la police", "sans suite|reponse|lecture|effet"),
        *("lettre morte", "sera|seront|est|etre facture|factures|facturee|facturees"),
    ),
    "REFUSE": (
        *(
            "don|won t deal|sign|use|take|need",
            "not dealing|signing|using|taking|listing",
        ),
        "a bas les",
        "plutot mourir|crever",
    ),
    "OPPOSE": ("droit d opposition",),
    "REMOVE": ("take|taken me|us|them off", "take my|our number|name|details off"),
    "STOP": (
        *("raccroche au|o nez", "pl1|plin le dos", "ras le bol", "plein le dos", "en peux|peut plus"),
        *("ras la casquette", "ca|cela suffit", "trop c est trop"),
    ),
    "FED_UP": ("assez de|des|d", "had enough of", "fed up with|of", "sick|tired of"),
    "FEES": ("agence|agences a payer",),
    "USELESS": (
        "pas|plus|aucunement l intention",
        "aucune|nullement intention",
        *("not|t interested|willing|open|looking",),
        *("pas|pa|plus dispose|disposee|disposes|enclin|encline|preneur|preneuse|demandeur|partant|partants",),
        *("waste your|my|our time", "perde|perdez|perdre votre|vot|leur tps", "pa interesse|interesser|interessee"),
        *("que faire de|des", "pas|pa la|l peine|pene", "pas|pa|plus|aucun|nul|ni|aucunement besoin"),
        *("pas utile|necessaire",),
        *("pas|plus|non|jamais|aucunement|nullement interesse|interessee|interesses|interessent", "perte de temps"),
        *("pas|plus du tout interesse|interessee|interesses|interessees|preneur|preneuse|demandeur",),
        *("perdez|perdre|perdent|perdrez votre|leur temps", "peine|temps perdue|perdu", "need not", "no need"),
        *("aucune utilite", "aucun|pas d interet", "ne servira|sert a rien"),
        *(
            "no interest",
            "aren|isn t interested",
        ),
    ),
    "NOT": (
        "no me|nos",
        "non mi|ci",
        "nao me|nos",
        *("aren|isn|won|doesn|didn|can t", "does|will|would not", "no se admiten", "do not", "don t"),
        *("plus aucun|aucune|jamais", "ps d", "won t"),
    ),
    "ACCESS": ("droit|droits d acces",),
    "WELCOME": (
        "dit|dis|dirait|dirais|dirons pas non",
        "pourquoi pas",
        "pas de souci|soucis|probleme|problemes",
        "aucun|aucune souci|probleme",
        "d accord",
    ),
    "PRIVATE": (
        *(
            "entre part",
            "part a|et|vers part",
            "particulier|particuliers a|et|vers|aux particulier|particuliers",
            "entre nous",
            "p a p",
        ),
    ),
    "BUYER": ("acquereur|acheteur|acquereurs|acheteurs final|finals|finaux",),
    "SELF": ("on our|my own", "moi|nous|lui|elle|eux meme|memes", "propres moyens", "mes soins"),
    "BANNED": (
        "opp prosp|prospection|demarchage|agence|agences|tel|mail|mails|commerciale|totale|rgpd|dem",
        "fin de|du contact|contacts",
        "ne plus sonner|toquer|boiter|revenir",
        "ne pas revenir vers lui|elle|eux",
        "vend|vendra|vendent|vendront sans nous",
        "ni|pas|sans|hors|stop|anti ag|ags",
        "pas|plus d ai|ais",
        "anti ai|immo|pro|pros",
        "desabonnez|desinscrivez moi|nous",
        "rufen sie mich|uns nicht",
        "bel|belt me|ons|mij niet",
        "lassen sie mich|uns in ruhe",
        "lass mich in ruhe",
        *("refuse|refusent de nous|me parler|repondre|rencontrer|recevoir",),
        *("do not|never ring|text|email|bother|approach|message", "don t ring|text|email|bother|approach|message"),
        *("never call|contact|phone|solicit|disturb", "ne pas|plus piger", "veut rien savoir|entendre"),
        *("ne plus essayer|tenter|retenter|composer|exploiter|travailler|traiter",),
        *("passez a autre chose",),
        *(
            "plus aucun appel|mail|contact|message|rappel|courrier|sms",
            "besoin de personne",
            "mauvaise porte",
            "no call|calls",
            "no contattare|llamar|molestar|contactar|chiamare",
        ),
        *(
            "perds|perdez|oubliez|effacez|jetez mon|ce numero|num|tel|telephone",
            "oublie|oubliez|oublier|effacez|jetez cette|mon|notre adresse",
            "sans|d|aucune agen ce",
            "do not call|contact|disturb|phone|solicit",
            "don t call|contact|disturb|phone|solicit",
        ),
        *(
            "not|never to call|contact|ring|phone|email",
            "don t|not send",
            "stop sending",
            "lose my|this number",
        ),
    ),
    "SAID_NO": (
        *("vous dire|dis|redire|redis|repete|repeter non|nn|nan", "vous ai dit|repondu non|nn", "ai deja dit non|nn"),
        *(
            "deja dit non|nn|nan",
            "told you no",
            "rester|reste|restons seul|seule|seuls maitre|maitresse|maitres",
            "said no already",
        ),
    ),
    "GONE": (
        "clique sur se desabonner",
        "clique sur desabonnement|desinscription",
        "bloctel , o",
        *(
            "stop en reponse|retour",
            "ecrit|envoye|tape stop",
            "black list|liste|listee|lister",
            "droit a l oubli|effacement",
        ),
        *("stop recu", "repondu stop", "opt|opted out", "desinscription demandee|faite", "desinscription , oui|yes"),
    ),
    "CHANGED": ("change d avis",),
    "WHEN": ("tout de suite", "d ici"),
    "LABEL": (
        "vous ne me|nous derangez pas",
        "vous ne derangez pas",
        "m|nous oubliez|oublie pas",
        "oubli de rappel",
        "recours de|des|du tiers",
        "ne mords|mord pas|jamais|personne",
        "arrete|arretes joint|joints",
        "choix est arrete",
        "decision est arretee",
        "purge|purges|purgee de tout recours",
        "plus d info|infos|information|informations|renseignements|details",
        *("willing to use|work|sign|list|deal", "pas|plus|jamais oublier"),
        *("insister|insistez pas|plus sur", "do not disturb the", "sortie d agence"),
        "donner suite a l|cette|son offre",
        *("insister|insistez|insiste sur", "appel|appels sortant|sortants|entrant|entrants"),
        *("mandat pas|pa|non recu|retourne|signe|encore", "pas encore", "rien contre", "changer d agence"),
        *("n acceptant pas le demarchage",),
        *(
            "appeler|rappeler|ecrire dessus",
            "grande|grosse|petite agence",
            "sans doute",
            "marketing contact|contacts",
            "appel|appels|contact|contacts|message|messages recu|recus",
            "visite|visites|sollicitation|sollicitations recue|recues",
            "deranger le|les chat|chats|chien|chiens",
        ),
    ),
    "POINT": ("point|mie d|de", "point|mie besoin"),
    "SURELY": (
        "une bonne fois",
        "une fois pour toutes",
    ),
}
"""Concept → the expressions that mean it; « a|b c » is « a c » or « b c »."""

KEYS: dict[str, str] = {
    "AGENCY": "agence agences mandataire mandataires negociateur negociateurs",
    "PRO": "professionnel professionnels demarcheur demarcheurs diagnostiqueur diagnostiqueurs courtiers commerciaux",
    "INTER": "intermediaire intermediaires",
    "IMMO": "immobilier immobiliere immobilieres immobiliers",
    "ABSTAIN": "abstenir sabstenir abstenez",
    "CANVASS": "demarchage demarchages prospection sollicitation sollicitations publicite",
    "PESTER": "demarcher demarchez prospecter",
    "REACH": "solliciter appeler rappeler contacter telephoner deranger relancer insister",
    "ONLY": "uniquement exclusivement seulement",
    "PRIVATE": "particulier particuliers",
    "UNWANTED": "exclues interdit interdite interdites interdits",
    "REFUSE": "refuser refusees",
    "LISTS": "bloctel",
    "USELESS": "inutile",
}
"""Concept → the words that are known with one letter missing, doubled, changed or moved."""

UNLIKE = """
    agencee agencees agencement agencer amenager argent argents detenir essences obtenir soutenir urgence
    urgences
"""
"""Ordinary words, one letter away from these."""

GLUE = """
    aucun aucune aux d de et l les me merci ne ni no non pa pas pasd s sans stop svp zero
"""
"""Words that a hurried hand glues to the next."""

GLUED = ("AGENCY", "IMMO", "PRO", "INTER", "CANVASS", "PESTER", "ABSTAIN")
"""Concepts of the words that are known when glued."""
