"""Swedish."""

from pipelines.evidence.tongues.tongue import Tongue

_TIME = (
    r"(?:sekund(?:er)?|minut(?:er)?|timm(?:e|ar)|dag(?:ar|en)?|dygn|natt|natter|veck(?:a|or)|manad(?:er)?|kvartal|"
    r"ar(?:et)?)"
)
_NUMBER = (
    r"(?:en|ett|tva|tre|fyra|fem|sex|sju|atta|nio|tio|elva|tolv|\w*ton|\w*tio|hundra|tusen|halv\w*|flera|nagra|"
    r"dussin)"
)
_MONTH = r"(?:januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december)"
_DAY = r"(?:mandag|tisdag|onsdag|torsdag|fredag|lordag|sondag|helgdag|vardag)(?:ar|en|s)?"

TONGUE = Tongue(
    "sv",
    asks={
        "duration": rf"\bhur (?:lange|lang tid|snabbt|snart)\b|\bhur manga {_TIME}\b|\b(?:inom vilken|"
        r"vilken) (?:tid|frist|period)\b",
        "date": r"\b(?:nar|hur ofta|hur dags|vilken tid|vilka tider)\b|\b(?:pa |i )?vilk(?:en|et|a) (?:dag(?:ar)?|"
        r"datum|manad|ar|klockslag"
        r"|\w*tider?)\b|\bvilken tid\b",
        "price": r"\b(?:hur mycket|vad|hur hog|hur hogt|hur dyr\w*|vilk(?:en|et|a))\b.*\b(?:kosta\w*|\w*pris(?:et|"
        r"er)?|\w*avgift(?:en|er)?"
        r"|betala\w*|\w*hyra\w*|\w*belopp(?:et)?|\w*lon(?:en)?|\w*deposition(?:en)?|\w*bot(?:en|er)?|"
        r"\w*ersattning(?:en)?|\w*bidrag(?:et)?"
        r"|\w*kostnad(?:en|er)?|\w*pengar|\w*rabatt(?:en)?)\b|\bhur dyr",
        "number": r"\bhur (?:manga|mycket|hog|hogt|stor|stort|gammal|langt|hogljud\w*|djup\w*|tung\w*|varm\w*|"
        r"bred\w*)\b|\bvilk(?:en|et)"
        r" (?:\w*nummer|antal|temperatur|vikt|storlek|hojd|hastighet|kapacitet)\b",
        "who": r"\b(?:vem|vems|vilka som)\b",
        "place": r"\b(?:var|vart|varifran)\b|\bi vilk(?:en|et) (?:sal|rum|byggnad|stad|gata|meny|lokal)\b|"
        r"\bpa vilken (?:vaning|plats|sida)\b",
        "cause": r"\b(?:varfor|av vilken anledning)\b",
    },
    refers=r"^och\b|\b(?:den|det|dem|dessa)\s*[?.!]?$",
    found={
        "price": r"[€$£%]|\b(?:kronor|kr|sek|ore|euro|eur|procent|gratis|kostnadsfri\w*|avgiftsfri\w*)\b",
        "duration": rf"(?:\d|\b{_NUMBER})[\s-]*(?:\w+\s){{0,2}}\w*{_TIME}\b|\b(?:till|tills|tillsvidare|permanent)\b",
        "date": rf"\b{_TIME}\b|\b{_MONTH}\b|\b{_DAY}\b|\b(?:1[6-9]|20)\d\d\b|\b\d{{1,2}}[:.]\d\d\b|\b(?:kl|klockan|"
        r"dagligen|"
        r"varje|veckovis|manadsvis"
        r"|arligen|alla|morgon\w*|kvall\w*|formiddag\w*|eftermiddag\w*|lunch|midnatt|genast|omedelbart|senast|"
        r"inom|fore|innan|efter|nar"
        r"|om|under|till|ganger|gang|sa snart)\b",
        "number": rf"\d|\b{_NUMBER}\b|\b(?:ingen|inga|inget|obegransa\w*)\b",
        "who": r"\b(?:herr|fru|dr)\b|\b\w*(?:chef\w*|ledning\w*|ledare\w*|avdelning\w*|team\w*|tjanst|kontor\w*|"
        r"styrelse\w*|ordforande\w*"
        r"|ansvarig\w*|vaktmastar\w*|sekreterare\w*|reception\w*|direktor\w*|medarbetar\w*|anstalld\w*|lakare\w*|"
        r"tekniker\w*|hyresgast\w*"
        r"|hyresvard\w*|kund\w*|leverantor\w*|foretag\w*|rad|kommitte\w*|kassor\w*|personal\w*|administrator\w*|"
        r"handlaggar\w*)\b",
        "place": r"\b(?:i|pa|vid|hos|under|over|bredvid|bakom|mellan|mittemot|till|fran|via|ur|online|vanster|"
        r"hoger)\b",
        "cause": r"\b(?:eftersom|darfor|for att|sa att|pa grund|orsak\w*|anledning\w*|annars|tack vare|"
        r"forhindra\w*|skydda\w*|fara|risk\w*"
        r"|undvik\w*)\b",
    },
    counted=r"\bhur manga\s+(?P<noun>\w+)",
    generic="""
    sekund minut minuter timme timmar dag dagar vecka veckor manad manader ar gora gor finna finns finnas ge ger fa
    far ha har kunna kan maste ska skall bor behover behovs mojligt nodvandigt anvanda anvander anvands betyder
    heter hander sker ligger star galler kostar kosta varar tar ta maximalt minst hogst exakt ungefar normalt person
    personer manniskor sak satt tid stund saga veta visa lang lange ofta mycket manga stor hog tack snalla
    skillnad skillnaden skillnader fungerar betyder
    personer manniskor sak satt tid stund saga veta visa lang lange ofta mycket manga stor hog tack snalla pris priset
    """,
    marks="""
    och att det som en ett den pa ar av for med till inte har de jag du vi ni han hon var vad vem nar hur vilken
    vilket vilka varfor kan ska maste far fran om men eller man min mitt din ditt sin vara varit blir bli mycket
    manga ofta lange finns kostar efter vid
    """,
    cased=True,
)
