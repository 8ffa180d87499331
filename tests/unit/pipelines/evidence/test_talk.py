"""Small talk and questions about the desk are told from questions to documents, in four languages."""

import pytest

from pipelines.evidence.summaries import chosen, subject
from pipelines.evidence.talk import Subject, talk
from pipelines.questions import Passage


@pytest.mark.parametrize(
    ("text", "wanted", "language"),
    [
        ("hello", Subject.GREETING, "en"), ("Hi there!", Subject.GREETING, "en"),
        ("Guten Tag!", Subject.GREETING, "de"),
        ("Bonjour", Subject.GREETING, "fr"), ("¡Hola! ¿Qué tal?", Subject.GREETING, "es"),
        ("Thanks, that helped a lot!", Subject.THANKS, "en"), ("Vielen Dank", Subject.THANKS, "de"),
        ("Merci beaucoup", Subject.THANKS, "fr"), ("muchas gracias", Subject.THANKS, "es"),
        ("Goodbye", Subject.FAREWELL, "en"), ("Who are you?", Subject.SELF, "en"), ("Wer bist du?", Subject.SELF, "de"),
        ("What can you do?", Subject.ABLE, "en"), ("Was kannst du?", Subject.ABLE, "de"),
        ("Que peux-tu faire ?", Subject.ABLE, "fr"), ("¿Qué puedes hacer?", Subject.ABLE, "es"),
        ("Hello, what can you do?", Subject.ABLE, "en"),
        ("Which documents do you have?", Subject.DOCUMENTS, "en"),
        ("Welche Dokumente gibt es?", Subject.DOCUMENTS, "de"),
        ("Quels documents connais-tu ?", Subject.DOCUMENTS, "fr"), ("¿Qué documentos tienes?", Subject.DOCUMENTS, "es"),
        ("What's new?", Subject.NEWS, "en"), ("Was gibt es Neues?", Subject.NEWS, "de"),
        ("hiii", Subject.GREETING, "en"), ("Good morning to you", Subject.GREETING, "en"),
        ("That's exactly what I needed", Subject.THANKS, "en"), ("You've been very helpful!", Subject.THANKS, "en"),
        ("Danke, das hat mir sehr geholfen", Subject.THANKS, "de"), ("Merci, c'est très clair", Subject.THANKS, "fr"),
        ("Gracias, eso es todo", Subject.THANKS, "es"), ("Goodbye and thanks", Subject.FAREWELL, "en"),
        ("Bis zum nächsten Mal!", Subject.FAREWELL, "de"), ("Bonne fin de journée", Subject.FAREWELL, "fr"),
        ("Am I talking to a person?", Subject.SELF, "en"), ("Sprichst du Deutsch?", Subject.SELF, "de"),
        ("What is this chatbot for?", Subject.ABLE, "en"), ("How should I phrase my questions?", Subject.ABLE, "en"),
        ("Do you have any documents?", Subject.DOCUMENTS, "en"), ("Any updates?", Subject.NEWS, "en"),
        ("Auf welche Quellen greifst du zu?", Subject.DOCUMENTS, "de"),
        ("Was ist neu hinzugekommen?", Subject.NEWS, "de"),
        ("De quels documents disposes-tu ?", Subject.DOCUMENTS, "fr"), ("¿Hay algo nuevo?", Subject.NEWS, "es"),
        ("Quoi de neuf ?", Subject.NEWS, "fr"), ("¿Qué hay de nuevo?", Subject.NEWS, "es"),
    ],
)  # fmt: skip
def test_talk_is_known(text: str, wanted: Subject, language: str) -> None:
    """Its subject and its language."""
    found = talk(text)
    assert found is not None
    assert (found.subject, found.language) == (wanted, language)


@pytest.mark.parametrize(
    "text",
    [
        "Which documents do I need for a library card?", "What can you borrow?", "Who are you allowed to bring?",
        "Hello World program in C?", "What is new in chapter 4?", "Thanks to whom was the mill built?",
        "How can I help in the library?", "What documents must be kept for ten years?", "Wer bist du im Vertrag?",
        "What has changed in the minutes of March?", "Goodbye party: who pays for it?", "Bye-laws of the association",
        "Which documents do you need from me?", "How does it work with part-time leave?", "Any news about the lift?",
        "What is the service for?", "How do I start?", "Good Friday opening hours", "Is there any news on the roof?",
        "Merci de m'indiquer le prix de la location", "¿Qué hay de nuevo en el contrato?",
        "Was ist neu in der Richtlinie?",
        "What is the latest date for a return?", "Is help available at night?", "", "?", "hello " * 100,
    ],
)  # fmt: skip
def test_questions_to_documents_are_no_talk(text: str) -> None:
    """A word that asks for more is enough."""
    assert talk(text) is None


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Summarise the lease.", "the lease"), ("Please give me a short summary of the loan rules!", "the loan rules"),
        ("What are the most important points of the lease?", "the lease"), ("What is the lease about?", "the lease"),
        ("Tell me the history of the house in a few sentences.", "the history of the house"),
        ("Fasse den Mietvertrag zusammen", "den Mietvertrag"), ("Résume le bail", "le bail"),
        ("What does the lease cost?", None), ("Tell me the fee for a locker.", None),
        ("How long is the summary?", None),
    ],
)  # fmt: skip
def test_what_is_to_be_summed_up(text: str, what: str | None) -> None:
    """And what is another question."""
    assert subject(text) == what


def test_the_document_whose_title_holds_what_is_named() -> None:
    """Else the section; neither where three fifths of the words are not held."""

    def passage(title: str, heading: tuple[str, ...]) -> Passage:
        return Passage(title, "v", "s", "o", title, "u.md", heading, None, 0, 4, "Text", 1.0, None, None)

    found = [passage("House rules", ("House rules", "Noise at night")), passage("Lease of the mill", ())]
    assert (summed := chosen("the lease", found)) is not None
    assert (summed.passage.title, summed.heading) == ("Lease of the mill", None)
    assert (section := chosen("the section on noise", found)) is not None
    assert section.heading == "Noise at night"
    assert chosen("the annual report on elephants", found) is None
