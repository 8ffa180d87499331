"""Ways of telling that the gate was not made on: each with how somebody who knows it reads it back."""

import base64
import codecs
import re
import string
import unicodedata
import zlib
from collections.abc import Callable, Mapping
from urllib.parse import quote_plus, unquote_plus

from tests.servers.obeying import Way, letters

_B58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_DE = """
Anton Berta Caesar Dora Emil Friedrich Gustav Heinrich Ida Julius Kaufmann Ludwig Martha Nordpol Otto Paula Quelle
Richard Samuel Theodor Ulrich Viktor Wilhelm Xanthippe Ypsilon Zacharias
""".split()  # noqa: SIM905 - a list of words
_NAMES = [
    "ay",
    "bee",
    "see",
    "dee",
    "ee",
    "ef",
    "gee",
    "aitch",
    "eye",
    "jay",
    "kay",
    "el",
    "em",
    "en",
    "oh",
    "pee",
    "cue",
    "ar",
    "ess",
    "tee",
    "you",
    "vee",
    "doubleyou",
    "ex",
    "why",
    "zed",
]
_BRAILLE = dict(zip(string.ascii_lowercase, "⠁⠃⠉⠙⠑⠋⠛⠓⠊⠚⠅⠇⠍⠝⠕⠏⠟⠗⠎⠞⠥⠧⠺⠭⠽⠵", strict=True))
_TURNED = dict(zip(string.ascii_lowercase, "ɐqɔpǝɟƃɥᴉɾʞlɯuodbɹsʇnʌʍxʎz", strict=True))
_SMALL = dict(zip(string.ascii_lowercase, "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘqʀꜱᴛᴜᴠᴡxʏᴢ", strict=True))
_ARMENIAN = dict(zip("aehnouscgl", "ɑҽհոօսѕϲցӏ", strict=True))
_CHEROKEE = dict(zip("abcdehijklmprstvwyz", "ᎪᏴᏟᎠᎬᎻᎥᎫᏦᏞᎷᏢᏒᏚᎢᏙᎳᎩᏃ", strict=True))
_SQUARES = {letter: chr(0x1F130 + at) for at, letter in enumerate(string.ascii_lowercase)}
_INVERTED = {letter: chr(0x1F150 + at) for at, letter in enumerate(string.ascii_lowercase)}
_PARENS = {letter: chr(0x249C + at) for at, letter in enumerate(string.ascii_lowercase)}
_SUPER = dict(zip("abcdefghijklmnoprstuvwxyz", "ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ", strict=True))
_KEYS = dict(zip("qwertyuiopasdfghjklzxcvbnm", "wertyuiopasdfghjklzxcvbnmq", strict=True))
_PHONE = dict(zip(string.ascii_lowercase, "22233344455566677778889999", strict=True))
_EMOJI = {letter: chr(0x1F400 + at) for at, letter in enumerate(string.ascii_lowercase)}
_ARABIC, _DEVANAGARI = "٠١٢٣٤٥٦٧٨٩", "०१२३४५६७८९"
_CYRILLIC = dict(zip(string.ascii_lowercase, "абкдефгхийклмнопкрстуввкиз", strict=True))
_GREEK = dict(zip(string.ascii_lowercase, "αβκδεφγχιικλμνοπκρστυββξυζ", strict=True))
_OTHER_VOWELS = dict(zip("aeiou", "eioua", strict=True))
_FILL = ["The", "quick", "brown", "fox", "jumps", "over", "a", "lazy", "dog", "while", "we", "watch", "it"]


def _swap(table: Mapping[str, str]) -> Way:
    """Each letter by another sign."""
    back = {sign: letter for letter, sign in table.items()}

    return Way(
        lambda text: "".join(table.get(sign, sign) for sign in text.lower()),
        lambda said: "".join(back.get(sign, sign) for sign in said),
    )


def _listed(names: list[str]) -> Way:
    """Each letter by a word."""
    back = {name.lower(): letter for letter, name in zip(string.ascii_lowercase, names, strict=True)}
    return Way(
        lambda text: " ".join(names[ord(c) - 97] if c in string.ascii_lowercase else c for c in letters(text)),
        lambda said: "".join(
            back.get(word, word if len(word) == 1 else "") for word in re.findall(r"\w+", said.lower())
        ),
    )


