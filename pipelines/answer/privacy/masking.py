"""What no model needs to be informed: passwords, keys, numbers of accounts and people. They are not sent at all."""

import re
from collections.abc import Callable

from pipelines.answer.privacy.values import labelled, tokens

MASK = "▒▒▒"
_LONG_NUMBER = re.compile(r"(?<!\w)\+?(?:\d[ \u00a0./-]?){8,}\d(?!\w)")
_MAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")
_DATE = re.compile(r"\d{4}-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./]\d{4}")
_KEY = re.compile(r"(?=\S*\d)(?=\S*[A-Za-z])[A-Za-z0-9+/_=-]{12,}")


def masked(text: str, known: Callable[[str], bool]) -> str:
    """The text with ``MASK`` for each secret. ``known``: a token that may be quoted from somewhere else."""
    secret = {one for value in labelled(text) for one in tokens(value) if not known(one)}
    for pattern in (_MAIL, _LONG_NUMBER, _KEY):
        secret.update(one for one in pattern.findall(text) if not known(one) and not _DATE.fullmatch(one.strip(" .")))
    if not secret:
        return text
    longest_first = sorted(secret, key=len, reverse=True)
    return re.sub("|".join(rf"(?<!\w){re.escape(one)}(?!\w)" for one in longest_first), MASK, text)
