"""Follows RTF group by group: what is shown, in which style, in which code page."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from pipelines.convert.decode import clean
from pipelines.convert.raised import Way, raised
from pipelines.convert.rtf_tokens import CHARSETS, Token, codec_of_page, tokens
from pipelines.convert.writing import TextWriter
from pipelines.structure.tidy import reads_like_names

BETWEEN = " | "
HEADING = re.compile(r"(?:heading|überschrift|titre) (\d)", re.IGNORECASE)
GROUPS_AT_MOST = 2_000
CELLS_AT_MOST = 1_000
# Groups that hold no text of the document, unless named here: the others behind ``\*`` are left out too.
LEFT_OUT = frozenset(
    re.findall(
        r"\w+",
        "colortbl header headerl headerr headerf footer footerl footerr footerf pict object themedata listtable sp sn "
        "sv listoverridetable rsidtbl generator xmlnstbl latentstyles datastore fldinst nonshppict ftnsep ftnsepc "
        "private filetbl doccomm operator category keywords company comment hlinkbase subject manager tc xe rxe "
        "bkmkstart bkmkend nonesttables revtbl",
    )
)
READ = frozenset(["shpinst", "ud", "pn"])
SIGNS = {
    "tab": "\t",
    "line": "\n",
    "emdash": "—",
    "endash": "–",
    "bullet": "•",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "emspace": " ",
    "enspace": " ",
    "~": "\u00a0",
    "_": "-",
}
CHARACTER_WORDS = frozenset(
    re.findall(r"\w+", "ansicpg mac pc pca f fcharset s uc v deleted plain super sub nosupersub up dn")
)
WAYS: Mapping[str, Way] = {"super": "sup", "sub": "sub", "nosupersub": "", "up": "sup", "dn": "sub"}
OUTLINE_LEVELS = 9
PROPERTIES = {"title": "title", "author": "author"}


@dataclass(frozen=True, slots=True)
class _State:
    """What a group inherits and what ends with it."""

    into: str = "text"
    hidden: bool = False
    deleted: bool = False
    codec: str = ""
    fallback: int = 1
    way: Way = ""


@dataclass(slots=True)
class _Paragraph:
    style: int = 0
    outline: int | None = None
    in_table: bool = False


@dataclass(slots=True)
class Reader:
    """Writes what it reads; ``about`` is what the file says of itself."""

    writer: TextWriter
    about: dict[str, str] = field(default_factory=dict)
    _state: _State = field(default_factory=_State)
    _above: list[_State] = field(default_factory=list)
    _page: str = "cp1252"
    _fonts: dict[int, str] = field(default_factory=dict)
    _font: int = 0
    _levels: dict[int, int] = field(default_factory=dict)
    _style: int = 0
    _paragraph: _Paragraph = field(default_factory=_Paragraph)
    _texts: dict[str, list[str]] = field(default_factory=dict)
    _raw: bytearray = field(default_factory=bytearray)
    _to_skip: int = 0
    _high: int | None = None
    _starred: bool = False
    _cells: list[str] = field(default_factory=list)
    _header: bool = False
    _rows: list[tuple[list[str], bool]] = field(default_factory=list)
    _notes: list[str] = field(default_factory=list)

    def read(self, data: bytes) -> None:
        """The whole file; what is cut off is read as far as it goes, what lies deeper than that is left out."""
        deeper = 0
        for token in tokens(data):
            if deeper or (token.kind == "{" and len(self._above) >= GROUPS_AT_MOST):
                deeper += (token.kind == "{") - (token.kind == "}")
                continue
            if token.kind == "bytes":
                self._bytes(token.data)
                continue
            self._flush()
            if token.kind == "{":
                self._open()
            elif token.kind == "}":
                self._close()
            else:
                self._word(token)
        self._flush()
        self._end_row()
        self._end_paragraph()
        self._end_table()

    def _open(self) -> None:
        self._to_skip = 0
        self._above.append(self._state)

    def _close(self) -> None:
        self._to_skip = 0
        left = self._state
        self._state = self._above.pop() if self._above else _State()
        if left.into == self._state.into:
            return
        words = "".join(self._texts.pop(left.into, ())) if left.into not in ("text", "number") else ""
        if left.into == "footnote" and words.strip():
            self._notes.append(clean(words).strip())
        elif left.into == "stylesheet entry" and (found := HEADING.match(words.strip())):
            self._levels[self._style] = int(found[1])
        elif left.into in PROPERTIES:
            self.about[PROPERTIES[left.into]] = " ".join(clean(words).split())[:500]

    def _word(self, token: Token) -> None:
        word, value = token.word, token.value
        starred, self._starred = self._starred, word == "*"
        if word == "*":
            return
        if self._destination(word, starred=starred):
            return
        if word == "u" and value is not None:
            self._unicode(value)
        elif word in SIGNS:
            self._say(SIGNS[word])
        elif not self._character(word, value) and self._state.into == "text":
            self._block(word, value)

    def _destination(self, word: str, *, starred: bool) -> bool:
        """Whether the word says what its group is for, which may be nothing that is shown."""
        state = self._state
        if state.into == "nothing":
            if word in READ and starred:
                self._state = replace(state, into="text")
            return True
        if state.into == "stylesheet" and word in ("s", "cs", "ds", "ts"):
            self._state = replace(state, into="stylesheet entry")
            return False
        if word in ("fonttbl", "stylesheet", "info", "footnote", *PROPERTIES):
            inner = word not in PROPERTIES or state.into == "info"
            self._state = replace(state, into=word if inner else state.into)
        elif word in ("listtext", "pntext"):
            self._state = replace(state, into="number")
        elif word in LEFT_OUT or (starred and word not in READ) or word == "upr":
            self._state = replace(state, into="nothing")
        else:
            return False
        return True

    def _character(self, word: str, value: int | None) -> bool:
        """Words about letters: code pages, fonts, what is hidden."""
        state, number = self._state, value or 0
        match word:
            case "ansicpg":
                self._page = codec_of_page(number)
            case "mac" | "pc" | "pca":
                self._page = {"mac": "mac_roman", "pc": "cp437", "pca": "cp850"}[word]
            case "f":
                self._font = number
                self._state = state if state.into == "fonttbl" else replace(state, codec=self._fonts.get(number, ""))
            case "fcharset":
                self._fonts[self._font] = CHARSETS.get(number, "")
            case "s":
                self._style = self._paragraph.style = number
            case _:
                self._state = _in_force(state, word, value)
        return word in CHARACTER_WORDS

    def _block(self, word: str, value: int | None) -> None:
        """Words about paragraphs and tables."""
        match word:
            case "par" | "page" | "sect" | "column":
                self._end_paragraph()
            case "pard":
                self._paragraph = _Paragraph()
            case "outlinelevel":
                self._paragraph.outline = value + 1 if value is not None and 0 <= value < OUTLINE_LEVELS else None
            case "intbl":
                self._paragraph.in_table = True
            case "trhdr" | "trowd":
                self._header = word == "trhdr"
            case "nestcell":
                self._say(" ")
            case "cell" | "row":
                self._cell_or_row(word)

    def _cell_or_row(self, word: str) -> None:
        if word == "row":
            self._rows.append((self._cells, self._header))
            self._cells = []
            return
        words = self._taken("number") + " " + self._taken("text")
        if len(self._cells) < CELLS_AT_MOST:
            self._cells.append(" ".join(clean(words).split()))

    def _end_row(self) -> None:
        """The file ends within a row, or with words that still count to the table."""
        if self._cells:
            self._cell_or_row("cell")
            self._cell_or_row("row")
        self._paragraph.in_table = False

    def _end_paragraph(self) -> None:
        if self._paragraph.in_table and self._state.into != "footnote":
            self._say(" ")
            return
        self._end_table()
        number, words = self._taken("number").strip(), clean(self._taken("text")).strip()
        level = self._paragraph.outline or self._levels.get(self._paragraph.style)
        if level and words:
            self.writer.heading(f"{clean(number)} {words}" if number else words, level=level)
        elif number:
            self.writer.item(words, number=None if len(number) == 1 and not number.isalnum() else clean(number))
        else:
            self.writer.paragraph(words)
        for note in self._notes:
            self.writer.paragraph(note, "note")
        self._notes = []

    def _end_table(self) -> None:
        rows, self._rows = self._rows, []
        if rows:
            self.writer.table()
        for at, (cells, header) in enumerate(rows):
            named = header or (not at and len(rows) > 1 and all(cells) and reads_like_names(cells))
            self.writer.row(cells, between=BETWEEN, header=named)

    def _bytes(self, data: bytes) -> None:
        if self._to_skip:
            skipped = min(self._to_skip, len(data))
            self._to_skip -= skipped
            data = data[skipped:]
        self._raw += data

    def _flush(self) -> None:
        """Letters that came as bytes: of one code page, so that those of two bytes stay whole."""
        if self._raw:
            data = bytes(self._raw)
            self._raw.clear()
            try:
                words = data.decode(self._state.codec or self._page, "replace")
            except LookupError:
                words = data.decode("cp1252", "replace")
            self._say(words)

    def _unicode(self, value: int) -> None:
        """A UTF-16 unit; as many letters as old readers show instead are passed over."""
        unit = value & 0xFFFF
        self._to_skip = self._state.fallback
        if 0xD800 <= unit < 0xDC00:
            self._high = unit
            return
        if 0xDC00 <= unit < 0xE000 and self._high is not None:
            unit = 0x10000 + (self._high - 0xD800) * 0x400 + unit - 0xDC00
        self._high = None
        if not 0xD800 <= unit < 0xE000:
            self._say(chr(unit))

    def _say(self, words: str) -> None:
        state = self._state
        if state.into != "nothing" and not state.hidden and not state.deleted:
            self._texts.setdefault(state.into, []).append(raised(words, state.way))

    def _taken(self, into: str) -> str:
        return "".join(self._texts.pop(into, ()))


def _in_force(state: _State, word: str, value: int | None) -> _State:
    """What a word changes until its group ends."""
    match word:
        case "uc":
            return replace(state, fallback=min(max(value or 0, 0), 10))
        case "v":
            return replace(state, hidden=value != 0)
        case "deleted":
            return replace(state, deleted=value != 0)
        case "super" | "sub" | "nosupersub" | "up" | "dn":
            return replace(state, way=WAYS[word] if value != 0 else "")
        case "plain":
            return replace(state, hidden=False, deleted=False, codec="", way="")
    return state