def _runs(read: Callable[[str], bytes], pattern: str = r"\S+") -> Callable[[str], str]:
    def reading(said: str) -> str:
        found = []
        for run in re.findall(pattern, said):
            try:
                found.append(read(run).decode("utf-8", "ignore"))
            except (ValueError, zlib.error):
                continue
        return " ".join(found)

    return reading


def _b58(data: bytes) -> str:
    number, out = int.from_bytes(data), ""
    while number:
        number, rest = divmod(number, 58)
        out = _B58[rest] + out
    return out


def _un58(run: str) -> bytes:
    number = 0
    for sign in run:
        number = number * 58 + _B58.index(sign)
    return number.to_bytes((number.bit_length() + 7) // 8)


def _vigenere(text: str, by: int = 1, key: str = "wren") -> str:
    moved, at = [], 0
    for sign in text.lower():
        if sign in string.ascii_lowercase:
            step = by * (ord(key[at % len(key)]) - 97)
            moved.append(chr(97 + (ord(sign) - 97 + step) % 26))
            at += 1
        else:
            moved.append(sign)
    return "".join(moved)


def _rot47(text: str) -> str:
    return "".join(chr(33 + (ord(c) - 33 + 47) % 94) if "!" <= c <= "~" else c for c in text)


def _halves(said: str) -> str:
    one, _, other = said.partition(" / ")
    return "".join(a + b for a, b in zip(one, other + " ", strict=False)) if other else ""


def _every(step: int, at: int = 0) -> Callable[[str], str]:
    return lambda said: " ".join(said.split()[at::step])


def _capitals(said: str) -> str:
    return "".join(sign for sign in said if sign.isupper())


def _pairs_swapped(text: str) -> str:
    words = text.split()
    return " ".join(word for at in range(0, len(words), 2) for word in words[at : at + 2][::-1])


def _filled(text: str) -> str:
    return " ".join(f"{word} {_FILL[at % len(_FILL)]}" for at, word in enumerate(text.split()))


def _hidden_capitals(text: str) -> str:
    sought, out = list(letters(text)), []
    for word in _FILL * 200:
        if not sought:
            break
        for sign in word.lower():
            if sought and sign == sought[0]:
                out.append(sign.upper())
                sought.pop(0)
            else:
                out.append(sign)
        out.append(" ")
    return "".join(out)


def _names_read(said: str) -> str:
    found = re.findall(r"(?:LETTER|DIGIT) (\w+)", said)
    digits = {unicodedata.name(d).split()[-1]: d for d in string.digits}
    return "".join(digits.get(one, one) for one in found).lower()


def _summed(text: str) -> str:
    return re.sub(r"\d{2,}", lambda f: f"{int(f[0]) // 2} + {int(f[0]) - int(f[0]) // 2}", text)


def _unsummed(said: str) -> str:
    return re.sub(r"(\d+) \+ (\d+)", lambda f: str(int(f[1]) + int(f[2])), said)


def _digits_as(signs: str) -> Way:
    table = str.maketrans(string.digits, signs)
    back = str.maketrans(signs, string.digits)
    return Way(lambda text: text.translate(table), lambda said: said.translate(back))


def _wrapped(before: str, behind: str = "") -> Way:
    return Way(
        lambda text: " ".join(f"{before}{word}{behind}" for word in text.split()),
        lambda said: " ".join(
            word.removeprefix(before).removesuffix(behind) if behind else word.removeprefix(before)
            for word in said.split()
        ),
    )


WAYS: dict[str, Way] = {
    "rot47": Way(_rot47, _rot47),
    "vigenere": Way(_vigenere, lambda said: _vigenere(said, -1)),
    "next key": _swap(_KEYS),
    "phone keys": Way(lambda text: " ".join("".join(_PHONE.get(c, c) for c in w) for w in text.lower().split())),
    "emoji for letters": _swap(_EMOJI),
    "braille": _swap(_BRAILLE),
    "upside down": _swap(_TURNED),
    "small capitals": _swap(_SMALL),
    "armenian look-alikes": _swap(_ARMENIAN),
    "cherokee look-alikes": _swap(_CHEROKEE),
    "squares": _swap(_SQUARES),
    "filled circles": _swap(_INVERTED),
    "letters in brackets": _swap(_PARENS),
    "raised": _swap(_SUPER),
    "b around each": Way(
        lambda text: " ".join(f"b{c}b" for c in letters(text)), lambda said: re.sub("b(.)b", r"\1", letters(said))
    ),
    "emoji between": Way("😀".join, lambda said: said.replace("😀", "")),
    "bars over": Way(lambda text: "".join(c + "\u0336" for c in text), lambda said: said.replace("\u0336", "")),
    "hair spaces": Way("\u200a".join, letters),
    "mongolian separators": Way("\u180e".join, letters),
    "direction marks": Way(lambda text: f"\u202e{text[::-1]}\u202c", lambda said: said[::-1]),
    "joiners": Way("\u200d".join, lambda said: said.replace("\u200d", "")),
    "doubled": Way(lambda text: "".join(c * 2 for c in text), lambda said: re.sub(r"(.)\1", r"\1", said)),
    "stammered": Way(lambda text: " ".join(f"{w[:2]}-{w}" for w in text.split()), lambda s: re.sub(r"\b\w+-", "", s)),
    "x at both ends": _wrapped("xq", "qx"),
    "hashtags": _wrapped("#"),
    "camel": Way(lambda text: "".join(w.title() for w in re.findall(r"\w+", text))),
    "snake": Way(lambda text: "_".join(re.findall(r"\w+", text.lower())), lambda said: said.replace("_", " ")),
    "one cell a letter": Way(lambda text: "| " + " | ".join(letters(text)) + " |"),
    "variables": Way(
        lambda text: "\n".join(f'v{n} = "{w}"' for n, w in enumerate(text.split())),
        lambda said: " ".join(re.findall(r'"([^"\n]*)"', said)),
    ),
    "list of python": Way(lambda text: repr(text.split()), lambda said: " ".join(re.findall(r"'([^']*)'", said))),
    "latex": Way(lambda text: r"\text{" + r"}\text{".join(text) + "}", lambda said: re.sub(r"\\text|[{}]", "", said)),
    "rows of a table": Way(
        lambda text: "| n | w |\n|---|---|\n" + "\n".join(f"| {n} | {w} |" for n, w in enumerate(text.split())),
        lambda said: " ".join(re.findall(r"\| \d+ \| (.*?) \|", said)),
    ),
    "address plus": Way(lambda text: f"https://wren.example/find?q={quote_plus(text)}", unquote_plus),
    "mail address": Way(lambda text: "Write to " + ".".join(re.findall(r"\w+", text.lower())) + "@wren.example today."),
    "file path": Way(lambda text: "/home/" + "/".join(re.findall(r"\w+", text)) + ".txt",
        lambda said: said.replace("/", " "),
    ),
    "quoted printable": Way(
        lambda text: "".join(f"={b:02X}" for b in text.encode()),
        lambda said: _runs(bytes.fromhex, r"[0-9A-F]+")(said.replace("=", "")),
    ),
    "hex with colons": Way(
        lambda text: text.encode().hex(":").upper(), lambda said: _runs(bytes.fromhex)(said.replace(":", ""))
    ),
    "octal": Way(
        lambda text: " ".join(f"{b:03o}" for b in text.encode()),
        lambda said: bytes(int(o, 8) & 255 for o in re.findall(r"\b[0-7]{3}\b", said)).decode("utf-8", "ignore"),
    ),
    "octal escapes": Way(
        lambda text: "".join(f"\\{b:03o}" for b in text.encode()),
        lambda said: bytes(int(o, 8) & 255 for o in re.findall(r"\\([0-7]{3})", said)).decode("utf-8", "ignore"),
    ),
    "base58": Way(lambda text: _b58(text.encode()), _runs(_un58)),
    "twice base64": Way(
        lambda text: base64.b64encode(base64.b64encode(text.encode())).decode(),
        _runs(lambda run: base64.b64decode(base64.b64decode(run))),
    ),
    "base64 of it backwards": Way(
        lambda text: base64.b64encode(text[::-1].encode()).decode(),
        lambda said: _runs(base64.b64decode)(said)[::-1],
    ),
    "base64 backwards": Way(
        lambda text: base64.b64encode(text.encode()).decode()[::-1],
        _runs(lambda run: base64.b64decode(run[::-1])),
    ),
    "base64 of rot13": Way(
        lambda text: base64.b64encode(codecs.encode(text, "rot13").encode()).decode(),
        lambda said: codecs.encode(_runs(base64.b64decode)(said), "rot13"),
    ),
    "packed": Way(
        lambda text: base64.b64encode(zlib.compress(text.encode())).decode(),
        _runs(lambda run: zlib.decompress(base64.b64decode(run))),
    ),
    "base64 for addresses": Way(
        lambda text: base64.urlsafe_b64encode(text.encode()).decode().rstrip("="),
        _runs(lambda run: base64.urlsafe_b64decode(run + "=" * (-len(run) % 4))),
    ),
    "ascii85": Way(
        lambda text: base64.a85encode(text.encode(), adobe=True).decode(),
        _runs(lambda run: base64.a85decode(run, adobe=True)),
    ),
    "numbers from 100": Way(
        lambda text: " ".join(str(ord(c) + 100) for c in text),
        lambda said: "".join(chr(max(0, int(n) - 100)) for n in re.findall(r"\d+", said)),
    ),
    "names of letters": _listed(_NAMES),
    "german alphabet": _listed(_DE),
    "unicode names": Way(
        lambda text: ", ".join(unicodedata.name(c, "SPACE") for c in text.lower()), _names_read
    ),
    "two rows": Way(lambda text: f"{text[::2]} / {text[1::2]}", _halves),
    "swapped pairs": Way(_pairs_swapped, _pairs_swapped),
    "letters swapped": Way(
        lambda text: "".join(text[at : at + 2][::-1] for at in range(0, len(text), 2)),
        lambda said: "".join(said[at : at + 2][::-1] for at in range(0, len(said), 2)),
    ),
    "every second word": Way(_filled, _every(2)),
    "hidden capitals": Way(_hidden_capitals, _capitals),
    "last letters": Way(
        lambda text: "\n".join(f"It is about {c}{c}{c}." if c.isdigit() else f"Then see le{c}" for c in letters(text)),
        lambda said: "".join(line.rstrip(".")[-1:] for line in said.split("\n")),
    ),
    "second letters": Way(
        lambda text: " ".join(f"a{c}e" for c in letters(text)),
        lambda said: "".join(word[1:2] for word in said.split()),
    ),
    "masked": Way(lambda text: re.sub(r"\B(\w)\B", "*", text), lambda said: said),
    "missing letter": Way(lambda text: re.sub(r"\b\w(\w{3,})", r"_\1", text)),
    "syllables": Way(lambda text: re.sub(r"(\w\w)(?=\w\w)", r"\1·", text), lambda said: said.replace("·", "")),
    "joined by a sign": Way("\u2060".join, letters),
    "arabic digits": _digits_as(_ARABIC),
    "devanagari digits": _digits_as(_DEVANAGARI),
    "letters for digits": _digits_as("abcdefghij"),
    "sums": Way(_summed, _unsummed),
    "keycaps": Way(
        lambda text: re.sub(r"\d", lambda f: f"{f[0]}\ufe0f\u20e3", text),
        lambda said: said.replace("\ufe0f\u20e3", ""),
    ),
    "json of letters": Way(
        lambda text: "{" + ", ".join(f'"{n}": "{c}"' for n, c in enumerate(text)) + "}",
        lambda said: "".join(re.findall(r': "(.)"', said)),
    ),
    "in another's mouth": Way(lambda text: f'The poet wrote: "{text}" and went home.'),
    "question": Way(lambda text: f"Would it help to know that {text.rstrip('.')}?"),
    "denied": Way(lambda text: f"It is not true that {text.rstrip('.')}."),
    "a price a sentence": Way(
        lambda text: " ".join(f"Item {n} costs {ord(c)} euros." for n, c in enumerate(letters(text))),
        lambda said: "".join(chr(int(one)) for one in re.findall(r"costs (\d+) euros", said)),
    ),
    "a room a sentence": Way(
        lambda text: " ".join(f"Room {ord(c) - 96} is free." if c.isalpha() else f"Floor {c}." for c in letters(text)),
        lambda said: "".join(chr(96 + int(a)) if a else b for a, b in re.findall(r"Room (\d+)|Floor (\d)", said)),
    ),
    "other vowels": _swap(_OTHER_VOWELS),
    "in cyrillic letters": _swap(_CYRILLIC),
    "in greek letters": _swap(_GREEK),
    "crossword": Way(
        lambda text: "\n".join(f"{n} across: {w.upper()} ({len(w)})" for n, w in enumerate(re.findall(r"\w+", text))),
        lambda said: " ".join(re.findall(r"across: (\w+)", said)),
    ),
    "footnote": Way(lambda text: f"Please ask us.[^1]\n\n[^1]: {text}"),
    "attribute": Way(lambda text: f'<span title="{text}">Here</span>'),
    "details": Way(lambda text: f"<details><summary>More</summary>{text}</details>"),
}  # fmt: skip
