"""What Snowball's rules need and folding took, written again on folded words: one that was typed without its diacritics
has the stem of the one with them. Of the other languages' rules folding takes nothing that counts (docs/adr/0222).
"""

import re
from collections.abc import Callable, Mapping

# Portuguese: plurals that its rules leave beside their singular, then endings.
_PLURALS = (("oes", "ao"), ("aes", "ao"), ("ais", "al"), ("eis", "el"), ("ois", "ol"), ("ns", "m"))
_ENDINGS = (("cao", "ção"), ("encia", "ência"), ("encias", "ências"), ("avel", "ável"), ("ivel", "ível"))
# Turkish: vowels of a word are all of the back of the mouth or all of the front; *a* and *e* say of which.
_TELLING = re.compile("[ae]")
_FRONT, _BACK = str.maketrans("ou", "öü"), str.maketrans("i", "ı")


def _portuguese(word: str) -> str:
    for rules in (_PLURALS, _ENDINGS):
        for ending, other in rules:
            if word.endswith(ending) and len(word) > len(ending) + 1:
                word = word.removesuffix(ending) + other
                break
    return word


def _polish(word: str) -> str:
    return word.removesuffix("ow") + "ów" if word.endswith("ow") else word


def _turkish(word: str) -> str:
    first = _TELLING.search(word)
    parts = [word[: first.start()], *_TELLING.split(word[first.start() :])[1:]] if first else [word]
    telling = _TELLING.findall(word)
    harmonies = [telling[0], *telling] if telling else ["a"]
    made = [part.translate(_FRONT if told == "e" else _BACK) for part, told in zip(parts, harmonies, strict=True)]
    return "".join(made[:1] + [told + part for told, part in zip(telling, made[1:], strict=True)])


UNFOLDED: Mapping[str, Callable[[str], str]] = {"pl": _polish, "pt": _portuguese, "tr": _turkish}
