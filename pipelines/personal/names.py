"""Names of persons, as far as something beside them says so: a form of address, a signature, their mail address.

No model of names stands here: "Anna Schmidt" in running text is found only once something else has named her.
"""

import re
from collections.abc import Iterator, Sequence

from pipelines.personal.spans import Span

_UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĘĚĞĢĪİĶĹŁĻŃŇŌŐŒŔŘŚŞŠŢŤŪŮŰŹŻŽΑ-ΩА-Я"
_WORD = rf"[{_UPPER}][\w'’]{{0,30}}+(?:-[{_UPPER}][\w'’]{{0,30}}+){{0,2}}"
_INITIAL = rf"[{_UPPER}]\."
_PARTICLE = (
    r"(?:von der|von dem|van der|van den|van de|de la|de los|von|van|zu|zur|vom|de|del|della|der|den|"
    r"di|da|dos|das|du|le|la|el|al|bin|ibn|ter|ten|af|av)"
)
_NAME = rf"(?:(?:{_INITIAL}|{_WORD})[ ]){{0,3}}(?:{_PARTICLE} )?{_WORD}"
_TITLE = r"(?:(?:Dr|Prof|Dipl|Ing|Mag|Dott|Dra?|med|habil|h\.c|rer|nat|phil|jur)\.(?:-[A-Z][a-z]{1,5}\.)?[ ]?){1,4}"
_ADDRESSED = re.compile(
    rf"(?=\w)(?<!\w)(?:(?:Herrn?|Frau|Hr\.|Fr\.|Familie|Mr\.?|Mrs\.?|Ms\.?|Mx\.?|Miss|Sir|Lady|Dame|Madame|Monsieur|"
    rf"Mlle|Mme\.?|"
    rf"Señora?|Señorita|Sra?\.|Don|Doña|Signora?|Sig\.(?:ra)?|Sig\.ra|De heer|Mevrouw|Mevr\.|Dhr\.|Pan|Pani|"
    rf"Pana|Senhora?|"
    rf"Doctor|Professor|Professorin|Doktor)[ ](?:{_TITLE})?|{_TITLE})(?P<name>{_NAME})"
)
_GREETED = re.compile(
    rf"(?=\w)(?:^|(?<=\n)|(?<=[.!?\"“] ))(?:Dear|Hi|Hello|Hey|Liebe[rs]?|Lieber Herr|Hallo|Cher|Chère|Bonjour|"
    rf"Querid[oa]|Hola|Estimad[oa]|"
    rf"Car[oa]|Gentile|Ciao|Beste|Geachte|Drog[ia]|Hej|Kära?|Olá|Prezad[oa]) (?P<name>{_NAME})(?=[,!:\n]| *$)"
)
_LABELLED = re.compile(
    rf"(?=\w)(?<!\w)(?:(?:full |first |last |contact |employee |customer |patient )?name|vor- und nachname|vorname|"
    rf"nachname|familienname|nom|prénom|nombre|"
    rf"apellidos?|nome|cognome|naam|imię i nazwisko|namn|author|autor(?:in)?|auteur|autore|"
    rf"ansprechpartner(?:in)?|kontaktperson|contact(?: person)?|"
    rf"kontakt|bearbeiter(?:in)?|sachbearbeiter(?:in)?|inhaber(?:in)?|unterzeichner(?:in)?|mitarbeiter(?:in)?|"
    rf"patient(?:in)?|kunde|kundin|employee|manager|from|to|von|an|cc|"
    rf"signed(?: by)?|gezeichnet|gez\.|assigned to|reported by|my name is|i am|i'm|ich heiße|ich bin|"
    rf"mein name ist|je m.appelle|me llamo|mi nombre es|mi chiamo|"
    rf"ik heet|nazywam się|jag heter) ?:? (?P<name>(?-i:(?:(?:{_INITIAL}|"
    rf"{_WORD})[ ]){{1,3}}(?:{_PARTICLE} )?{_WORD}|{_WORD} {_WORD}))(?!\w)",
    re.IGNORECASE,
)
_SIGNED = re.compile(
    rf"(?=\w)(?:regards|wishes|sincerely|yours truly|cheers|grüßen?|grüsse|gruß|hochachtungsvoll|cordialement|"
    rf"salutations|saludos|atentamente|"
    rf"saluti|groeten|groet|pozdrawiam|"
    rf"hälsningar)[,.!]? *\n\s{{0,3}}(?:(?:{_TITLE}))?(?P<name>{_NAME})(?= *(?:\n|$|,|\|))",
    re.IGNORECASE,
)
_BEFORE_MAIL = re.compile(rf"(?P<name>(?:{_WORD}[ ]){{1,3}}{_WORD})[\"]? ?[<(\[](?:mailto:)?[^\s<>]{{1,64}}@")
_MAIL = re.compile(r"(?<![\w.+\-])([^\W\d_]{2,30})[._\-]([^\W\d_]{2,30}(?:-[^\W\d_]{2,30})?)\d{0,4}@")
_FOLDED = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "é": "e", "è": "e", "á": "a", "ó": "o", "í": "i", "ñ": "n", "ç": "c"}
)
# Words that stand where a name might, and are none.
_NONE = frozenset(
    {
        *("sir", "madam", "madame", "all", "team", "everyone", "colleagues", "customer"),
        *("customers", "damen", "herren", "kollegen", "kolleginnen", "kunden", "kunde", "support"),
        *("service", "tous", "toutes", "monsieur", "equipo", "todos", "tutti", "zusammen"),
        *("alle", "friends", "partner", "partners", "reader", "leser", "world", "welt"),
        *("hiring", "manager", "committee", "you", "they", "not", "the", "a"),
        *("an", "in", "on", "at", "to", "für", "und", "and"),
        *("or", "der", "die", "das", "ein", "eine"),
    }
)


def persons(text: str) -> Iterator[Span]:
    """Names that a form of address, a label, a greeting, a signature or a mail address beside them gives away."""
    for pattern in (_ADDRESSED, _GREETED, _LABELLED, _SIGNED, _BEFORE_MAIL):
        for found in pattern.finditer(text):
            if found["name"].split()[0].lower() not in _NONE:
                yield Span(*found.span("name"), "person")
    yield from _by_mail(text)


def _by_mail(text: str) -> Iterator[Span]:
    """Of "anna.schmidt@…" every "Anna Schmidt" in the text."""
    known = {(one[1].lower(), one[2].lower()) for one in _MAIL.finditer(text)}
    if known:
        for found in re.finditer(rf"(?<!\w)({_WORD}) (?=({_WORD}))", text):
            if (_folded(found[1]), _folded(found[2])) in known:
                yield Span(found.start(), found.end(2), "person")


def _folded(word: str) -> str:
    return word.lower().translate(_FOLDED)


def again(text: str, names: Sequence[str]) -> Iterator[Span]:
    """Every other place where one of these names, or a part of one that is no small word, stands as a word."""
    parts = {part for name in names for part in (name, *name.split()) if len(part) >= 4 and part[:1].isupper()}
    if parts:
        longest_first = "|".join(map(re.escape, sorted(parts, key=lambda one: (-len(one), one))))
        for found in re.finditer(rf"(?<!\w)(?:{longest_first})(?!\w)", text):
            yield Span(found.start(), found.end(), "person")
