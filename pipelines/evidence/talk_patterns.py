"""The patterns of small talk, by language and subject: of folded words parted by single spaces, no punctuation.

``@file@`` is any word for a document. Lines are broken at spaces, which stay spaces.
"""

from collections.abc import Mapping

FILES: Mapping[str, str] = {
    "en": "(?:documents?|files?|sources?|texts?|papers?|materials?)",
    "de": "(?:dokumente?|dateien?|quellen?|unterlagen|texte?)",
    "fr": "(?:documents?|fichiers?|sources?|textes?)",
    "es": "(?:documentos?|archivos?|ficheros?|fuentes?|textos?)",
}
PATTERNS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "greeting": """
(?:well )?(?:hi|hello|hey|hiya|howdy|greetings|good
(?:morning|afternoon|evening|day))(?: (?:there|all|everybody|everyone|you|again|bot|refdesk|friend|team))*(?: how
(?:are you|is it going|do you do|are things)(?: (?:today|doing))*)?|how (?:are you|is it going|s it going|do you
do|are things)(?: (?:today|doing))*|what s up|nice to meet you""",
        "thanks": """
(?:ok(?:ay)? |great |perfect |cool |super |ah |many |wonderful |good |yes )*(?:thanks|thank
you|thx|ty|cheers|much appreciated|i appreciate it)(?: (?:a lot|a bunch|a million|so much|very
much|again|mate|all|you|for
(?:your|the|that|this)(?: (?:help|answer|info|information|quick|kind|reply|all))*|that (?:helped|helps|is
helpful|was helpful|is great|is all|s all|s great)|this helped|(?:me )?(?:a lot|very much)|it
helped|great|helpful|have a nice day|bye))*|(?:that (?:helped|helps|is perfect|was helpful|is helpful|s
helpful)|very helpful|great|perfect|well done|good job|nice(?: one)?|cool|ok|okay|awesome|great
(?:answer|job))(?: thanks| thank you)?""",
        "farewell": """
(?:good ?bye|bye(?: bye)?|see you(?: (?:later|soon|tomorrow))?|have a (?:nice|good) (?:day|evening|weekend)|good
night|take care|that is all|that s all)(?: (?:then|now|for now|all|everybody))*""",
        "self": """
(?:who|what)(?: exactly)? (?:are|r) you(?: exactly)?|who is (?:this|there)|what is (?:this|refdesk|your
name)|what s (?:this|your name)|are you
(?:a |an )?(?:bot|robot|human|person|ai|real|machine|computer|chatbot|chat gpt|chatgpt|llm|real person|language
model)|who (?:made|built|created|runs) you|do you have a name|tell me (?:about|something about)
yourself|introduce yourself""",
        "able": """
(?:so )?(?:what|how) (?:can|could|do|will|would) you (?:do|help(?: me)?(?: with)?|answer|offer|know|be of
help)(?: for me| for us| here| with| exactly)*|what (?:kind|sort|type)s? of (?:questions?|things)
(?:can|may|could|should) (?:i|we|you) (?:ask|answer)(?: you| here)*|what (?:questions )?(?:can|may|could|should)
(?:i|we) ask(?: you)?(?: about| here| for)*|what are you (?:for|good at|good for|able to do|capable of)|how
(?:do|does|can) (?:you|this|it|i) (?:work|use you|use this|use it|ask you)(?: exactly)?|(?:can|could|will) you
(?:please )?help(?: me| us)?(?: please| with something)?|help(?: me)?(?: please)?|(?:i need|need) help|what are
your (?:capabilities|functions|features|skills)|what is your (?:purpose|job|function)|how can you
help(?: me)?|what can (?:i|we) do here|what is this (?:for|about)""",
        "documents": """
(?:please )?(?:what|which)(?: (?:kinds?|sorts?|types?) of)? @file@ (?:do|can|have|are|did)
(?:you|i|we|there|they)(?: (?:have|know|know of|know
about|read|see|search|use|hold|got|contain|here|there|available|in here|access|work with|cite|quote|ask
about|include|included|loaded|indexed|uploaded))*|(?:what|which) (?:@file@) (?:are|is)
(?:there|here|available|in (?:here|it|this (?:desk|chatbot|collection))|known to
you|indexed|loaded|uploaded)(?: here| to you)?|(?:please )?(?:list|show|name|give)(?: me)?(?: (?:all|the|your|a
list of|every))* @file@(?: (?:you (?:have|know|know about)|please|here|that you (?:have|know)))*|what (?:do you
know(?: about)?|have you (?:read|got)|is in (?:here|your (?:collection|library|index|database)))|how many @file@
(?:do you (?:have|know|know about)|are there(?: here)?|have you (?:got|read))|what are your @file@|where do your
answers come from|what do your answers (?:rest|come) (?:on|from)|what (?:topics|subjects|areas) (?:do you
(?:cover|know(?: about)?)|are covered|can i ask about)""",
        "news": """
(?:is there |do you have |have you got )?(?:what is|what s|whats|anything|something) new(?: (?:here|today|this
week|lately|recently|in here))*|(?:any )?news|what (?:has |have |s )?(?:changed|been added|was added|is the
latest|are the latest @file@|are the newest
@file@)(?: (?:recently|lately|since|today|last|week|this|here))*|(?:which|what) @file@ (?:are|were|have
been|is|was) (?:new|added|changed|updated|the newest|the
latest)(?: (?:recently|lately|last|this|week|today))*|(?:latest|newest|recent) @file@""",
    },
    "de": {
        "greeting": """
(?:hallo|hi|hey|moin(?: moin)?|servus|gruss gott|gruezi|guten (?:tag|morgen|abend)|tag|schonen guten
(?:tag|morgen|abend))(?: (?:zusammen|du|ihr|alle|allerseits|wie geht es (?:dir|ihnen)|wie geht s))*|wie geht
(?:es (?:dir|ihnen)|s)(?: heute)?|na""",
        "thanks": """
(?:ok |okay |super |prima |toll |gut |ah |perfekt |klasse |alles klar )*(?:danke|vielen dank|herzlichen
dank|besten dank|tausend dank|dankeschon|merci|ich danke (?:dir|ihnen))(?: (?:schon|sehr|dir|ihnen|vielmals|fur
(?:die|deine|ihre|den) (?:hilfe|antwort|auskunft|info)|das (?:hilft|hat geholfen|war hilfreich|reicht)|auch|im
voraus|nochmal|nochmals))*|das (?:hat geholfen|hilft(?: mir)?(?: sehr| weiter)?|war
hilfreich)|super|prima|toll|perfekt|alles klar|gut gemacht|klasse""",
        "farewell": """
(?:auf wiedersehen|tschuss|tschus|ciao|bis (?:bald|dann|spater|morgen)|schonen
(?:tag|abend|feierabend)(?: noch)?|gute nacht|mach s gut)(?: (?:noch|dann|und danke))*""",
        "self": """
wer (?:bist du|sind sie)(?: (?:denn|eigentlich))?|was (?:bist du|sind sie|ist das hier|ist
refdesk)(?: (?:denn|eigentlich))?|wie (?:heisst du|heissen sie|ist dein name|ist ihr name)|(?:bist du|sind sie)
(?:ein )?(?:mensch|bot|roboter|ki|computer|chatbot|maschine|echt)|stell dich vor|wer hat dich gemacht""",
        "able": """
was (?:kannst du|konnen sie|kann man hier|kann ich hier)(?: (?:alles|fur
mich|denn|so|hier|eigentlich|mir))*(?: (?:tun|machen|fragen|helfen|beantworten))?|wobei (?:kannst du|konnen
sie)(?: (?:mir|uns))? helfen|(?:kannst du|konnen sie)(?: (?:mir|uns))? (?:bitte )?helfen|was
(?:kann|darf|soll)(?: ich| man)(?: (?:dich|sie|hier|alles|so))* fragen|welche (?:art(?:en)? von )?fragen
(?:kann|darf) ich(?: (?:dir|ihnen|hier))? stellen|welche fragen (?:kannst du|konnen sie) beantworten|wie
(?:funktioniert (?:das|das hier|dies)|funktionierst du|arbeitest du|kannst du(?: mir)? helfen|konnen
sie(?: mir)? helfen)|hilfe|hilf mir(?: bitte)?|wozu bist du (?:da|gut)""",
        "documents": """
(?:was fur |welche |wie viele )@file@ (?:hast du|haben sie|kennst du|kennen sie|gibt es|gibt s|sind
(?:hier |da |vorhanden|verfugbar|hinterlegt|geladen)*|liegen (?:vor|hier)|nutzt du|verwendest du|durchsuchst
du|liest du)(?: (?:hier|denn|alles|eigentlich|so|gelesen))*|(?:zeig|zeige|zeigen
sie|nenne|nenn|liste)(?: (?:mir|uns|alle|die|deine|bitte))* @file@(?: auf| an)?|was (?:weisst|kennst)
du(?: (?:alles|denn))?|woher (?:kommen deine antworten|weisst du das|hast du das)|welche themen (?:kennst
du|deckst du ab|gibt es)""",
        "news": """
(?:was (?:ist|gibt es|gibt s)|gibt es(?: (?:was|etwas))?|gibt s was) neues?(?: (?:hier|heute|diese
woche))*|neuigkeiten|was (?:hat sich geandert|ist neu|wurde
(?:neu )?hinzugefugt)(?: (?:hier|heute|zuletzt))*|welche @file@ (?:sind (?:neu|neu hinzugekommen|zuletzt
dazugekommen)|wurden (?:neu )?hinzugefugt)|(?:die )?neueste[nr]? @file@""",
    },
    "fr": {
        "greeting": """
(?:bonjour|bonsoir|salut|coucou|allo|re bonjour)(?: (?:a tous|tout le monde|a vous|toi|vous|comment (?:ca
va|allez vous|vas tu)|ca va))*|(?:comment )?(?:ca va|allez vous|vas tu)(?: bien)?|comment tu vas""",
        "thanks": """
(?:ok |super |parfait |tres bien |genial |d accord )*(?:merci|mille mercis|je (?:vous|te)
remercie)(?: (?:beaucoup|bien|infiniment|a (?:vous|toi|tous)|pour
(?:ton|votre|l|cette|la|tout)(?: (?:aide|reponse|info|information))?|d avance|encore|mille fois|c est
(?:parfait|gentil|super)|ca m aide|bonne journee))*|(?:c est )?(?:parfait|super|genial|tres utile)|ca m a
aide|bien joue""",
        "farewell": """
(?:au revoir|a (?:bientot|plus(?: tard)?|demain|la prochaine)|bonne (?:journee|soiree|nuit)|adieu|ciao)(?: (?:et
merci|a tous))*""",
        "self": """
qui (?:es tu|etes vous|est ce)|tu es qui|vous etes qui|(?:c est|qu est ce que c est) (?:quoi|refdesk|ca)|qu es
tu|comment (?:tu t appelles|t appelles tu|vous appelez vous)|(?:es tu|etes vous|tu es|vous etes)(?: (?:un|une))?
(?:robot|humain|personne|bot|ia|machine|chatbot|vraie personne)|presente toi|presentez vous""",
        "able": """
(?:que|qu est ce que) (?:peux tu|pouvez vous|tu peux|vous pouvez|sais tu|savez vous|tu sais|vous
savez)(?: (?:faire|m aider))?(?: (?:pour moi|pour nous|ici))*|(?:comment )?(?:peux tu|pouvez vous|tu peux|vous
pouvez)(?: m| nous)? aider|a quoi (?:sers tu|servez vous|tu sers|vous servez|ca
sert)|quelles?(?: (?:sortes?|types?|genres?) de)? questions (?:puis je|peut on|je peux|dois
je)(?: (?:te|vous))?(?: poser)?(?: ici)?|que puis je (?:te|vous)? ?demander|comment (?:ca marche|ca
fonctionne|fonctionnes tu|tu fonctionnes)|(?:a l )?aide|aide moi|aidez moi""",
        "documents": """
(?:quels?|quelles?|combien de|quels sont (?:les|tes|vos)) @file@(?: (?:connais tu|connaissez vous|as tu|avez
vous|tu connais|vous connaissez|tu as|vous avez|sont (?:disponibles|la|ici|connus)|y a t il|il y a|utilises
tu|utilisez vous|peux tu lire|as tu lus?|est ce que (?:tu|vous)
(?:as|avez|connais|connaissez)))?(?: (?:ici|disponibles|lus?))*|(?:montre|montrez|liste|listez|donne|donnez)(?:
(?:moi|nous|les|tes|vos|tous|la liste des))* @file@|d ou viennent (?:tes|vos) reponses|que
(?:sais tu|savez vous|connais tu)""",
        "news": """
(?:quoi de neuf|(?:qu est ce qui (?:est nouveau|a change)|quoi de nouveau|qu y a t il de (?:nouveau|neuf)|des
nouveautes|quelles sont les nouveautes|les nouveautes|du nouveau)|(?:quels )?(?:nouveaux|derniers)
@file@)(?: (?:ici|aujourd hui|cette semaine|recemment))*""",
    },
    "es": {
        "greeting": """
(?:hola|buenos dias|buenas (?:tardes|noches)|buenas|saludos|que tal)(?: (?:a todos|a todas|que tal|como
estas|como esta|amigo|amiga|todos))*|como (?:estas|esta usted|va|te va)(?: hoy)?""",
        "thanks": """
(?:ok |vale |perfecto |genial |muy bien |estupendo )*(?:muchas gracias|gracias|mil gracias|te lo agradezco|se lo
agradezco|muchisimas gracias)(?: (?:por (?:la|tu|su|todo|el)(?: (?:ayuda|respuesta|informacion))?|a
(?:ti|usted|vosotros)|de nuevo|me (?:ha ayudado|ayuda|sirve)(?: mucho)?|muy
amable|igualmente))*|perfecto|genial|muy util|me ha ayudado(?: mucho)?|estupendo|bien hecho""",
        "farewell": """
(?:adios|hasta (?:luego|pronto|manana|la vista)|chao|nos vemos|buenas noches|que tengas? (?:un )?buen
dia)(?: (?:y gracias|a todos))*""",
        "self": """
quien (?:eres|es usted|es este)(?: tu)?|que (?:eres|es esto|es refdesk|es usted)|como (?:te llamas|se
llama)|(?:eres|es usted)(?: (?:un|una))? (?:robot|humano|humana|persona|bot|ia|maquina|chatbot)|presentate""",
        "able": """
que (?:puedes|puede(?: usted)?|sabes|sabe) (?:hacer|responder|contestar)(?: (?:por
mi|aqui|tu))*|(?:me )?(?:puedes|puede)(?: usted)? ayudar(?:me|nos)?(?: por favor)?|(?:en que|como)
(?:me )?(?:puedes|puede) ayudar(?:me|nos)?|que (?:tipo|clase) de preguntas (?:puedo|se pueden|te puedo|le puedo)
(?:hacer|hacerte|hacerle|preguntar)(?:te)?|que (?:te )?puedo preguntar(?:te)?(?: aqui)?|para que
sirves(?: tu)?|como funciona(?:s| esto)?|ayuda(?:me)?(?: por favor)?""",
        "documents": """
(?:que|cuales|cuantos|cuantas) @file@ (?:tienes|tiene|conoces|conoce|hay|sabes|usas|usa|has leido|estan
disponibles|puedes leer|lees)(?: (?:aqui|disponibles|cargados))*|(?:cuales son )?(?:tus|los|sus)
@file@|(?:muestra|muestrame|lista|dame|ensename)(?: (?:la lista de|los|tus|todos|las|me))* @file@|de donde
(?:vienen|salen) tus respuestas|que sabes(?: tu)?|que temas (?:conoces|cubres|hay)""",
        "news": """
(?:que hay de nuevo|que hay nuevo|algo nuevo|hay algo nuevo|hay novedades|novedades|que (?:ha cambiado|es
nuevo|novedades hay)|(?:nuevos|ultimos) @file@|cuales son las novedades)(?: (?:aqui|hoy|esta
semana|ultimamente))*""",
    },
}
