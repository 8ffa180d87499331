"""Questions in German, French and Spanish are searched in the words that English documents have."""

import numpy as np
import pytest

from pipelines.evidence.glosses import acts, daily, grammar, living, work
from pipelines.evidence.glosses.glossing import MOST_WORDS, Glossed, glossed
from pipelines.evidence.glosses.lexicon import NAMES, glosses
from pipelines.evidence.kinds import Kind, wanted
from pipelines.evidence.vocabulary import Lexicon

ENGLISH = (
    "membership cards last library card seats bookbinding room microscope reparation charge loud night allowed dog"
)


def lexicon(*words: str) -> Lexicon:
    """Documents of these words."""
    counts = dict.fromkeys([*ENGLISH.split(), *words], 1)
    return Lexicon(tuple(counts), counts, np.empty(0, np.uint64), np.empty(0, np.int16))


def put(question: str, *words: str, spoken: tuple[str, ...] = ("en",)) -> Glossed | None:
    return glossed(question, lexicon(*words), spoken)


@pytest.mark.parametrize(
    ("typed", "searched"),
    [
        ("Wie viele Plätze hat der Raum Alder?", "how many seats has room Alder?"),
        ("Combien coûte le cours de reliure ?", "how much does cost course bookbinding?"),
        ("¿Cuánto tiempo es válida la tarjeta?", "how long is valid card?"),
        ("Wie lange gilt ein Bibliotheksausweis?", "how long valid library card?"),
        ("Darf mein Hund in den Raum E12?", "may my dog room E12?"),
        ("Wo ist das Mikroskop?", "where is microscope?"),
    ],
)
def test_words_of_the_documents_are_searched(typed: str, searched: str) -> None:
    """Phrases of asking, compounds and words that are written alike; codes and names stay."""
    found = put(typed)
    assert found is not None
    # Which form of a word is taken, its stem decides nothing about.
    assert [one.rstrip("s") for one in found.text.split()] == [one.rstrip("s") for one in searched.split()]


def test_an_unknown_word_stays_as_it_is() -> None:
    """What nobody understood still counts as a word that stands nowhere."""
    found = put("Wo ist der Quastenflosser im Raum?")
    assert found is not None
    assert "Quastenflosser" in found.text


def test_what_may_be_meant_as_well_is_told() -> None:
    """A place is a seat or a location; whichever the documents have."""
    found = put("Wie viele Plätze gibt es?", "places")
    assert found is not None
    assert "place" in found.others["seat"]


@pytest.mark.parametrize(
    ("question", "spoken"),
    [
        ("How long is a card valid?", ("en",)),
        ("Wie lange gilt die Karte?", ("de",)),
        ("Wie lange gilt die Karte?", ()),
        ("これはいつですか", ("en",)),
        ("Wie lange gilt die Karte? " * MOST_WORDS, ("en",)),
        ("", ("en",)),
    ],
)
def test_others_are_asked_as_they_are(question: str, spoken: tuple[str, ...]) -> None:
    """English, documents of the same language, documents of none, other scripts, texts that are no question."""
    assert put(question, spoken=spoken) is None


def test_documents_in_both_languages() -> None:
    """Where German documents have the words it is asked of them, else in English."""
    both = ("en", "de")
    assert put("Wie lange gilt die Karte?", "karte", "gilt", spoken=both) is None
    assert put("Wie lange gilt die Karte?", "hausordnung", spoken=both) is not None


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("Was kostet die Karte?", Kind.PRICE),
        ("Combien de temps dure la réunion ?", Kind.DURATION),
        ("¿Cuándo abre la biblioteca?", Kind.DATE),
        ("Wer leitet die Sitzung?", Kind.WHO),
    ],
)
def test_the_kind_of_thing_asked_for_is_kept(typed: str, kind: Kind) -> None:
    """What is asked for does not depend on the language."""
    found = put(typed)
    assert found is not None
    assert wanted(found.text) is kind


def test_the_lists_are_whole() -> None:
    """Every entry has three languages, every phrase its English."""
    for line in "".join(one.ENTRIES for one in (acts, daily, living, work)).splitlines():
        assert not line or (line.count(" = "), line.count("|")) == (1, 2), line
    for line in "".join((grammar.GERMAN, grammar.FRENCH, grammar.SPANISH)).splitlines():
        left, _, right = line.partition(" =")
        assert right.count(" | ") in (0, left.count(" | ")), line
    assert all(len(glosses(code).entries) > 700 for code in NAMES)


def test_words_that_documents_have_themselves_are_asked_as_they_are() -> None:
    """A table in German tells its language by no grammar; what is written so in English tells nothing."""
    assert put("Welcher Kunde hat den höchsten Umsatz?", "kunde", "umsatz", "customer") is None
    assert put("Wo ist das Museum?", "museum") is not None
