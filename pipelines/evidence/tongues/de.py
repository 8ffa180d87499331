"""German."""

from pipelines.evidence.alike.de import GROUPS
from pipelines.evidence.tongues.tongue import Tongue

_TIME = r"(?:sekunden?|minuten?|stunden?|tage?n?|nachte?n?|wochen?|monate?n?|quartale?n?|jahre?n?)"
_NUMBER = (
    r"(?:ein(?:e[nmrs]?)?|zwei|drei|vier|funf|sechs|sieben|acht|neun|zehn|elf|zwolf|\w*zehn|\w*zig|hundert|tausend"
    r"|halb\w*|anderthalb|mehrere[nr]?|einige[nr]?|dutzend)"
)
_FIGURE = rf"(?:\d|\b{_NUMBER})[\s-]*"
_LENGTH = r"(?:(?:zenti|milli|kilo)?metern?|[ckm]?m|zoll)\b"
_DAY = r"(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag|feiertag|werktag|wochentag)"
_MONTH = r"(?:januar|janner|februar|marz|april|mai|juni|juli|august|september|oktober|november|dezember)"

TONGUE = Tongue(
    "de",
    asks={
        "duration": rf"\bwie lange?\b|\bwie ?viele? {_TIME}\b|\bwelche[rn]? (?:dauer|\w*frist|\w*zeitraum)\b|"
        r"\binnerhalb "
        r"welche[rs]\b|\bwie schnell\b",
        "date": r"\b(?:wann|wie ?viel uhr|wie oft|wie haufig|wie (?:fruh|spat))\b|"
        r"\bwelche[mnrs]? (?:\w*tag\w*|datum|monat|jahr|"
        r"\w*uhrzeit"
        r"|zeitpunkt|\w*zeiten)\b",
        "price": r"\b(?:wie ?viel|was|wie hoch|wie teuer|welche[rns]?)\b.*\b(?:kost\w*|\w*preis\w*|\w*gebuhr\w*|"
        r"\w*zahl"
        r"(?:t|e|en)|\w*miete|\w*betrag|\w*gehalt|\w*zuschuss|\w*entgelt|\w*pauschale|\w*kosten|\w*geld|\w*beitrag"
        r"|\w*lohn|\w*kaution|\w*strafe|\w*vergutung|\w*rabatt|\w*budget|teuer|verdien\w+)\b|\bwie teuer\b",
        "number": r"\bwie (?:viele?|hoch|gross|alt|weit|laut|schnell|tief|schwer|warm|heiss|kalt|breit|stark|dick)\b"
        r"|\bwelche[rsn]? (?:\w*nummer|anzahl|\w*temperatur|menge|\w*grosse|\w*hohe|\w*gewicht|\w*zahl)\b|"
        r"\bwieviele?\b",
        "who": r"\b(?:wer|wen|wem|wessen)\b",
        "place": r"\b(?:wo|woher|wohin)\b|\b(?:in|auf|an|bei) welche[mrn] (?:\w*raum|\w*zimmer|stock\w*|etage|"
        r"gebaude|ort"
        r"|strasse|menu|seite|platz|stelle)\b",
        "cause": r"\b(?:warum|wieso|weshalb|aus welchem grund)\b",
    },
    found={
        "price": r"[€$£%]|\b(?:euro|eur|cent|franken|chf|prozent|kostenlos|kostenfrei|gratis|unentgeltlich|"
        r"gebuhrenfrei"
        r"|umsonst)\b",
        "duration": rf"(?:\d|\b{_NUMBER})[\s-]*(?:\w+\s){{0,2}}\w*{_TIME}\b|\b(?:bis|unbefristet|dauerhaft|halbjahr"
        r"|\w{4,}lich)\b",
        "date": rf"\b(?:ein|zwei|drei|vier|funf|mehr)mal\b|\w*{_TIME}\b|\b{_DAY}s?\b|\b{_MONTH}s?\b|\b(?:1[6-9]|"
        rf"20)\d\d\b|\d[:.]\d\d\b|\b\d\d?\. ?(?:\d\d?\b(?!\.\d{{3}})|{_MONTH})|\buhr\b|"
        r"\b(?:taglich"
        r"|wochentlich|monatlich|jahrlich|vierteljahrlich|jede[nrs]?|alle|morgens|mittags?|abends|nachts|vormittags?"
        r"|nachmittags?|sofort|umgehend|spatestens|innerhalb|sobald|bevor|nachdem|vor|nach|bis|wahrend|wenn|falls|"
        r"erst"
        r"|heute|morgen|gestern|mitternacht)\b",
        "number": rf"\d|\b{_NUMBER}\b|\b(?:keine[nrs]?|unbegrenzt|einmal|zweimal|dreimal|doppelt)\b",
        "who": r"\b(?:herrn?|frau|dr)\b|\b\w*(?:leitung|leiter(?:in)?|abteilung|team|stelle|buro|amt|verwaltung|"
        r"vorstand"
        r"|vorsitzende[rn]?|beauftragte[rn]?|hausmeister(?:in)?|sekretariat|dienst|meister(?:in)?|chef(?:in)?|fuhrung"
        r"|fuhrer(?:in)?|vorgesetzte[rn]?|mitarbeiter\w*|beschaftigte[rn]?|empfang|direktor\w*|arzt|arztin|"
        r"techniker\w*"
        r"|betreuer\w*|verantwortliche[rn]?|kunden?|mieter\w*|gaste?n?|firma|administrator\w*|rat|personal|kollege\w*"
        r"|ausschuss|partner\w*|zentrale|werkstatt|handler\w*|besitzer\w*|lehrer\w*|ingenieur\w*)\b",
        "place": r"\b(?:im|in|ins|am|an|auf|bei|beim|unter|uber|neben|hinter|zwischen|gegenuber|zum|zur|aus|vom|"
        r"online|links"
        r"|rechts|oben|unten)\b",
        "cause": r"\b(?:weil|denn|da|damit|um|wegen|aufgrund|deshalb|deswegen|daher|darum|dadurch|sonst|andernfalls"
        r"|grund|grunde|gefahr|schutzt|verhindert)\b",
    },
    counted=r"\bwie ?viele?\s+(?P<noun>\w+)",
    generic="""
    sekunde sekunden minute minuten stunde stunden tag tage tagen woche wochen monat monate monaten jahr jahre
    jahren alter alt ab pro soll muss mussen betragt betragen befindet befinden dauert dauern gilt gelten heisst
    heissen lautet lauten liegt liegen steht stehen erfolgt findet finden statt bekommt bekommen erhalt erhalten
    gibt geben macht machen tun passiert geschieht braucht brauchen benotigt benotigen notig notwendig erforderlich
    moglich erlaubt gehort bedeutet bedeuten genau ungefahr maximal mindestens hochstens eigentlich normalerweise
    bitte gehen kommt kommen wissen sagen zeigen verwenden verwendet benutzen benutzt nutzen vorgesehen zustandig
    verantwortlich kostet kosten hoch lange viel oft weit tun lassen lasst melden person leute ding sache art weise
    zeit uhr frage antwort mal
    unterschied unterschiede unterscheiden unterscheidet funktioniert funktionieren
    zeit uhr frage antwort mal teuer fruh spat tief breit dick schwer laut warm heiss kalt gross
    kummert kummern preis preise betreut hatte hatten
    """,
    alike=GROUPS,
    measured={
        r"\bwie (?:tief|breit|dick)\b|\bwelche (?:\w*tiefe|\w*breite|\w*dicke)\b": rf"{_FIGURE}{_LENGTH}",
        r"\bwie weit\b": rf"{_FIGURE}(?:{_LENGTH}|{_TIME})",
        r"\bwie schwer\b|\b(?:was|wie ?viel) wieg\w+|\bwelches \w*gewicht\b": rf"{_FIGURE}"
        r"(?:kg|kilo|kilogramm|g|gramm|tonnen?|t|pfund)\b",
        r"\bwie lang\b": rf"{_FIGURE}(?:\w+ )?(?:{_LENGTH}|\w*{_TIME}|seiten?)",
        r"\bwann (?:wurde|war|hat|ist)\b.*\b(?:gegrundet|erbaut|gebaut|erste\w*|eroffnet|eingefuhrt|"
        r"entstanden|errichtet)\b": rf"\b(?:1[5-9]|20)\d\d\b|\b{_MONTH}\b|\d\. ?\d|\bvor {_NUMBER} {_TIME}",
        r"\bwie laut\b": rf"{_FIGURE}(?:db|dezibel)\b",
        r"\bwie (?:warm|heiss|kalt)\b|\bwelche \w*temperatur\b": rf"{_FIGURE}(?:grad|°|celsius)",
        r"\bwie alt\b": rf"{_FIGURE}(?:\w+ )?(?:\w*jahre?n?|\w*monate?n?)\b|\d\. (?:lebensjahr|geburtstag)|"
        r"\b(?:seit|gegrundet|errichtet|gebaut|geboren)\b.*\b1?[5-9]\d\d|\b(?:1[5-9]|20)\d\d\b",
    },
    lasts=r"^(?!.*\b(?:vorher|zuvor|voraus|vor|alle|geoffnet|offen|auf)\b).*\b(?:wie lange|"
    r"welche (?:dauer|\w*frist))\b|\bwie lange? (?:dauer|"
    r"ist)\w*",
    rates=rf"(?:\d|\b{_NUMBER})[\s-]*(?:\w+\s)?{_TIME}\s(?:pro|im|in der|je|vor(?:her)?|zuvor|"
    r"wochentlich|monatlich|jahrlich)"
    rf"\b|\b(?:tag|wochent|monat|jahr)lich\b|\b(?:von|zwischen) \d[\d:.]* (?:bis|und) \d[\d:.]* uhr\b|"
    rf"\b(?:alle|jede[nrs]?|vor)\s(?:(?:\d+|{_NUMBER})\s)?{_TIME}\b",
)
