"""What the desk says of itself, in thirteen languages."""

from collections.abc import Mapping

from pipelines.answer import desk_wording_further as further
from pipelines.evidence.talk import Subject

# ``{documents}``: how many there are, in words; ``{titles}``: a list of them, a line each.
SAID: Mapping[str, Mapping[Subject, str]] = {
    "en": {
        Subject.GREETING: "Hello! Ask me something about the documents of this chatbot.",
        Subject.THANKS: "You are welcome. Ask on whenever you like.",
        Subject.FAREWELL: "Goodbye!",
        Subject.SELF: "I am the answer desk of this chatbot: a program, not a person. I look for answers in its own "
        "documents and quote the place where they stand.",
        Subject.ABLE: "I answer questions from {documents}: I quote the sentence that answers, look up rows of tables, "
        "count and compare them, and sum up a document. Ask in whole sentences, for example “How long …?”, “Which … "
        "have …?”, “Summarise …”. Ask “Which documents do you have?” for a list.",
        Subject.DOCUMENTS: "I answer from {documents}:\n{titles}",
        Subject.NEWS: "The latest of {documents}:\n{titles}",
    },
    "de": {
        Subject.GREETING: "Hallo! Fragen Sie mich etwas zu den Dokumenten dieses Chatbots.",
        Subject.THANKS: "Gern geschehen. Fragen Sie jederzeit weiter.",
        Subject.FAREWELL: "Auf Wiedersehen!",
        Subject.SELF: "Ich bin die Auskunft dieses Chatbots: ein Programm, kein Mensch. Ich suche Antworten in seinen "
        "eigenen Dokumenten und zitiere die Stelle, an der sie stehen.",
        Subject.ABLE: "Ich beantworte Fragen aus {documents}: Ich zitiere den Satz, der antwortet, schlage Zeilen von "
        "Tabellen nach, zähle und vergleiche sie und fasse ein Dokument zusammen. Fragen Sie „Welche Dokumente gibt "
        "es?“ für eine Liste.",
        Subject.DOCUMENTS: "Ich antworte aus {documents}:\n{titles}",
        Subject.NEWS: "Die neuesten aus {documents}:\n{titles}",
    },
    "fr": {
        Subject.GREETING: "Bonjour ! Posez-moi une question sur les documents de ce chatbot.",
        Subject.THANKS: "Avec plaisir. Posez d’autres questions quand vous voulez.",
        Subject.FAREWELL: "Au revoir !",
        Subject.SELF: "Je suis le guichet de réponses de ce chatbot : un programme, pas une personne. Je cherche les "
        "réponses dans ses propres documents et je cite l’endroit où elles se trouvent.",
        Subject.ABLE: "Je réponds à partir de {documents} : je cite la phrase qui répond, je lis, compte et compare "
        "les lignes des tableaux, et je résume un document. Demandez « Quels documents connais-tu ? » pour en avoir "
        "la liste.",
        Subject.DOCUMENTS: "Je réponds à partir de {documents} :\n{titles}",
        Subject.NEWS: "Les plus récents de {documents} :\n{titles}",
    },
    "es": {
        Subject.GREETING: "¡Hola! Pregúnteme algo sobre los documentos de este chatbot.",
        Subject.THANKS: "De nada. Pregunte de nuevo cuando quiera.",
        Subject.FAREWELL: "¡Adiós!",
        Subject.SELF: "Soy el mostrador de respuestas de este chatbot: un programa, no una persona. Busco respuestas "
        "en sus propios documentos y cito el lugar donde están.",
        Subject.ABLE: "Respondo a partir de {documents}: cito la frase que responde, busco, cuento y comparo filas de "
        "tablas y resumo un documento. Pregunte «¿Qué documentos tienes?» para ver la lista.",
        Subject.DOCUMENTS: "Respondo a partir de {documents}:\n{titles}",
        Subject.NEWS: "Los más recientes de {documents}:\n{titles}",
    },
    **further.SAID,
}
COUNTED: Mapping[str, tuple[str, str, str]] = {
    "en": ("no documents yet", "one document", "{n:,} documents"),
    "de": ("noch keinem Dokument", "einem Dokument", "{n} Dokumenten"),
    "fr": ("aucun document pour le moment", "un document", "{n} documents"),
    "es": ("ningún documento todavía", "un documento", "{n} documentos"),
    **further.COUNTED,
}
MORE: Mapping[str, str] = {
    "en": "… and {n:,} more", "de": "… und {n} weitere", "fr": "… et {n} autres", "es": "… y {n} más", **further.MORE,
}  # fmt: skip


def counted(language: str, n: int) -> str:
    """How many documents, in words."""
    none, one, many = COUNTED[language]
    return none if n == 0 else one if n == 1 else many.format(n=n)
