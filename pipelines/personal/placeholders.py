"""Words that stand for what a model is not shown: ``⟨EMAIL_1⟩`` goes out, the address comes back in its place."""

import re
from collections.abc import Iterator, Sequence

from pipelines.personal.finding import found
from pipelines.personal.spans import Kind, Span, settled

NAMES: dict[str, str] = {
    "email": "EMAIL",
    "phone": "PHONE",
    "iban": "IBAN",
    "card": "CARD",
    "national_id": "ID",
    "tax_id": "TAX_ID",
    "passport": "PASSPORT",
    "birth_date": "BIRTH_DATE",
    "account": "ACCOUNT",
    "ip_address": "IP",
    "secret": "SECRET",
    "person": "PERSON",
    # What looks like a placeholder in a document is no placeholder.
    "text": "TEXT",
}
# What models make of the names in other languages.
_ALSO = {
    "EMAIL": "E_MAIL MAIL CORREO COURRIEL POSTA E_MAIL_ADRESSE EMAIL_ADDRESS EMAILADRESSE MEJL EPOST E_POST",
    "PHONE": "TELEFON TELEPHONE TÉLÉPHONE TELÉFONO TELEFONO TELEFOON TELEFONNUMMER PHONE_NUMBER TEL MOBILE",
    "CARD": "KARTE CARTE TARJETA CARTA KAART KORT KARTA CREDIT_CARD KREDITKARTE",
    "ID": "AUSWEIS NATIONAL_ID IDENTITÉ IDENTIDAD IDENTIFIANT KENNUNG",
    "TAX_ID": "STEUERNUMMER STEUER_ID TVA VAT NIF IVA UMSATZSTEUER_ID",
    "PASSPORT": "PASS REISEPASS PASSEPORT PASAPORTE PASSAPORTO PASPOORT",
    "BIRTH_DATE": "GEBURTSDATUM DATE_OF_BIRTH DATE_DE_NAISSANCE FECHA_DE_NACIMIENTO DATA_DI_NASCITA BIRTHDATE BIRTHDAY",
    "ACCOUNT": "KONTO COMPTE CUENTA CONTO REKENING",
    "IP": "IP_ADDRESS IP_ADRESSE ADRESSE_IP",
    "SECRET": "GEHEIMNIS SECRETO SEGRETO PASSWORT PASSWORD",
    "PERSON": "PERSONNE PERSONA PERSOON PESSOA OSOBA NAME NOM NOMBRE NOME NAAM ПЕРСОНА PERSONEN",
    "TEXT": "TEXTE TEXTO TESTO TEKST",
}
_CALLED = {other: name for name, others in _ALSO.items() for other in (*others.split(), name)}
TOLD = (
    "Words such as ⟨EMAIL_1⟩ or ⟨PERSON_2⟩ stand for names, numbers and addresses that you are not shown. Where you "
    "need one, copy it exactly as it stands, with its brackets."
)
# As models write them: other brackets, an escaped or a missing underscore, small letters, spaces.
_SHARP = r"⟨\s?(?P<sharp>[^\W\d](?:[^\W\d]|\\?_|[ \-]){0,30}?)(?:\\?_|[ \-])?(?P<nth>\d{1,4})\s?⟩"
_OPEN, _CLOSE = r"(?:[<\[{«‹〈《【「]|&lt;)", r"(?:[>\]}»›〉》】」]|&gt;)"
_PLAIN = r"(?P<plain>[A-Z](?:[A-Z]|\\?_){1,19}?)\\?_(?P<number>\d{1,4})"
_WRITTEN = re.compile(rf"{_SHARP}|(?:{_OPEN})?(?<![A-Za-z0-9_\\]){_PLAIN}(?![\w\\])(?:{_CLOSE})?")
# What may still become one: an open bracket, or capitals at the end.
_LONGEST = 48
_BEGUN = re.compile(
    rf"(?:⟨[^⟩\n]{{0,{_LONGEST}}}|&(?:l|lt|lt;)?|(?:[<\[{{«‹〈《【「]|&lt;)?(?:(?<![A-Za-z0-9_\\])[A-Z](?:[A-Z]|\\?_){{0,24}}\\?\d{{0,4}}"
    r"(?:&(?:g|gt)?)?)?)$"
)
_FALSE = re.compile(rf"⟨[^⟨⟩\n]{{1,60}}⟩|{_WRITTEN.pattern}")
# Of values that are known from elsewhere, shorter ones are words like any other.
_SHORTEST = 5


