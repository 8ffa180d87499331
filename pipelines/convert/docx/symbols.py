"""Signs of symbol fonts as the characters that they look like."""

from lxml import etree

from pipelines.convert.docx.names import R_PR, WORD

FONT, CHAR = WORD + "font", WORD + "char"
PRIVATE, PRIVATE_END = 0xF000, 0xF100
HEX = 16
LONGEST = 6

_SYMBOL = dict(
    zip(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
        "αβχδεφγηιϕκλμνοπθρστυϖωξψζΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ",
        strict=True,
    )
)
_SYMBOL |= {chr(code): chr(code) for code in (*range(0x20, 0x40), *b"[]_{|}")}
_SYMBOL |= {'"': "∀", "$": "∃", "'": "∋", "*": "∗", "-": "−", "@": "≅", "\\": "∴", "^": "⊥", "~": "∼"}
_SYMBOL |= {
    chr(code): sign
    for code, sign in enumerate(
        "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪", start=0xA0
    )
}
_SYMBOL |= {chr(code): sign for code, sign in enumerate("〉∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭", start=0xF1)}
_WINGDINGS = {
    code: sign
    for codes, signs in (
        ((0x21, 0x22, 0x28, 0x29, 0x2A, 0x2B, 0x36, 0x38), "✏✂☎✆✉📪⌛🖰"),
        (range(0x41, 0x49), "✌👌👍👎☜☞☝☟"),
        ((0x4A, 0x4B, 0x4C, 0x4D, 0x4E), "☺😐☹💣☠"),
        ((0x6C, 0x6D, 0x6E, 0x6F, 0x70, 0x71, 0x72, 0x73, 0x74, 0x75, 0x76, 0x77), "●❍■□◻❑❒⬧⧫◆❖⬥"),
        (range(0x80, 0x8B), "⓪①②③④⑤⑥⑦⑧⑨⑩"),
        (range(0x8B, 0x96), "⓿❶❷❸❹❺❻❼❽❾❿"),
        ((0x9E, 0x9F, 0xA7, 0xA8, 0xAB, 0xD8), "·•▪◻★➢"),
        (range(0xDF, 0xE7), "←→↑↓↖↗↙↘"),
        (range(0xE8, 0xF0), "➔⇦⇨⇧⇩⬄⇳⬀"),
        ((0xEF, 0xF0, 0xF1, 0xF2, 0xF3), "⇦⇨⇧⇩⬄"),
        ((0xE7, 0xFB, 0xFC, 0xFD, 0xFE), "←✗✓☒☑"),
    )
    for code, sign in zip(codes, signs, strict=False)
}
_WINGDINGS_2 = dict(zip((0x4F, 0x50, 0x51, 0x52, 0x53, 0x54, 0xA3), "✗✓☒☑☒☒□", strict=True))
_WEBDINGS = {0x61: "✓", 0x63: "□", 0x67: "■", 0x72: "✗"}
_FONTS: dict[str, dict[str, str]] = {
    "symbol": _SYMBOL,
    "wingdings": {chr(code): sign for code, sign in _WINGDINGS.items()},
    "wingdings 2": {chr(code): sign for code, sign in _WINGDINGS_2.items()},
    "webdings": {chr(code): sign for code, sign in _WEBDINGS.items()},
}


def sign_of(symbol: etree._Element) -> str:
    """The character of a ``w:sym``; nothing where its font is not known to have one."""
    value = symbol.get(CHAR, "")
    try:
        code = int(value, HEX) if len(value) <= LONGEST else 0
    except ValueError:
        return ""
    return _looked_up(code, symbol.get(FONT, ""))


def font_of(run: etree._Element) -> str | None:
    """The symbol font that a run is set in, None for a font of letters."""
    fonts = run.find(f"{R_PR}/{WORD}rFonts")
    name = "" if fonts is None else fonts.get(WORD + "ascii", "")
    return name if name.lower() in _FONTS else None


def in_font(text: str, font: str) -> str:
    """Text that was typed in a symbol font, as it looks."""
    return "".join(_looked_up(ord(mark), font) or ("" if _private(ord(mark)) else mark) for mark in text)


def _looked_up(code: int, font: str) -> str:
    known = _FONTS.get(font.lower(), {})
    letter = chr(code - PRIVATE) if _private(code) else chr(code) if 0 < code < 0x11_0000 else ""
    return known.get(letter, "" if _private(code) or known else letter)


def _private(code: int) -> bool:
    return PRIVATE <= code < PRIVATE_END
