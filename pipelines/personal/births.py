"""Dates of birth: a date behind a word that says so."""

import re
from collections.abc import Iterator

from pipelines.personal.spans import Span

# Behind such a word any single word between a day and a year is a month, in whatever language.
_DATE = (
    r"(?:\d{1,2}(?: ?[./\-] ?|\. )\d{1,2}(?: ?[./\-] ?|\. )(?:\d{4}|\d{2})|\d{4}[./\-] ?\d{1,2}[./\-] ?\d{1,2}|"
    r"\d{1,2}(?:st|nd|rd|th|er|e|\.|º|ος)?[ \-/]?(?:de |of )?[^\W\d_]{3,12}[.,]{0,2}[ \-/](?:de |del )?\d{4}|"
    r"[^\W\d_]{3,12}\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4}|\d{4}[年년] ?\d{1,2}[月월] ?\d{1,2}[日일]|"
    r"\d{4}\.? (?:m\. |gada )?[^\W\d_]{3,12} \d{1,2}(?!\d))(?!\d)"
)
_NAMED = re.compile(
    r"(?=\w)(?:(?<!\w)(?:born|birth ?dates?|dates? of birth|d\.? ?o\.? ?b|birthday|geb(?:oren|\.|urtsdatum|urtstag)?|"
    r"geburtstag|"
    r"née?|naissance|nacid[oa]|nacimiento|cumpleaños|nat[oa]|nascita|nascid[oa]|nascimento|geboren|geboortedatum|"
    r"urodzon[ya]|ur\.|urodzenia|född|fødd|født|fødselsdato|födelsedatum|syntynyt|syntymäaika|narozen[aý]?|narození|"
    r"родил\w*|рожд\w+|doğum\w*|doğdu\w*|született|születési|născută?|nașter\w+|γ[εέ]νν\w+|narodeninách|narodený|"
    r"narodená|narodenia|nar\.|rođen[ai]?|rođenja|rojen[ai]?|rojstva|роден\w*|народ\w+|sündinud|sünni\w*|dzim\w+|"
    r"gim[ėuęi]\w*|fæddur|fædd|fæðingardagur|geboortedag|lahir|ngày sinh|sinh ngày|जन्म\w*)(?!\w)|"
    r"生年月日|出生日期|出生于|出生於|生于|생년월일|출생|תאריך לידה|نولد|تاريخ الميلاد|วันเกิด)"
    rf"[^\n]{{0,24}}?(?<!\d)(?P<date>{_DATE})",
    re.IGNORECASE,
)


def births(text: str) -> Iterator[Span]:
    """Dates of birth."""
    for found in _NAMED.finditer(text):
        yield Span(*found.span("date"), "birth_date")
