"""Names and numbers of a question: what they stand for is in a passage under the same name or not at all."""

from pipelines.evidence.words import WORD
from pipelines.index.question import STOP_WORDS
from pipelines.text.analyzer import words as words_of
from pipelines.text.languages import language_of


def names_of(question: str) -> tuple[str, ...]:
    """Capitalised words in mid-sentence, and words with a digit. German writes every noun so: there only numbers."""
    found = list(WORD.finditer(question))
    said = words_of(question)
    capitals = not question.isupper() and language_of(said) != "de"
    numbers = [one.group() for one in found if any(sign.isdigit() for sign in one.group())]
    names = [one.group() for one in found[1:] if capitals and _is_name(question, one.start(), one.group())]
    return tuple(dict.fromkeys([*names, *numbers]))


def _is_name(question: str, at: int, word: str) -> bool:
    begins = question[:at].rstrip(" \"'“‘(«")[-1:] in ".?!:"
    return word[0].isupper() and len(word) > 1 and not begins and word.lower() not in STOP_WORDS
