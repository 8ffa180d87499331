"""Dutch."""

from pipelines.evidence.tongues.tongue import Tongue

_TIME = (
    r"(?:seconden?|minu(?:ut|ten)|u(?:ur|ren)|dag(?:en)?|nacht(?:en)?|we(?:ek|ken)|maand(?:en)?|kwartaal|jaar|jaren)"
)
_NUMBER = (
    r"(?:een|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|\w*tien|\w*tig|honderd|duizend|half|halve|"
    r"enkele"
    r"|meerdere|dozijn)"
)
_MONTH = r"(?:januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december)"
_DAY = r"(?:maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag|feestdag|werkdag)(?:en|s)?"

TONGUE = Tongue(
    "nl",
    asks={
        "duration": rf"\bhoe ?lang\b|\bhoeveel (?:tijd|{_TIME})\b|\b(?:binnen welke|welke) (?:termijn|duur|"
        r"periode)\b|\bhoe snel\b",
        "date": r"\b(?:wanneer|hoe laat|hoe vaak|sinds wanneer|tot wanneer)\b|\b(?:op |in )?welke (?:dag(?:en)?|"
        r"datum|maand|jaar"
        r"|tijd(?:en|stip)?)\b",
        "price": r"\b(?:hoeveel|wat|hoe hoog|hoe duur|welke?)\b.*\b(?:kost\w*|\w*prijs|\w*prijzen|\w*tarief|"
        r"betaal\w*|betalen|\w*huur"
        r"|\w*bedrag|\w*salaris|\w*borg|\w*boete|\w*vergoeding|\w*kosten|\w*bijdrage|\w*geld|\w*budget|"
        r"\w*toeslag)\b|\bhoe duur\b",
        "number": r"\b(?:hoeveel|hoe (?:hoog|groot|oud|ver|luid|snel|diep|zwaar|warm|breed))\b|"
        r"\bwelke? (?:\w*nummer|aantal"
        r"|temperatuur|gewicht|grootte|hoogte|snelheid|capaciteit)\b|\bwat is (?:het|de) (?:\w*nummer|aantal|"
        r"temperatuur|gewicht)\b",
        "who": r"\b(?:wie|aan wie|bij wie|van wie)\b",
        "place": r"\b(?:waar|waarheen)\b(?! (?:voor|om)\b)|\bin welke? (?:zaal|kamer|gebouw|stad|straat|menu|"
        r"ruimte)\b|\bop welke "
        r"(?:verdieping|plaats|pagina)\b",
        "cause": r"\b(?:waarom|om welke reden|waardoor)\b",
    },
    refers=r"^en\b|\b(?:hij|hem|hen|hun|dit|dat|die)\s*[?.!]?$",
    found={
        "price": r"[€$£%]|\b(?:euro|eur|cent|procent|gratis|kosteloos)\b",
        "duration": rf"(?:\d|\b{_NUMBER})[\s-]*(?:\w+\s){{0,2}}\w*{_TIME}\b|\b(?:tot|onbepaald\w*|permanent)\b",
        "date": rf"\b(?:een|twee|drie|vier)maal\b|\w*{_TIME}\b|\b{_MONTH}\b|\b{_DAY}\b|\b(?:1[6-9]|20)\d\d\b|"
        rf"\b\d{{1,2}}[:.]\d\d\b|\b(?:uur|dagelijks|"
        r"wekelijks|maandelijks"
        r"|jaarlijks|elke?|ieder[e]?|alle|ochtends?|middags?|avonds?|middernacht|meteen|onmiddellijk|uiterlijk|"
        r"binnen|zodra|voor"
        r"|voordat|na|nadat|tijdens|wanneer|als|tot|keer)\b",
        "number": rf"\d|\b{_NUMBER}\b|\b(?:geen|onbeperkt|eenmaal|tweemaal)\b",
        "who": r"\b(?:dhr|mevr|mevrouw|meneer|heer|dr)\b|\b\w*(?:leiding|leider|afdeling|team|dienst|kantoor|"
        r"bureau|bestuur|voorzitter"
        r"|beheerder|conciërge|concierge|secretariaat|secretaris|receptie|directeur|directie|chef|manager|"
        r"medewerkers?|werknemers?"
        r"|arts|monteur|technicus|huurder|verhuurder|klant(?:en)?|leverancier|bedrijf|raad|commissie|"
        r"penningmeester|leidinggevende"
        r"|personeel|administratie|verantwoordelijke)\b",
        "place": r"\b(?:in|op|aan|bij|onder|boven|naast|achter|tussen|tegenover|naar|uit|van|via|vanuit|online|"
        r"links|rechts)\b",
        "cause": r"\b(?:omdat|want|doordat|zodat|om|wegens|vanwege|daarom|daardoor|anders|reden|dankzij|"
        r"voorkom\w*|bescherm\w*|gevaar"
        r"|risico)\b",
    },
    counted=r"\bhoeveel\s+(?P<noun>\w+)",
    generic="""
    seconde minuut minuten uur uren dag dagen week weken maand maanden jaar jaren past passen doen doet vinden vindt
    geven geeft krijgen krijgt hebben heeft kunnen kan moeten moet mogen mag nodig mogelijk gebruiken gebruikt
    betekent betekenen heet heten staat bevindt ligt duurt duren kost kosten bedraagt geldt gelden gebeurt
    plaatsvinden plaats maximaal minimaal maximum minimum precies ongeveer normaal persoon mensen ding manier tijd
    moment zeggen weten tonen hoog lang vaak ver veel alstublieft
    verschil verschillen verschilt werkt betekent
    moment zeggen weten tonen hoog lang vaak ver veel alstublieft prijs tarief
    """,
    marks="""
    de het een van op met voor niet zijn zij ik je jij mijn uw jouw wij ons onze wat wie waar wanneer hoe hoeveel
    waarom welke welk kan kun moet mag wordt worden heeft hebben heb naar bij uit aan om ook maar dan dat deze dit
    die er nog geen tot als of en lang vaak laat is kost duurt
    """,
    cased=True,
)
