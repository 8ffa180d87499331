"""Numbers as lists print them: 4, IV, d, 4th, ④, 四."""

from collections.abc import Callable, Mapping

ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"))
ROMAN_ONES = ((9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
ROMAN_END = 4_000
# Word goes on with aa, bb; nobody writes a list of so many letters.
LETTERS_END = 260
RUSSIAN = "абвгдежзиклмнопрстуфхцчшщыэюя"
LATIN = "abcdefghijklmnopqrstuvwxyz"
CHINESE, CHINESE_UNITS = "〇一二三四五六七八九", ("", "十", "百", "千")
CHINESE_END = 10_000
CIRCLES_END = 20
# fmt: off
ONES = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)
# fmt: on
TENS = ("zero", "ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
ORDINALS = {"one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth"}
ORDINALS["twelve"] = "twelfth"
WORDS_END = 100
TEEN = range(11, 14)


def printed(number: int, kind: str) -> str:
    """A number in one of Word's formats; an unknown one, or a number that it has no sign for, in digits."""
    return FORMATS.get(kind, str)(number) or str(number)


def _roman(number: int) -> str:
    if not 0 < number < ROMAN_END:
        return ""
    signs = []
    for value, sign in ROMAN + ROMAN_ONES:
        times, number = divmod(number, value)
        signs.append(sign * times)
    return "".join(signs)


def _letters(alphabet: str) -> Callable[[int], str]:
    """A to z, then aa, bb."""

    def letters(number: int) -> str:
        if not 0 < number <= LETTERS_END:
            return ""
        times, at = divmod(number - 1, len(alphabet))
        return alphabet[at] * (times + 1)

    return letters


def _ordinal(number: int) -> str:
    ending = "th" if number % 100 in TEEN else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _cardinal_word(number: int) -> str:
    if not 0 <= number < WORDS_END:
        return ""
    if number < len(ONES):
        return ONES[number]
    tens, ones = divmod(number, 10)
    return f"{TENS[tens]}-{ONES[ones]}" if ones else TENS[tens]


def _ordinal_word(number: int) -> str:
    before, dash, last = _cardinal_word(number).rpartition("-")
    if not last:
        return ""
    return before + dash + ORDINALS.get(last, f"{last[:-1]}ieth" if last.endswith("y") else f"{last}th")


def _chinese(number: int) -> str:
    if not 0 < number < CHINESE_END:
        return ""
    digits = str(number)
    signs = ""
    for at, digit in enumerate(digits):
        if digit != "0":
            signs += CHINESE[int(digit)] + CHINESE_UNITS[len(digits) - at - 1]
        elif signs and not signs.endswith(CHINESE[0]):
            signs += CHINESE[0]
    return signs.rstrip(CHINESE[0]).removeprefix("一") if digits[0] == "1" and len(digits) == 2 else signs.rstrip("〇")


FORMATS: Mapping[str, Callable[[int], str]] = {
    "decimalZero": "{:02d}".format,
    "upperRoman": lambda number: _roman(number).upper(),
    "lowerRoman": _roman,
    "upperLetter": lambda number: _letters(LATIN)(number).upper(),
    "lowerLetter": _letters(LATIN),
    "russianLower": _letters(RUSSIAN),
    "russianUpper": lambda number: _letters(RUSSIAN)(number).upper(),
    "ordinal": _ordinal,
    "cardinalText": lambda number: _cardinal_word(number).capitalize(),
    "ordinalText": lambda number: _ordinal_word(number).capitalize(),
    "decimalEnclosedCircle": lambda number: chr(0x245F + number) if 0 < number <= CIRCLES_END else "",
    "decimalEnclosedCircleChinese": lambda number: chr(0x245F + number) if 0 < number <= CIRCLES_END else "",
    "decimalEnclosedParen": "({})".format,
    "decimalEnclosedFullstop": "{}.".format,
    "numberInDash": "- {} -".format,
    "hex": "{:X}".format,
    **dict.fromkeys(
        (
            "chineseCounting",
            "chineseCountingThousand",
            "taiwaneseCounting",
            "taiwaneseCountingThousand",
            "japaneseCounting",
            "ideographDigital",
        ),
        _chinese,
    ),
}
