"""The words of a refusal, sorted by what they mean: one concept for whoever works with estates, one for whatever says
no, one for whatever calls…

A word is folded: plain small letters, cut at apostrophes and hyphens. The rules of ``refusal_rules`` are written with
the names of these concepts.
"""

CONCEPTS: dict[str, str] = {
    # Who is told to keep away.
    "AGENCY": """
        agece agnce agenti ag[ea]n[csgzvx]es? agc agces? agency agencies agents? agens agentes agentur(?:en)?
        mandataires? mandatair mandateres? agenc negociat(?:eur|rice)s? negos? realtors? realty brokers? makelaars?
        makler[a-z]* agenzi[ae] agencias? inmobiliarias? immos""",
    "ONEPRO": "professionnel pro",
    "PRO": """
        professionnels pros collegues? professionals? courtiers? diagnosti[cq]u?eurs? demarcheu[a-z]* apporteurs?
        commerciaux televendeurs? teleprospecteurs? prospecteurs? confreres? profiteurs? vautours? charognards?
        requins? rabatteurs? canvassers? solicitors? dealers? marketeurs? pigeurs?""",
    "INTER": "intermediaires? intermediaries intermediary intermediation entremetteurs? middlem[ae]n tiers",
    "GUEST": """
        prof profess intermed inter agts? conseill(?:er|ere)s? chasseurs? cabinets? promoteurs? notaires?
        investisseurs? demenageurs? artisans? commercial commerciale?s? assureurs? reseaux? cuisinistes? societes?
        entreprises? marchands? constructeurs? lotisseurs? ags? mand plateformes? gestionnaires? photographes?
        banques? banquiers? assurances? fournisseurs? installateurs? revendeurs? vendeurs? consultants? robots? bots?
        experts? collaborateurs? specialistes?""",
    "IMMO": "immo immobili[a-z]* imo imm immob",
    "BRAND": """
        iad safti capi capifrance megagence orpi laforet nestenn optimhome efficity foncia nexity bsk kw
        century(?:21)? era""",
    "ESTATE": """
        immobilliere?s? co independants? transactions? classiques? traditionnel[a-z]* physiques? quelconques?
        professionnelles? location metier simples? pret credits? travaux neuf""",
    "MANNER": "telephoniques? publicitaires? abusi[a-z]* automatiques? electroniques? intempestif?v?e?s?",
    "CLOSED": "fermee?s? ferme close?s? clos",
    "CURIOUS": """
        curieux curieuses? touristes? rigolos? plaisantins? arnaques? arnaqueurs? escrocs? fantaisistes? brouteurs?
        serieux serieuses? serieu serious fumeurs? dossiers? indecis[a-z]* solvables? animaux chiens? marchandeurs?
        masques? anonymes?""",
    "BRANCH": """
        postales? bancaires? voyages? interim web com judiciaires? sante batiment securite entretien maitrise
        municipa[a-z]* medica[a-z]* syndica[a-z]* poste emploi eau sncf architecture architectes? gestion regionale?s?
        nationale?s? notariale?s? evenementiel[a-z]* comptables? territorial[a-z]* habitat logement police spatiale?s?
        matrimoniale?s? surveillance liaison sportifs? assermente[es]* recouvrement conservateurs? 4g 5g mobile""",
    "YOURS": "notre votre",
    "OUR": "ancienne?s son sa mon ma cet cette",
    "ELIDED": "l",
    # What they do.
    "CANVASS": """
        canvass[a-z]* de?marchages? prospections? demarchables? soll?icitations? telemarketing teleprospection phoning
        racolage harcelements? soliciting marketing""",
    "PUB": "pubs? publicites? spams? spamming",
    "PESTER": "demarche[rz] demarchees? demarchent prospecte[a-z]* spamme[rz]",
    "DEMARCHE": "demarches?",
    "REACH": """
        soll?icite[rz] importune[rz] harcele[rz] r?appell?er r?appell?ez r?apell?e[rz] r?app?el+e(?:nt|ra|rai)
        (?:re)?contacte[rz] telephone[rz] joindre joignez insiste[rz]? derange[rz] relance[rz] ennuye[rz] embete[rz]
        calls? disturb phone bother contactar llamar enquiquine[rz] saouler appelant contactant (?:re)?contactent""",
    "REACHED": "soll?icitee?s? importunee?s? r?app?ell?e[es]* (?:re)?contacte[es]* derange[es]* embete[es]* joint[es]*",
    "TRY": """
        tente[rz] retenter essaye[rz] demande[rz] propose[rz]? proposant proposent sonne[rz] visiter prendre faire
        fatigue[rz] perdez perdre""",
    "WRITE": "ecri(?:re|vez)",
    "CALLS": "relancee?s? anrufe appels? apels? contacts? relances? communications? rappels? interventions?",
    "ANSWERS": """
        reponses? suites? retours? visites? demandes? propositions? offres? rdvs? messages? courriers? proposition""",
    "SERVICE": "aide mandats? estimations? prestations? commercialisation",
    # What says no.
    "ABSTAIN": """
        s?abst[a-z]* s?abten[a-z]* sabs s?absen(?:i|te)[a-z]* s?abste?[a-z]* absenti[a-z]*
        s?a(?=[st]*b)[bst]{2,4}[aei]{1,2}n{1,2}(?:i|e[a-z])[a-z]* refrain abstain onthouden astener[a-z]* circule[rz]
        degage[rz]? ouste? dehors fuyez economise[rz] range[rz] garde[rz] oublier""",
    "UNWANTED": """
        bonsoir illegal[a-z]* illicite ciao bye adieu exclu[es]* exclut excluded interdi[a-z]* proscri[a-z]*
        prohib[a-z]* banni[a-z]* indesir[a-z]* malvenu[a-z]* rejet[a-z]* irreceva[a-z]* unwelcome unwanted forbidden
        zwecklos unerwu[a-z]* econdui[a-z]* nein nicht decline[a-z]* ko niet proscrit""",
    "PUNISHED": """
        amendes? dgccrf plaint menace[a-z]* saisir bloqu[a-z]* blocages? ignore[ds]? ignorees? signal[ae][a-z]*
        raccroch[a-z]* poubelles? corbeilles? poursuivi[es]* poursuites? plaintes? facture[rz] facturation
        sanction[a-z]* refoule[a-z]* supprime[es]+ deboute[a-z]* denonce[a-z]* consideree?s?""",
    "PEACE": "ailleurs",
    "REFUSE": """
        horreur refu[sz][a-z]* hostiles? refractaires? allergiques? anti contre fuir fui[ts]? evite[a-z]* hait
        deteste[a-z]* degoute[a-z]* remonte[es]* exaspere[a-z]* agace[a-z]* mefi[a-z]* furieu[a-z]* antiagences?
        antidemarchage decline""",
    "OPPOSE": "opposee?s? oppositions? opposants? opposons",
    "STOP": "cess(?:e|er|ez|ions) stop stoppe[rz]? halte cessent arrete[rz]? arretent basta",
    "FED_UP": """
        harcelee?s? ennuyee?s? saoulee?s? usee?s? lassee?s? echaudee?s? fachee?s? harcelent suffit marre trop
        sature[es]* saturation submerge[es]* bombarde[es]* inonde[es]* fatigue[es]* excede[es]*""",
    "USELESS": "inutile[a-z]* inutil inutils vain superflu[a-z]*",
    "NOT": """
        rien pad paa?s pasd pa plus jamais aucune?s? aucunement nullement nul nulle zero ni not never geen keine?n?
        ningun[a-z]* nessun[a-z]* 0""",
    "NON": "non no nan nope nah",
    "SAUF": "sauf excepte hormis",
    "NOBODY": "personne",
    "NE": "ne? nen",
    # What joins the rest.
    "OF": "von d de du des au x?aux a tout toute toutes tous the any from real estate quelque of with",
    "THE": "ca cela les? la un une ce ces ceux celles nos",
    "BY": "par en via avec chez entre sur",
    "WITHOUT": "sans ss without hors",
    "AND": """
        et ou comme ainsi autres? etc\\.? cie consorts assimiles? similaires? and or compris aussi egalement soit
        quel[a-z]* qui""",
    "MINE": "mes ses leurs?",
    "ACCESS": "-",
    "QUE": "que qu",
    "FOR": "pour",
    "POLITE": """
        merci mrc mci amis? chere?s? svp stp plait please pls priere bien vouloir veuillez avance thanks? thank
        gracias bitte grazie pitie cordialement cdlt bonjour messieurs mesdames prie prie[a-z]*""",
    "ME": "y me m moi nous lui se s memes? us eux elles? ils?",
    "YOU": "vous vos vs tu te t etes es you",
    "SPEAKER": "je j on i we jai",
    "HAVE": "ai as avons avez avaient ont avait eu",
    "BE": """
        pouvez est sont rest[a-z]* etre sera seront serait soient ete suis sommes doivent doit devront peuvent peut
        pourront be are will must should etaient etait reste c""",
    "SURELY": """
        ecrite? verbale? orale? confirmee? formelle? notee? net definiti(?:f|ve) totale? absolue? surtout absolument
        imperativement donc formellement categorique[a-z]* fermement aujourd encore immediat[a-z]* totalement""",
    "IF": "si",
    "CONSENT": "consen[a-z]*",
    # What is wished, given or asked.
    "WISH": """
        souhait(?:e|es|ons|ent|er|ant|ait|ez) veu[a-z]* jveu[a-z]* voul(?:ons|ez|ait|ais) voudr[a-z]*
        desir(?:e|es|ons|ent|er|ant|ait|ez) accord[a-z]* autoris(?:e|ons|ent|erai|er) envisage[a-z]*
        toler(?:e|ons|erai) compt(?:e|ons) interess[a-z]* cherch[a-z]* recherch[a-z]* want wants vx besoin""",
    "DOES": """
        trait(?!ement)[a-z]* mandater[a-z]* repond[a-z]* jrep[a-z]* donn(?:e|es|er|ez|ons|ent|era|erai|erons|eront|ee)
        travaill[a-z]* collabor[a-z]* pren[a-z]* sign(?:e|es|er|erai|era|ons) recoi[a-z]* recev[a-z]* confi[a-z]*
        mett[a-z]* met mets fer(?:ai|a|ons) fai[st] aur[a-z]* parler avoir decroch[a-z]* rencontr[a-z]* adress[a-z]*
        destine[es]* engag[a-z]* vend[a-z]* louer gere[a-z]* aura""",
    "PASS": "pass[a-z]*",
    "USE": """
        traitement utilis[a-z]* exploit(?:er|ation|ez)? usage revendre revente diffus[a-z]* servir transmettre reprise
        recopier copier""",
    "WELCOME": """
        favorables? bienvenue?s? accept[a-z]* admis[es]* admet[a-z]* autorise[es]+ toleree?s? souhaitee?s
        souhaitables? desiree?s welcome accepted wanted allowed willkommen ok ouvert[es]* possibles? requis[es]*
        recu[es]* recue?s? apprecie[es]* voulu[es]* concerne[es]* etudie[es]* pris[es]*""",
    "ONLY": """
        uniquement unik[a-z]* uniqmt exclusivement seulement strictement only juste reserve[es]* exclusif nur
        solamente""",
    "PRIVATE": "particuliers? paps? private privatverkauf privati particulares",
    "BUYER": "acheteurs? acheteuses? acquereurs? buyers? repreneurs? acheter",
    "DIRECT": "directe?s? directement",
    "SELF": "seule?s? proprietaires? proprio owner",
    "FEES": "frais fr fees? honoraires? hono commissions? couts? prix fai remunerations? tarifs? taux barem[a-z]*",
    "ALERT": "clients? attention alerte important",
    # Registers, and data to be forgotten.
    "LISTS": "bloctel[a-z]* blocktel bloqtel robinson",
    "LISTE": "campagnes? listes? listings? crm pige registres? fichiers? bases? repertoires?",
    "BAD": "rouges? oranges? noires? antiprospection",
    "DATA": "coordonnees? donnees? numeros? num nums nom fiches? tel telephones? infos? informations?",
    "REMOVE": """
        desinscription exclure oublie[rz]? retir[a-z]* supprime supprimer supprimez suppression effac[a-z]* raye[rz]?
        radie[rz]? rayee?s? radiee?s? retiree?s? radiation sorti[er] sortir enleve[a-z]* oubli unsubscribe remove
        retrait""",
    "RESPECT": "respect[a-z]*",
    "BANNED": "npa dnc donotcall",
    "GONE": "desinscrire desabonner blackl[a-z]* desinscrite?s? desabonnee?s?",
    "JOIN": "inscrire opposer",
    "CHOICE": "choix choisi[a-z]* decide[a-z]* decision",
    "LEAVE": "laisse[rz]?",
    "PEACEFUL": "tranquilles? paix",
    "HEAR": "entendre",
    "SOLD": "vendue?s? louee?s? loue compromis",
    "HIRED": "mandatee?s? missionnee?s?",
    "SECTOR": "secteur region coin",
    "INSTEAD": "plutot voir prefere[a-z]* privilegi[a-z]*",
    "CHANGED": "-",
    "LEGAL": "article art rgpd cnil gdpr fichage l223",
    "REGISTERED": "acti(?:f|ve) exercice inscri[a-z]* enregistree?s? figure oui yes x active? exerce[es]* signalee?",
    "CHECKED": "verifie[a-z]* nettoye[a-z]* filtre[a-z]* neant absent[a-z]* levee?",
    "NOW": "actuellement depuis instant",
    # What turns « ne pas appeler » into something else.
    "PLACE": """
        dans proximite village ville commune quartier rue etage bas pied cote residence immeuble rdc bourg centre loin
        pres face sous dessus moins proches?""",
    "WHEN": """
        vite avant apres ap pendant matins? matinees? soirs? soirees? midis? nuits? lundis? mardis? mercredis? jeudis?
        vendredis? samedis? dimanches? week weekends? we heures? h tard tot jours? journees? repas sieste semaine
        vacances feries? bureau travail boulot aprem demain moment \\d+h\\d*""",
    "WAY": """
        sms e?mails? mels? mms textos? whatsapp messageries? courriels? messenger portable fixe repondeur formulaire
        facebook""",
    "KIN": "femme mari epoux epouse fils fille enfants? parents mere pere",
    "OTHER": """
        etude locataires? gardiens? gardienne voisin[es]* occupants? syndic concierge mairie employeur nouveau ancien
        ancienne""",
    "HESITE": "hesit[a-z]*",
    "LABEL": "-",
    "IMPERATIVE": "[a-z]{3,}ez",
}
"""Concept → the words that mean it, as patterns; of two concepts, a word has the first."""

