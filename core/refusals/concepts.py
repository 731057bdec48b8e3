"""The words of a refusal, sorted by what they mean: one concept for whoever works with estates, one for whatever says
no, one for whatever calls…

A word is folded: plain small letters, cut at apostrophes and hyphens. The rules of ``rules`` are written with
the names of these concepts.
"""

CONCEPTS: dict[str, str] = {
    # Who is told to keep away.
    "AGENCY": """
        agece agnce agenti ag[ea]n[csgzvx]es? agc agces? agency agencies agents? agens agentes agentur(?:en)?
        agentschap[a-z]* mandataires? mandatair mandateres? agenc negociat(?:eur|rice)s? realtors? realty brokers?
        makelaars? makler[a-z]* immokanto[a-z]* vastgoed[a-z]* aj[ea]n[csz]e?s? agenzi[ae] agencias? inmobiliarias?
        immos""",
    "ONEPRO": "professionnel pro",
    "PRO": """
        callers? professionnels pros collegues? professionals? courtiers? diagnosti[cq]u?eurs? demarcheu[a-z]*
        apporteurs? commerciaux televendeurs? teleprospecteurs? prospecteurs? confreres? profiteurs? vautours?
        charognards? requins? rabatteurs? canvassers? solicitors? dealers? marketeurs? pigeurs?""",
    "INTER": """
        intermediaires? intermediaries intermediary intermediation entremetteurs? middlem[ae]n tiers interm
        intermed vermittler[a-z]* bemiddelaars?""",
    "GUEST": """
        negos? prof profess intermed inter agts? conseill(?:er|ere)s? chasseurs? cabinets? promoteurs? notaires?
        demenageurs? artisans? commercial commerciale?s? assureurs? reseaux? cuisinistes? societes? entreprises?
        marchands? constructeurs? lotisseurs? ags? mand plateformes? gestionnaires? photographes? banques?
        banquiers? assurances? fournisseurs? installateurs? revendeurs? vendeurs? consultants? robots? bots?
        experts? collaborateurs? specialistes? prestataires?""",
    "IMMO": "immo immobili[a-z]* imo imm immob dimmos?",
    "BRAND": """
        iad safti capi capifrance megagence orpi laforet nestenn optimhome efficity foncia nexity bsk kw
        century(?:21)? era""",
    "ESTATE": """
        immobilliere?s? co independants? transactions? classiques? traditionnel[a-z]* physiques? quelconques?
        professionnelles? location metier simples? pret credits? travaux neuf""",
    "MANNER": "telephoniques? publicitaires? abusi[a-z]* automatiques? electroniques? intempestif?v?e?s?",
    "CLOSED": "injoignables? indisponibles? fermee?s? ferme close?s? clos",
    "CURIOUS": """
        investisseurs? curieux curieuses? curieu marchandages? touristes? rigolos? plaisantins? arnaques?
        arnaqueurs? escrocs? fantaisistes? brouteurs? serieux serieuses? serieu serious fumeurs? dossiers?
        indecis[a-z]* solvables? animaux chiens? marchandeurs? curiosos? curiosi masques? smokers? anonymes? genuine
        motivated motives? cash""",
    "BRANCH": """
        postales? bancaires? voyages? interim web com judiciaires? sante batiment securite entretien maitrise
        municipa[a-z]* medica[a-z]* syndica[a-z]* poste emploi eau sncf architecture architectes? gestion
        regionale?s? nationale?s? notariale?s? chimiques? pathogenes? evenementiel[a-z]* comptables?
        territorial[a-z]* habitat logement police spatiale?s? matrimoniale?s? surveillance liaison sportifs?
        assermente[es]* recouvrement conservateurs? 4g 5g mobile""",
    "YOURS": "nos notre votre vo your",
    "OUR": "ancienne?s son sa mon ma cet cette",
    "ELIDED": "l",
    # What they do.
    "CANVASS": """
        canvass[a-z]* de?marchages? prospections? (?:de?march|prospect|pige)ables? soll?icitations? telemarketing
        teleprospection phoning acquisitie a[kc]quise racolage harcelements? soliciting marketing unsolicited
        prosp""",
    "PUB": "reclame werbung pubs? publicites? spams? spamming",
    "PESTER": "demarche[rz] demarchees? demarchent prospecte[a-z]* spamme[rz]",
    "DEMARCHE": "demarches?",
    "REACH": """
        (?:soll?icit|importun|harcel|r?app?el+|(?:re)?contact|telephon|insist|derang|relanc|ennuy|embet|enquiquin|saoul)(?:er|ez|ons|ions|iez|ent|ant|er(?:a|as|ai|ez|ont|ons|ais|ait|aient))
        joindre joignez joigniez joigne insiste calls? disturb phone bother contactar llamar llamen llameis
        ring(?:ing)? calling contacting emailing texting [ml]app?ele[rz]? apele[rz]? lapel mapelez bellen anrufen
        kontaktieren contacteren approach bothering chiam(?:i|ate|are|atemi) scrivetemi scrivere ligue[m]?""",
    "REACHED": "soll?icitee?s? importunee?s? r?app?ell?e[es]* (?:re)?contacte[es]* derange[es]* embete[es]* joint[es]*",
    "TRY": """
        tente[rz] retenter essaye[rz] demande[rz] propose[rz]? proposant proposent sonne[rz] visiter prendre faire
        fatigue[rz] perdez perdre repondez""",
    "WRITE": "ecri(?:re|vez) ecrir(?:ont|a|ez) ecrivent",
    "CALLS": """
        relancee?s? anrufe appels? apels? (?:re)?contacts? relances? communications? rappels? interventions? envois?
        llamadas? telefonemas? chiamate telefonate""",
    "ANSWERS": """
        reponses? suites? retours? visites? demandes? propositions? offres? rdvs? messages? lettres? courriers?
        mailings? proposition msgs?""",
    "SERVICE": """
        aide mandats? estimations? prestations? commercialisation collaborations? partenariats? mdts?
        accompagnement""",
    # What says no.
    "ABSTAIN": """
        absehen s?abst[a-z]* s?abten[a-z]* sabs s?absen(?:i|te)[a-z]* s?abste?[a-z]* absenti[a-z]*
        s?a(?=[st]*b)[bst]{2,4}[aei]{1,2}n{1,2}(?:i|e[a-z])[a-z]* refrain abstain onthouden astener[a-z]*
        circule[rz] degage[rz]? ouste? dehors fuyez economise[rz] range[rz] garde[rz] oublier""",
    "UNWANTED": """
        revoyure bonsoir illegal[a-z]* illicite ciao bye adieu exclu(?:sion)?[es]* exclut excluded interdi[a-z]*
        proscri[a-z]* prohib[a-z]* banni[a-z]* indesir[a-z]* malvenu[a-z]* rejet[a-z]* evinc[a-z]* ecarte[es]*
        recus(?:e|ee|es|ees|er) repouss(?!oir)[a-z]* disqualifi[a-z]* intrus banned barred prohibid[oa]s?
        ongewenst[a-z]* ungewunscht vietat[oaie] importuns? inopportun[a-z]* irreceva[a-z]* unwelcome unwanted
        forbidden zwecklos unerwu[a-z]* ausgeschlossen verboten econdui[a-z]* nein nicht decline[a-z]* ko niet
        proscrit nada bernique tintin walou oualou nix raus macache exclu(?:ons|ez|ent|re|rai|ront|ait) exclura
        recus(?:ons|ent) ecart(?:er|ons|ent) declin(?:ons|er|ez|ent|erai)""",
    "PUNISHED": """
        amendes? dgccrf plaint menace[a-z]* saisir bloqu[a-z]* blocages? ignor(?:e|es|ee|ees|er|ed|ons|erai|era)
        signal[ae][a-z]* raccroch[a-z]* poubelles? corbeilles? poursuivi[es]* poursuites? plaintes? facture[rz]
        facturation sanction[a-z]* refoule[a-z]* supprime[es]+ deboute[a-z]* denonce[a-z]* consideree?s?
        block(?:ed|s)? report(?:ed)? billed charged prosecuted""",
    "PEACE": "ailleurs",
    "REFUSE": """
        traumatise[es]* horreur refu[sz][a-z]* hostiles? refractaires? allergiques? anti contre fuir fui[ts]?
        evite[a-z]* hait deteste[a-z]* degoute[a-z]* remonte[es]* exaspere[a-z]* agace[a-z]* mefi[a-z]* furieu[a-z]*
        antiagences? antidemarchage declines? rejects? hates? dislikes? weigert weigeren rifiuta rechaza boude[a-z]*""",
    "OPPOSE": "oppo opposee?s? oppositions? opposants? opposons opposantes?",
    "STOP": """
        cess(?:e|er|ez|ions) stop stoppe[rz]? halte cessent arrete[rz]? arretent basta aretez arete quit cease
        chega stopper""",
    "FED_UP": """
        harcelee?s? ennuyee?s? saoulee?s? usee?s? lassee?s? echaudee?s? fachee?s? harcelent suffit marre trop
        sature[es]* saturation submerge[es]* bombarde[es]* inonde[es]* fatigue[es]* excede[es]*""",
    "USELESS": "inutile[a-z]* inutil inutils vain superflu[a-z]*",
    "NOT": """
        rien pad paa?s po pasd pa plus jamais aucune?s? aucunement nullement nul nulle zero ni not never geen
        keine?n? ningun[a-z]* nessun[a-z]* 0 jms jame jamai plu degun nao no1""",
    "NON": "non no nan nope nah nn naan nenni",
    "SAUF": "sauf excepte hormis",
    "NOBODY": "personne",
    "NE": "ne? nen",
    # What joins the rest.
    "OF": "von d de du des au x?aux a tout toute toutes tous the any from real estate quelque of with all mehr meer",
    "THE": "ca cela les? la un une ce ces ceux celles",
    "BY": "par en via avec chez entre sur",
    "WITHOUT": "sans sin ss without hors sem ohne zonder senza",
    "AND": """
        et ou comme ainsi autres? etc\\.? cie consorts assimiles? similaires? and or compris aussi egalement soit
        quel[a-z]* qui""",
    "MINE": "mes ses leurs? my her his their mio mi mijn meine? meu mia",
    "ACCESS": "-",
    "QUE": "que qu ke kon qon",
    "FOR": "pour pr",
    "POLITE": """
        merci mrc mci amis? chere?s? svp stp plait please pls priere bien vouloir veuillez avance thanks? thank aub
        gracias bitte grazie pitie cordialement cdlt bonjour messieurs mesdames prie prie[a-z]*""",
    "ME": "y me m moi nous lui se s memes? us eux elles? ils?",
    "YOU": "vous vos vs tu te t etes es you",
    "SPEAKER": "je j on i we jai",
    "HAVE": "ai as avons avez avaient ont avait eu",
    "BE": """
        pouvez est sont rest[a-z]* etre sera seront serait soient ete suis sommes doivent doit devront peuvent peut
        pourront be are will must should etaient etait reste c devons devez dois""",
    "SURELY": """
        ecrite? verbale? orale? confirmee? formelle? notee? net definiti(?:f|ve|vement) totale? absolue? surtout
        absolument imperativement donc formellement categorique[a-z]* fermement aujourd encore immediat[a-z]*
        totalement""",
    "IF": "si",
    "CONSENT": "consen[a-z]*",
    # What is wished, given or asked.
    "WISH": """
        souhait(?:e|es|ons|ent|er|ant|ait|ez) [jn]?veu[a-z]* jve voul(?:ons|ez|ait|ais) voudr[a-z]*
        desir(?:e|es|ons|ent|er|ant|ait|ez) accord[a-z]* autoris(?:e|ons|ent|erai|er) envisage[a-z]*
        toler(?:e|ons|erai) compt(?:e|ons) interess[a-z]* cherch[a-z]* recherch[a-z]* want wants vx mochte wil
        quiere[n]? besoin interested aimerai[a-z]* envie""",
    "DOES": """
        trait(?!ement)[a-z]* repond[a-z]* jrep[a-z]* donn(?:e|es|er|ez|ons|ent|era|erai|erons|eront|ee)
        travaill[a-z]* collabor[a-z]* pren[a-z]* sign(?:e|es|er|erai|era|ons) recoi[a-z]* recev[a-z]*
        recour(?:ir|ons|t|ra|rai) mett[a-z]* met mets fer(?:ai|a|ons) fai[st] aur[a-z]* parler avoir decroch[a-z]*
        rencontr[a-z]* adress[a-z]* destine[es]* engag[a-z]* embauch[a-z]* pay(?:er|ons|erai|era) paie paierai
        remunerer louer gere[a-z]* aura""",
    "ENTRUST": "confi(?!ance)[a-z]* mandater[a-z]* mandate[sz]? mandatent mandatons deleg[a-z]*",
    "SELLING": "vend[a-z]*",
    "HOUSE": "biens? maison appartement appart vente terrain villa logement propriete pavillon",
    "SEND": "envoy[a-z]* expedi[a-z]*",
    "PASS": "pass[a-z]*",
    "USE": """
        traitement using utilis[a-z]* conserver conservez stocker detenir exploit(?:er|ation|ez)? usage revendre
        revente diffus[a-z]* servir transmettre reprise recopier copier conservation""",
    "WELCOME": """
        favorables? bienvenue?s? accept[a-z]* admis[es]* admet[a-z]* autorise[es]+ toleree?s? souhaitee?s
        souhaitables? desiree?s welcome accepted wanted allowed willkommen ok ouvert[es]* possibles? requis[es]*
        recu[es]* recue?s? apprecie[es]* voulu[es]* concerne[es]* etudie[es]* pris[es]* souhaitee""",
    "ONLY": """
        uniquement unik[a-z]* uniq[mn]?t uniq exclusive(?:ment)? seulement strictement only juste reserve[es]*
        exclusif exclusivite nur solamente solo allein""",
    "PRIVATE": "particuliers? paps? private privatverkauf privati particulares individuals? ptclrs? ptculiers?",
    "BUYER": "acheteurs? acheteuses? acquereurs? buyers? repreneurs? acheter",
    "DIRECT": "directe?s? directement",
    "ALONE": "seule?s?",
    "SELF": "proprietaires? proprio owner",
    "FEES": """
        frais fr fees? honoraires? hono commissions? comision(?:es)? couts? prix fai remunerations? tarifs? taux
        barem[a-z]*""",
    "ALERT": "clients? attention alerte important",
    # Registers, and data to be forgotten.
    "LISTS": "bloctel[a-z]* blocktel bloqtel robinson",
    "LISTE": """
        campagnes? listes? listings? crm pige registres? fichiers? bases? repertoires? lists? database mailing
        fichie""",
    "BAD": "repoussoir rouges? oranges? noires? antiprospection",
    "DATA": """
        coordonnees? donnees? numeros? num nums nom fiches? tel telephones? infos? informations? details? coordones?
        numbers? daten gegevens""",
    "REMOVE": """
        disparaitre anonymis[a-z]* desinscription exclure oublie[rz]? ote[rz] retir[a-z]* supprime supprimer
        supprimez suppression effac[a-z]* raye[rz]? radie[rz]? rayee?s? radiee?s? retiree?s? radiation sorti[er]
        sortir enleve[a-z]* oubli sortez virez vire remove retrait supp?rim[a-z]* delet[a-z]* eras(?:e|ed) removed
        cancell[a-z]* borr(?:en|e|ad) losch[a-z]* verwijder[a-z]* detrui(?:re|sez|t) suppr purge[rz]? biffe[rz]?
        clore""",
    "RESPECT": "respect[a-z]*",
    "SAID_NO": "-",
    "BANNED": """
        npa npd dnc donot(?:call|contact) npc indemarchables? dnd blackl[a-z]*
        ne(?:pas|plus)(?:r?appeler|contacter|demarcher|prospecter|solliciter|relancer|deranger)""",
    "GONE": """
        optout unsubscribes? unsubscribed desinscrire desabonner desinscrite?s? desabonnee?s?
        desinscription desabonnements? desabo uitschrijven""",
    "JOIN": "inscrire opposer",
    "CHOICE": "choix choisi[a-z]* decide[a-z]* decision",
    "LEAVE": "laisse[rz]? foute[rz]? fiche[rz]? foutent leave left lache[rz]?",
    "PEACEFUL": "tranquilles? paix trankil[a-z]* alone peace tranquil",
    "HEAR": "entendre",
    "SOLD": "vendue?s? louee?s? loue compromis",
    "HIRED": "mandatee?s? missionnee?s?",
    "SECTOR": "secteur region coin",
    "INSTEAD": "plutot voir prefer[a-z]* privilegi[a-z]*",
    "CHANGED": "-",
    "LEGAL": "article art rgpd cnil gdpr fichage l223",
    "REGISTERED": """
        cochee?s? formulee?s? exprimee?s? actee?s? renvoyee?s? retournee?s? manifestee?s? acti(?:f|ve) exercice
        inscri[a-z]* enregistree?s? figure oui yes x active? exerce[es]* signalee? figurer""",
    "CHECKED": "verifie[a-z]* nettoye[a-z]* filtre[a-z]* neant absent[a-z]* levee?",
    "NOW": "actuellement depuis instant yet",
    # What turns « ne pas appeler » into something else.
    "PLACE": """
        dans place proximite village ville commune quartier rue etage bas pied cote residence immeuble rdc bourg
        centre loin pres face sous dessus moins proches?""",
    "WHEN": """
        vite avant apres ap pendant matins? matinees? soirs? soirees? midis? nuits? lundis? mardis? mercredis?
        jeudis? vendredis? samedis? dimanches? week weekends? we heures? h tard tot jours? journees? repas sieste
        semaine vacances feries? uur uhr bureau travail boulot aprem demain moment \\d+h\\d* during hours before
        after evenings? mornings? sundays? weekday[s]? pm lunch""",
    "WAY": """
        sms e?mails? mels? mms textos? whatsapp messageries? courriels? messenger portable fixe repondeur formulaire
        facebook landline mobile newsletters?""",
    "KIN": "femme mari epoux epouse fils fille enfants? parents mere pere",
    "OTHER": """
        etude locataires? gardiens? gardienne voisin[es]* occupants? syndic concierge mairie employeur nouveau
        ancien ancienne tenants? landlord""",
    "HESITE": "hesit[a-z]*",
    "LABEL": "manquez ratez",
    "POINT": "-",
    "SLIP": "mauvais faux doublons? erreurs? errone[es]* perimee?s? invalides? obsoletes? dedoublonn[a-z]*",
    "IMPERATIVE": "[a-z]{3,}ez",
}
"""Concept → the words that mean it, as patterns; of two concepts, a word has the first."""

KINDS: dict[str, tuple[str, ...]] = {
    "DOES": ("ENTRUST", "SELLING"),
    "SELF": ("ALONE",),
    "~": ("HOUSE", "SEND"),
}
"""Concept → the finer ones that a rule means with it; « ~ » is any word without a concept."""
