"""Small talk in German, by subject: see the package for how a pattern is written."""

from collections.abc import Mapping

FILES = "(?:dokumente?|dateien?|quellen?|unterlagen|texte?)"
PATTERNS: Mapping[str, str] = {
    "greeting": """
(?:hallo|hi|hey|moin(?: moin)?|servus|gruss gott|gruezi|guten (?:tag|morgen|abend)|tag|schonen guten
(?:tag|morgen|abend))(?: (?:zusammen|du|ihr|alle|allerseits|wie geht es (?:dir|ihnen)|wie geht s))*|wie geht (?:es
(?:dir|ihnen)|s)(?: heute)?|na|(?:hallo+|hallochen|hi+|hey+|moin+|servus|salut|gruss dich|gruss euch|tach|guten
tag|guten (?:morgen|abend)|mahlzeit|willkommen|schonen (?:guten )?(?:tag|morgen|abend|nachmittag))(?:
(?:hallo|hi|moin|zusammen|du|ihr|alle|allerseits|miteinander|liebes team|chatbot|bot|wie geht (?:es|s)(?:
(?:dir|ihnen|euch|so|heute))*))*|wie geht (?:es|s)(?: (?:dir|ihnen|euch|so|denn|heute))*|(?:ist (?:da )?jemand
da|jemand da|bist du da)|freut mich|alles gut""",
    "thanks": """
(?:ok |okay |super |prima |toll |gut |ah |perfekt |klasse |alles klar )*(?:danke|vielen dank|herzlichen dank|besten
dank|tausend dank|dankeschon|merci|ich danke (?:dir|ihnen))(?: (?:schon|sehr|dir|ihnen|vielmals|fur
(?:die|deine|ihre|den) (?:hilfe|antwort|auskunft|info)|das (?:hilft|hat geholfen|war hilfreich|reicht)|auch|im
voraus|nochmal|nochmals))*|das (?:hat geholfen|hilft(?: mir)?(?: sehr| weiter)?|war
hilfreich)|super|prima|toll|perfekt|alles klar|gut gemacht|klasse|(?:ok(?:ay)? |super |prima |toll |gut |ja |ah
|perfekt |klasse |wunderbar |alles klar |sehr gut )*(?:danke+|vielen (?:lieben |herzlichen )?dank|herzlichen
dank|besten dank|lieben dank|tausend dank|danke ?schon|dankesehr|merci|thx|ich danke (?:dir|ihnen|euch)|ich bedanke
mich|danke)(?: (?:schon|sehr|dir|ihnen|euch|vielmals|auch|nochmals?|im voraus|erstmal|fur
(?:alles|die|deine|ihre|eure|den|das)(?: (?:schnelle|gute|nette|tolle|prompte|ausfuhrliche))?(?:
(?:hilfe|antwort|antworten|auskunft|info|infos|information|erklarung|unterstutzung|muhe|zeit|tipp|hinweis))?|furs
helfen|(?:und )?das (?:reicht|war s|war alles|genugt|hilft(?: mir)?(?: sehr| weiter)?|hat(?: mir)?(?: sehr)?
geholfen|war(?: sehr)? hilfreich|ist alles)))*|(?:ok(?:ay)? |super |ja |ah )*(?:das (?:hat(?: mir)?(?: sehr|
schon)?(?: weiter)? ?geholfen|hilft(?: mir)?(?: sehr| schon)?(?: weiter)?|war(?: sehr)? hilfreich|reicht(?:
mir)?(?: schon)?|beantwortet meine frage|wollte ich wissen|habe ich gesucht|war alles|ist klar|passt)|genau das
(?:wollte ich wissen|habe ich gesucht|brauchte ich)|verstanden|verstehe|wunderbar|ausgezeichnet|sehr
(?:gut|schon|hilfreich|nett)|gut zu wissen|keine weiteren fragen|alles klar|passt|in
ordnung)|(?:ok(?:ay)?|ja|nein|gut|alles klar|na gut|nee)(?: (?:ok(?:ay)?|gut|danke|super|alles
klar|passt|verstanden|dann))*|nein danke|(?:das )?(?:war|ging)(?: (?:ja|aber))?
(?:schnell|toll|super|nett|hilfreich)|schon gut""",
    "farewell": """
(?:auf wiedersehen|tschuss|tschus|ciao|bis (?:bald|dann|spater|morgen)|schonen (?:tag|abend|feierabend)(?:
noch)?|gute nacht|mach s gut)(?: (?:noch|dann|und danke))*|(?:auf wiedersehen|auf
wiederschauen|tschuss+|tschus+|tschau|ciao|ade|servus|bis (?:zum nachsten mal|bald|dann|spater|morgen|nachste
woche|die tage|demnachst)|man sieht sich|wir sehen uns|(?:einen )?schonen?
(?:tag|abend|feierabend|nachmittag|woche|wochenende)(?: noch)?|schones wochenende|gute nacht|mach(?:en sie)?(?: e)?
?s gut|das war(?: es| s| alles)?|das ist alles|ich bin fertig)(?: (?:noch|dann|fur heute|erstmal|alle))*""",
    "self": """
wer (?:bist du|sind sie)(?: (?:denn|eigentlich))?|was (?:bist du|sind sie|ist das hier|ist refdesk)(?:
(?:denn|eigentlich))?|wie (?:heisst du|heissen sie|ist dein name|ist ihr name)|(?:bist du|sind sie) (?:ein
)?(?:mensch|bot|roboter|ki|computer|chatbot|maschine|echt)|stell dich vor|wer hat dich gemacht|mit wem
(?:spreche|rede|schreibe|chatte) ich(?: (?:hier|denn|eigentlich|gerade))*|(?:bist du|sind sie)(?:
(?:ein|eine|denn|echter?|eigentlich))* (?:mensch|bot|roboter|ki|computer|chatbot|maschine|programm|person)(?: oder
(?:ein |eine )?(?:mensch|bot|roboter|ki|computer|chatbot|maschine|programm|person))?|wer (?:bist du|sind sie)(?:
(?:denn|eigentlich|uberhaupt))*|was (?:bist du|sind sie)(?: (?:denn|eigentlich|genau|fur (?:ein|eine)
(?:bot|programm|ki)))*|wer steckt (?:hinter dir|dahinter)|wer hat dich
(?:gebaut|programmiert|entwickelt|erfunden|trainiert)|wie (?:darf|soll|kann) ich dich nennen|wie alt bist
du|stell(?:en sie sich| dich)(?: (?:bitte|mal|kurz))* vor|(?:sprichst|verstehst|kannst) du(?: auch)?
(?:deutsch|englisch|franzosisch|spanisch)|welche sprachen? (?:sprichst|verstehst|kannst) du""",
    "able": """
was (?:kannst du|konnen sie|kann man hier|kann ich hier)(?: (?:alles|fur mich|denn|so|hier|eigentlich|mir))*(?:
(?:tun|machen|fragen|helfen|beantworten))?|wobei (?:kannst du|konnen sie)(?: (?:mir|uns))? helfen|(?:kannst
du|konnen sie)(?: (?:mir|uns))? (?:bitte )?helfen|was (?:kann|darf|soll)(?: ich| man)(?:
(?:dich|sie|hier|alles|so))* fragen|welche (?:art(?:en)? von )?fragen (?:kann|darf) ich(?: (?:dir|ihnen|hier))?
stellen|welche fragen (?:kannst du|konnen sie) beantworten|wie (?:funktioniert (?:das|das hier|dies)|funktionierst
du|arbeitest du|kannst du(?: mir)? helfen|konnen sie(?: mir)? helfen)|hilfe|hilf mir(?: bitte)?|wozu bist du
(?:da|gut)|was (?:kannst du|konnen sie|kann (?:der|dieser) (?:bot|chatbot|assistent)|kann man|kann ich)(?:
(?:alles|denn|so|hier|eigentlich|fur (?:mich|uns)|mich|dich|sie|dir))*(?:
(?:tun|machen|fragen|helfen|beantworten|anbieten))?|(?:womit|wobei|wie) (?:kannst du|konnen sie)(?:
(?:mir|uns|denn))* (?:weiter)?helfen|(?:kannst du|konnen sie|konntest du|konnten sie)(?:
(?:mir|uns|bitte|kurz|mal))* (?:weiter)?helfen|ich brauche (?:bitte )?hilfe|wie (?:benutze|bediene|verwende|nutze)
ich (?:dich|das|diesen (?:bot|chatbot)|das hier)|wie funktioniert (?:dieser (?:bot|chatbot)|der
(?:bot|chatbot)|das(?: hier)?)|wofur (?:bist du|ist (?:das|dieser (?:bot|chatbot)))(?:
(?:da|gut|gedacht|hier))*|(?:darf|kann) ich (?:dich|sie|dir|ihnen)?(?: )?(?:etwas|was|eine frage|fragen)(?:
(?:fragen|stellen))?|ich habe (?:eine|noch eine|ein paar|mal eine) fragen?|was soll ich
(?:fragen|schreiben|eingeben)|(?:woruber|wonach|was)(?: alles)? (?:kann|darf) ich(?:
(?:dich|sie|dir|ihnen|hier|alles|etwas|was))* (?:fragen|wissen|erfahren)|(?:bei|zu) welchen (?:themen|fragen)
(?:kannst du|konnen sie)(?: (?:mir|uns))? helfen|wie (?:soll|muss|kann) ich (?:meine |eine )?fragen?(?:
(?:stellen|formulieren|am besten|hier))+""",
    "documents": """
(?:was fur |welche |wie viele )@file@ (?:hast du|haben sie|kennst du|kennen sie|gibt es|gibt s|sind (?:hier |da
|vorhanden|verfugbar|hinterlegt|geladen)*|liegen (?:vor|hier)|nutzt du|verwendest du|durchsuchst du|liest du)(?:
(?:hier|denn|alles|eigentlich|so|gelesen))*|(?:zeig|zeige|zeigen sie|nenne|nenn|liste)(?:
(?:mir|uns|alle|die|deine|bitte))* @file@(?: auf| an)?|was (?:weisst|kennst) du(?: (?:alles|denn))?|woher (?:kommen
deine antworten|weisst du das|hast du das)|welche themen (?:kennst du|deckst du ab|gibt es)|(?:was fur|welche|wie
viele) @file@ (?:stehen|hast|haben|kennst|kennen|gibt|sind|liegen|nutzt|durchsuchst|kannst|konnen)(?:
(?:du|sie|dir|mir|hier|es|denn|zur verfugung|bereit|drin|enthalten|alles|eigentlich|durchsuchen|lesen|sehen|im
bestand|vorhanden))+|(?:auf|in|aus) (?:welche[nr]?|was fur) @file@ (?:greifst du|suchst du|stutzt du dich|hast
du|antwortest du|nimmst du|schopfst du|greifen sie|suchen sie|antworten sie)(?: (?:zu|zuruck|zugriff|deine
antworten))*|worauf (?:hast du zugriff|greifst du zu|stutzt du dich|basierst du|beruhen deine antworten)|woher
(?:hast|nimmst|weisst|beziehst) du(?: (?:das|deine|dein))?(?:
(?:alles|wissen|antworten|informationen|infos))?|(?:bitte )?(?:zeig|zeige|zeigen sie|nenne|nenn|liste|gib)(?:
(?:mir|uns|bitte|alle|die|deine|mal|eine liste(?: der| aller)?|liste(?: der| aller)?))* @file@(?:
(?:auf|an|bitte))*|(?:alle|deine|meine|verfugbare) @file@|(?:eine )?(?:liste|ubersicht) (?:der|aller|deiner)
@file@|was (?:hast|kennst|weisst) du(?: (?:alles|denn|so|hier|da))*|was liegt (?:hier|dir) vor|hast du(?:
(?:irgendwelche|auch))? @file@|(?:gibt es|sind)(?: (?:hier|irgendwelche))* @file@(?:
(?:hier|da|hinterlegt|vorhanden))*|zeig(?:e)? mir(?: mal)? (?:was du (?:hast|kennst|weisst)|alles)""",
    "news": """
(?:was (?:ist|gibt es|gibt s)|gibt es(?: (?:was|etwas))?|gibt s was) neues?(?: (?:hier|heute|diese
woche))*|neuigkeiten|was (?:hat sich geandert|ist neu|wurde (?:neu )?hinzugefugt)(?:
(?:hier|heute|zuletzt))*|welche @file@ (?:sind (?:neu|neu hinzugekommen|zuletzt dazugekommen)|wurden (?:neu
)?hinzugefugt)|(?:die )?neueste[nr]? @file@|was (?:ist|gibt es|gibt s)(?: (?:denn|hier|so|heute|alles))*
(?:neu|neues|neue)(?: (?:hinzugekommen|dazugekommen|hier|heute|diese woche|seit
gestern))*|(?:irgendwas|etwas|irgendetwas|was) neues(?: hier)?|(?:gibt es|hast du)(?: (?:denn|hier))*(?: neue)?
(?:neuigkeiten|updates?|neuerungen|anderungen|neue @file@)(?: (?:hier|heute|diese woche))*|welche(?: neuen)?
(?:neuigkeiten|neuerungen|@file@) (?:gibt es|sind (?:neu|hinzugekommen|dazugekommen))|welche @file@
(?:sind|wurden)(?: (?:neu|zuletzt|kurzlich|neulich|gerade))*
(?:hinzugekommen|dazugekommen|hinzugefugt|geandert|aktualisiert|hochgeladen)|was (?:hat sich|wurde|ist)(?:
(?:denn|hier|zuletzt|neu|kurzlich|in letzter zeit))*
(?:geandert|hinzugefugt|hinzugekommen|dazugekommen|aktualisiert)|(?:die )?(?:neuesten|letzten|neue)
@file@|aktuelles|updates?""",
}