class Placeholders:
    """The placeholders of one answer: the same value has the same one in every text, and no two values share one."""

    def __init__(self, languages: Sequence[str] = ()) -> None:
        self._languages = languages
        self._named: dict[tuple[str, str], str] = {}
        self._values: dict[str, str] = {}
        self._kinds: dict[str, str] = {}

    def __bool__(self) -> bool:
        """Whether anything was hidden."""
        return bool(self._values)

    @property
    def given(self) -> dict[str, int]:
        """How many values of each kind were hidden; what a document wrote like a placeholder is none."""
        kinds = [kind for kind, _ in self._named if kind != "text"]
        return {kind: kinds.count(kind) for kind in dict.fromkeys(kinds)}

    def hide(self, texts: Sequence[str]) -> list[str]:
        """The texts as they may be shown. They are looked at together: what one of them tells is hidden in all."""
        spans = [list(found(text, self._languages, without=())) for text in texts]
        for text, known in zip(texts, spans, strict=True):
            for span in known:
                self._kinds.setdefault(text[span.start : span.end], span.kind)
        again = self._again()
        return [
            self._hidden(text, settled([*known, *(again(text) if again else ())]))
            for text, known in zip(texts, spans, strict=True)
        ]

    def restore(self, text: str) -> str:
        """The text with the values where their placeholders stand; one that was never given stays as it is."""
        restoring = self.restoring()
        return restoring.feed(text) + restoring.finish()

    def restoring(self) -> "Restoring":
        """For a text that comes in pieces."""
        return Restoring(self)

    def value(self, written: re.Match[str]) -> str:
        """What a written placeholder stands for: itself where nobody knows."""
        if written["sharp"] is not None:
            return self._value(written["sharp"], written["nth"], alone=True) or written[0]
        value = self._value(written["plain"], written["number"], alone=False)
        return written[0] if value is None else value

    def _value(self, name: str, number: str, *, alone: bool) -> str | None:
        called = re.sub(r"[\\\s_\-]+", "_", name).strip("_").upper()
        value = self._values.get(f"{_CALLED.get(called, called)}_{int(number)}")
        if value is None and alone and called not in _CALLED:
            # A name in a language that is not known here: its number says which, where only one has it.
            same = [one for key, one in self._values.items() if key.rpartition("_")[2] == str(int(number))]
            return same[0] if len(same) == 1 else None
        return value

    def _hidden(self, text: str, spans: Sequence[Span]) -> str:
        said, at = [], 0
        for start, end, kind in self._all(text, spans):
            said += [text[at:start], self._placeholder(kind, text[start:end])]
            at = end
        return "".join([*said, text[at:]])

    def _all(self, text: str, spans: Sequence[Span]) -> Iterator[tuple[int, int, str]]:
        """What is personal, and what between it looks like a placeholder already."""
        at = 0
        for span in (*spans, None):
            end = len(text) if span is None else span.start
            yield from ((*false.span(), "text") for false in _FALSE.finditer(text, at, end))
            if span is not None:
                yield span.start, span.end, span.kind
                at = span.end

    def _placeholder(self, kind: str, value: str) -> str:
        if (kind, value) not in self._named:
            nth = sum(one == kind for one, _ in self._named) + 1
            name = f"{NAMES[kind]}_{nth}"
            self._named[kind, value] = name
            self._values[name] = value
        return f"⟨{self._named[kind, value]}⟩"

    def _again(self) -> "_Again | None":
        words: dict[str, Kind] = {}
        for value, kind in self._kinds.items():
            parts = value.split() if kind == "person" else []
            for one in (value, *(part for part in parts if part[:1].isupper())):
                if len(one) >= (_SHORTEST if one == value and kind != "person" else 4):
                    words.setdefault(one, kind)  # type: ignore[arg-type]
        return _Again(words) if words else None


class _Again:
    """Where values that are known stand once more, as whole words."""

    def __init__(self, words: dict[str, Kind]) -> None:
        self._words = words
        longest = sorted(words, key=lambda one: (-len(one), one))
        self._pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)")

    def __call__(self, text: str) -> Iterator[Span]:
        for one in self._pattern.finditer(text):
            yield Span(one.start(), one.end(), self._words[one[0]])


class Restoring:
    """Restores a text that comes in pieces; how it is cut changes nothing."""

    def __init__(self, placeholders: Placeholders) -> None:
        self._placeholders = placeholders
        self._held = ""
        self._last = ""

    def feed(self, piece: str) -> str:
        """What is decided by now."""
        text = self._held + piece
        begun = _BEGUN.search(self._last + text, max(0, len(self._last) + len(text) - _LONGEST - 2))
        cut = len(text) if begun is None else max(0, begun.start() - len(self._last))
        self._held = text[cut:]
        return self._restored(text[:cut])

    def finish(self) -> str:
        """The rest, when nothing follows."""
        text, self._held = self._held, ""
        return self._restored(text)

    def _restored(self, text: str) -> str:
        said, at = [], 0
        # The character before tells whether a word begins here.
        whole, shift = self._last + text, len(self._last)
        for one in _WRITTEN.finditer(whole, shift):
            said += [text[at : one.start() - shift], self._placeholders.value(one)]
            at = one.end() - shift
        self._last = whole[-1:]
        return "".join([*said, text[at:]])