IDIOMS: dict[str, tuple[str, ...]] = {
    "PRO": (
        *("de la profession", "du metier", "marchand|marchands de bien|biens|liste|listes"),
        *("vendeur|vendeurs de liste|listes", "apporteur|apporteurs d affaire|affaires"),
        *("chasseur|chasseurs de bien|biens|tete|tetes|mandats",),
        *("chasseur|chasseurs d appartement|appartements|appart|apparts|immeubles", "gens du metier"),
        *("costard|costards cravate|cravates", "tierce personne"),
    ),
    "INTER": ("tierce personne",),
    "REACH": ("donner suite",),
    "ABSTAIN": (
        *("s abs", "vous donnez pas la peine"),
        *("passe|passer|passez|passent votre|leur|ton|le|vos|son chemin|chemins|tour|route", "du balai"),
        *("keep out", "stay away", "go away", "epargner|epargnez"),
    ),
    "UNWANTED": (
        *("rien a faire", "defense de|d", "non sollicite|sollicites|sollicitee|sollicitees", "au revoir"),
        *("a la porte", "au placard", "hors jeu", "jamais de la vie", "pas en reve", "go home"),
        *("hors de question", "persona non grata", "no way", "no thanks", "no thank", "non merci", "non grata"),
        *("fin de non recevoir", "tres peu pour moi|nous", "peu pour moi|nous", "sans facon"),
    ),
    "PUNISHED": (
        *("sans suite|reponse|lecture|effet", "lettre morte"),
        *("sera|seront|est|etre facture|factures|facturee|facturees",),
    ),
    "USELESS": (
        *("que faire de|des", "pas|pa la|l peine|pene", "pas|pa|plus|aucun|nul|ni|aucunement besoin"),
        *("pas utile|necessaire",),
        *("pas|plus|non|jamais|aucunement|nullement interesse|interessee|interesses|interessent",),
        *("perte de temps", "perdez|perdre|perdent|perdrez votre|leur temps", "peine|temps perdue|perdu"),
        *("need not", "no need", "aucune utilite", "aucun|pas d interet", "ne servira|sert a rien"),
    ),
    "STOP": ("ras le bol", "plein le dos", "en peux|peut plus", "ras la casquette"),
    "BANNED": (
        *("ne pas|plus piger", "veut rien savoir|entendre"),
        *("ne plus essayer|tenter|retenter|composer|exploiter|travailler|traiter",),
        *("plus aucun appel|mail|contact|message|rappel|courrier|sms", "besoin de personne", "mauvaise porte"),
        *("do not call|contact|disturb|phone|solicit", "don t call|contact|disturb|phone|solicit"),
    ),
    "ACCESS": ("droit|droits d acces",),
    "CHANGED": ("change d avis",),
    "OPPOSE": ("droit d opposition",),
    "FED_UP": ("assez de|des|d",),
    "REFUSE": ("a bas les", "plutot mourir|crever"),
    "WHEN": ("tout de suite", "d ici"),
    "GONE": ("black list|liste|listee|lister", "droit a l oubli", "stop recu", "repondu stop", "opt out"),
    "LABEL": ("pas encore", "rien contre", "changer d agence", "n acceptant pas le demarchage"),
    "WELCOME": ("pourquoi pas", "pas de souci|soucis|probleme|problemes", "d accord"),
    "NOT": ("no se admiten", "do not", "don t", "plus aucun|aucune|jamais", "sous aucun pretexte", "en aucun cas"),
    "CALLS": ("coup|coups de fil|fils|tel|telephone", "prise|prises de contact", "centre|centres d appel|appels"),
    "SERVICE": (
        *("nous confier", "travailler|collaborer|vendre avec nous", "vos|leurs|nos|tes services|service"),
        *("mise|mises en vente|location", "vos|votre offre|offres|proposition|propositions"),
    ),
    "CANVASS": (
        *("offre|offres de service|services", "cold call|calls|calling", "fins commerciales"),
        *("appel|appels|contact|contacts|rappel|demarche|demarches commercial|commerciaux|commerciale|commerciales",),
        *("proposition|propositions|offre|offres commerciale|commerciales",),
    ),
    "ANSWERS": ("rendez vous",),
    "SELF": ("moi|nous|lui|elle|eux meme|memes", "propres moyens", "mes soins"),
    "PRIVATE": ("entre part", "particulier|particuliers a|et|vers|aux particulier|particuliers", "entre nous", "p a p"),
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
