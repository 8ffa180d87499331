"""Small talk in Spanish, by subject: see the package for how a pattern is written."""

from collections.abc import Mapping

FILES = "(?:documentos?|archivos?|ficheros?|fuentes?|textos?)"
PATTERNS: Mapping[str, str] = {
    "greeting": """
(?:hola|buenos dias|buenas (?:tardes|noches)|buenas|saludos|que tal)(?: (?:a todos|a todas|que tal|como estas|como
esta|amigo|amiga|todos))*|como (?:estas|esta usted|va|te va)(?: hoy)?|(?:hola+|buenos dias|buen dia|buenas(?:
(?:tardes|noches))?|saludos|que tal|hey|ey|encantad[oa]|bienvenid[oa])(?: (?:hola|a tod[oa]s|que tal(?:
(?:estas|esta|todo))?|como (?:estas|esta(?: usted)?|va|te va|andas)|amig[oa]|todos|de nuevo|muy buenas))*|como
(?:estas|esta usted|va|te va|andas|va todo)(?: hoy)?|hay alguien(?: ahi)?|estas ahi""",
    "thanks": """
(?:ok |vale |perfecto |genial |muy bien |estupendo )*(?:muchas gracias|gracias|mil gracias|te lo agradezco|se lo
agradezco|muchisimas gracias)(?: (?:por (?:la|tu|su|todo|el)(?: (?:ayuda|respuesta|informacion))?|a
(?:ti|usted|vosotros)|de nuevo|me (?:ha ayudado|ayuda|sirve)(?: mucho)?|muy
amable|igualmente))*|perfecto|genial|muy util|me ha ayudado(?: mucho)?|estupendo|bien hecho|(?:ok |vale |si |ah
|perfecto |genial |muy bien |estupendo |bien |excelente )*(?:muchas gracias|muchisimas gracias|gracias|mil
gracias|te lo agradezco|se lo agradezco|muy agradecid[oa])(?: (?:por
(?:todo|la|tu|su|el|las|tus|aclarar(?:lo)?|explicar(?:lo)?|ayudar(?:me)?)(?:
(?:ayuda|respuestas?|informacion|explicacion|tiempo|paciencia))?|a (?:ti|usted|vosotros)|de nuevo|eso es todo|es
todo|ya esta|me (?:ha ayudado|ayuda|sirve|ayudo)(?: mucho)?|muy amable|igualmente|de verdad|de antemano|era justo
lo que (?:buscaba|necesitaba)))*|(?:ok |vale |si |ah )*(?:eso es todo|es (?:justo|exactamente) lo que
(?:buscaba|necesitaba|queria)|(?:eso )?(?:me )?(?:responde|contesta) (?:a )?mi pregunta|entendido|comprendido|de
acuerdo|vale|excelente|muy (?:bien|util|amable|claro)|me (?:ha ayudado|ayuda|sirve|ayudo)(?: mucho)?|queda claro|no
tengo mas preguntas|perfecto|fantastico)|(?:ok|si|no|bien|vale|de acuerdo|bueno)(?:
(?:gracias|vale|perfecto|bien|entendido))*|(?:ha sido|fue|es) muy (?:rapido|util|amable|claro)""",
    "farewell": """
(?:adios|hasta (?:luego|pronto|manana|la vista)|chao|nos vemos|buenas noches|que tengas? (?:un )?buen dia)(?: (?:y
gracias|a todos))*|(?:adios|hasta (?:luego|pronto|manana|la (?:vista|proxima)|otra|ahora|el lunes)|chao|chau|nos
vemos(?: (?:pronto|luego|manana))?|buenas noches|(?:que tenga[s]? )?(?:un )?buen (?:dia|fin de semana)|buena
(?:tarde|noche)|cuidate|eso es todo(?: por hoy)?)(?: (?:y gracias|a todos|entonces))*""",
    "self": """
quien (?:eres|es usted|es este)(?: tu)?|que (?:eres|es esto|es refdesk|es usted)|como (?:te llamas|se
llama)|(?:eres|es usted)(?: (?:un|una))? (?:robot|humano|humana|persona|bot|ia|maquina|chatbot)|presentate|con
quien (?:hablo|estoy hablando|trato)(?: (?:aqui|ahora))?|quien (?:eres|es usted)(?: (?:tu|exactamente))?|que
(?:eres|es usted)(?: (?:tu|exactamente))?|(?:eres|es usted)(?: (?:un|una|realmente))*
(?:robot|human[oa]|persona|bot|ia|maquina|chatbot|programa|ser humano)(?: o (?:un |una
)?(?:robot|human[oa]|persona|bot|ia|maquina|chatbot|programa))?|cual es (?:tu|su) nombre|quien te
(?:creo|hizo|programo)|cuantos anos tienes|(?:hablas|habla|entiendes)
(?:espanol|ingles|aleman|frances)|(?:que|cuantos) idiomas hablas""",
    "able": """
que (?:puedes|puede(?: usted)?|sabes|sabe) (?:hacer|responder|contestar)(?: (?:por mi|aqui|tu))*|(?:me
)?(?:puedes|puede)(?: usted)? ayudar(?:me|nos)?(?: por favor)?|(?:en que|como) (?:me )?(?:puedes|puede)
ayudar(?:me|nos)?|que (?:tipo|clase) de preguntas (?:puedo|se pueden|te puedo|le puedo)
(?:hacer|hacerte|hacerle|preguntar)(?:te)?|que (?:te )?puedo preguntar(?:te)?(?: aqui)?|para que sirves(?:
tu)?|como funciona(?:s| esto)?|ayuda(?:me)?(?: por favor)?|que (?:puedes|puede|sabes|sabe|haces|hace)(?: usted)?(?:
(?:hacer|responder|contestar|ofrecer))?(?: (?:por (?:mi|nosotros)|aqui|tu|exactamente))*|(?:en que|con que|como)
(?:me |nos )?(?:puedes|puede)(?: usted)? ayudar(?:me|nos)?|(?:me |nos )?(?:puedes|puede|podrias|podria)(?: usted)?
ayudar(?:me|nos)?(?: por favor)?|(?:tengo|quiero hacer|quisiera hacer) (?:una|unas|otra) preguntas?|necesito
ayuda|como (?:te uso|se usa(?: esto)?|funciona(?: esto| este (?:bot|chatbot))?|funcionas)|para que
(?:sirves|sirve)(?: (?:esto|este (?:bot|chatbot)|tu))?|que (?:puedo|debo|se puede) (?:preguntar(?:te)?|escribir)(?:
aqui)?""",
    "documents": """
(?:que|cuales|cuantos|cuantas) @file@ (?:tienes|tiene|conoces|conoce|hay|sabes|usas|usa|has leido|estan
disponibles|puedes leer|lees)(?: (?:aqui|disponibles|cargados))*|(?:cuales son )?(?:tus|los|sus)
@file@|(?:muestra|muestrame|lista|dame|ensename)(?: (?:la lista de|los|tus|todos|las|me))* @file@|de donde
(?:vienen|salen) tus respuestas|que sabes(?: tu)?|que temas (?:conoces|cubres|hay)|(?:que|cuales|cuantos|cuantas|a
que|en que|de que|con que) @file@ (?:tienes|tiene|hay|conoces|usas|usa|consultas|buscas|estan|tienes acceso|tiene
acceso|dispones|puedes (?:leer|consultar|citar|buscar)|manejas)(?:
(?:aqui|disponibles|cargados|acceso|guardados))*|(?:puedes |puede |podrias
)?(?:muestra(?:me)?|mostrar(?:me)?|lista(?:me)?|listar|dame|darme|ensena(?:me)?|ensenar(?:me)?|ver)(?: (?:la lista
de|una lista de|los|las|tus|sus|todos|todas|me))* @file@(?: disponibles)?|(?:la |una )?lista de (?:todos )?(?:los
|tus )?@file@|(?:todos los|tus|sus) @file@|(?:de donde|donde) (?:sacas|obtienes|vienen|salen)(?: (?:tus|tu))?(?:
(?:respuestas|informacion|conocimientos?))?|que (?:sabes|conoces|tienes)(?: (?:tu|aqui))?|cuales son
(?:los|tus|sus) @file@(?: disponibles)?|(?:tienes|tiene|hay) (?:algun |algunos )?@file@(?: (?:aqui|disponibles))*""",
    "news": """
(?:que hay de nuevo|que hay nuevo|algo nuevo|hay algo nuevo|hay novedades|novedades|que (?:ha cambiado|es
nuevo|novedades hay)|(?:nuevos|ultimos) @file@|cuales son las novedades)(?: (?:aqui|hoy|esta
semana|ultimamente))*|(?:hay|tienes)
(?:algo|alguna|algun|novedades|noticias|cambios|actualizaciones|nuevos|@file@)(?:
(?:nuevo|nueva|nuevos|novedad|cambio|actualizacion|@file@))?(?: (?:aqui|hoy|esta
semana|recientemente))*|(?:que|cuales) (?:novedades|noticias|cambios) (?:hay|tienes)(?: (?:aqui|hoy|esta
semana))*|que (?:hay|es lo) (?:de )?(?:nuevo|ultimo|mas reciente)|que (?:@file@ )?(?:se ha|se han|fue|fueron|han
sido) (?:anadido|agregado|anadidos|agregados|cambiado|actualizado|actualizados)(?:
(?:aqui|hoy|recientemente|ultimamente|esta semana))*|(?:los )?(?:ultimos|nuevos) @file@|(?:cuales son )?(?:las
)?(?:ultimas )?novedades|noticias""",
}
