"""Dates of birth: a date behind a word that says so."""

import re
from collections.abc import Iterator

from pipelines.personal.spans import Span

_MONTH = (
    r"jan\w{0,8}|feb\w{0,8}|mar\w{0,8}|mär\w{0,4}|apr\w{0,6}|mai|may|maj\w{0,4}|mei|maart|jun\w{0,8}|"
    r"jui\w{0,5}|jul\w{0,8}|aug\w{0,8}|août|ago\w{0,6}|"
    r"sep\w{0,8}|set\w{0,8}|oct\w{0,8}|okt\w{0,8}|out\w{0,6}|ott\w{0,6}|nov\w{0,8}|dec\w{0,8}|dez\w{0,8}|"
    r"déc\w{0,6}|dic\w{0,8}|fév\w{0,6}|ene\w{0,4}|"
    r"gen\w{0,6}|mag\w{0,6}|giu\w{0,6}|lug\w{0,6}|abr\w{0,4}|avr\w{0,4}|stycz\w{0,4}|lut\w{0,5}|kwie\w{0,6}|"
    r"czerw\w{0,4}|lip\w{0,4}|sierp\w{0,4}|"
    r"wrze\w{0,6}|paźd\w{0,9}|list\w{0,8}|grud\w{0,6}"
)
_DATE = (
    rf"(?:\d{{1,2}} ?[./\-] ?\d{{1,2}} ?[./\-] ?(?:\d{{4}}|\d{{2}})|\d{{4}}[./\-]\d{{1,2}}[./\-]\d{{1,2}}|"
    rf"\d{{1,2}}(?:st|nd|rd|th|er|\.|º)? ?(?:de |of )?(?:{_MONTH})\.?,? (?:de |del )?\d{{4}}|"
    rf"(?:{_MONTH})\.? \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}|\d{{4}}年\d{{1,2}}月\d{{1,2}}日)(?![\d])"
)
_NAMED = re.compile(
    r"(?<!\w)(?:born|birth ?dates?|dates? of birth|d\.? ?o\.? ?b|birthday|geb(?:oren|\.|urtsdatum|urtstag)?|geburtstag|"
    r"née?|naissance|nacid[oa]|nacimiento|cumpleaños|nat[oa]|nascita|nascid[oa]|nascimento|geboren|geboortedatum|"
    r"urodzon[ya]|ur\.|urodzenia|född|fødd|født|fødselsdato|födelsedatum|syntynyt|syntymäaika|narozen[aý]?|narození|"
    r"родил\w*|рожд\w+|生年月日|出生日期)(?!\w)"
    rf"[^\n]{{0,24}}?(?<!\d)(?P<date>{_DATE})",
    re.IGNORECASE,
)


def births(text: str) -> Iterator[Span]:
    """Dates of birth."""
    for found in _NAMED.finditer(text):
        yield Span(*found.span("date"), "birth_date")
