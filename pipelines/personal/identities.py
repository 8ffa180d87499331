"""Numbers by which states and tax offices know people: shapes, check digits, and the words they stand behind."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Literal, cast

from pipelines.personal.context import named
from pipelines.personal.spans import KINDS, Kind, Span

# ``alone``: shape and check digits are enough; ``unnamed``: enough where nothing names another kind of number;
# ``named``: only behind a word that names it, since every tenth number or more passes its check.
Needs = Literal["alone", "unnamed", "named"]


@dataclass(frozen=True, slots=True)
class Number:
    """A national number: ``shape`` is a pattern, ``check`` a module of python-stdnum (empty: its shape is all)."""

    country: str
    shape: str
    check: str
    needs: Needs = "named"
    kind: Kind = "national_id"


_DATE = r"(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d\d"
NUMBERS: tuple[Number, ...] = (
    Number("DE", r"[1-9]\d[ ]\d{3}[ ]\d{3}[ ]\d{3}", "de.idnr", "unnamed"),
    Number("DE", r"[1-9]\d[ /.\-]?\d{3}[ /.\-]?\d{3}[ /.\-]?\d{3}", "de.idnr"),
    Number("DE", r"\d{2}[ ]?\d{6}[ ]?[A-Z][ ]?\d{2}[ ]?\d", "svnr", "unnamed"),
    Number("DE", r"[A-Z]\d{9}", "kvnr"),
    Number("AT", r"\d{4}[ \-]?" + _DATE, "at.vnr"),
    Number("AT", r"\d{2}-?\d{3}/?\d{4}", "at.tin", "named", "tax_id"),
    Number("CH", r"756[. ]?\d{4}[. ]?\d{4}[. ]?\d{2}", "ch.ssn", "unnamed"),
    Number("FR", r"[12378][ .]?\d{2}[ .]?\d{2}[ .]?(?:\d{2}|"
        r"2[AB])[ .]?\d{3}[ .]?\d{3}[ .\-/]{0,3}\d{2}", "fr.nir", "unnamed"),
    Number("FR", r"[0-3]\d[ ]?\d{2}[ ]?\d{3}[ ]?\d{3}[ ]?\d{3}", "fr.nif"),
    Number("ES", r"\d{8}[ .\-]?[A-HJ-NP-TV-Za-hj-np-tv-z]|"
        r"\d{2}\.\d{3}\.\d{3}[ .\-]?[A-HJ-NP-TV-Z]", "es.dni", "unnamed"),
    Number("ES", r"[XYZxyz][ .\-]?\d{7}[ .\-]?[A-HJ-NP-TV-Za-z]", "es.nie", "unnamed"),
    Number("ES", r"\d{2}[ /\-]?\d{8}[ /\-]?\d{2}", "ss_es"),
    Number("IT", r"[A-Za-z]{6}[ ]?[\dA-Za-z]{2}[A-EHLMPR-Ta-ehlmpr-t][ ]?[\dA-Za-z]{2}[ "
        r"]?[A-Za-z][\dA-Za-z]{3}[ ]?[A-Za-z]", "it.codicefiscale", "alone"),
    Number("NL", r"\d{4}[. ]?\d{2}[. ]?\d{3}|\d{3}[. ]\d{3}[. ]\d{3}|\d{9}", "nl.bsn"),
    Number("GB", r"(?!BG|GB|NK|KN|TN|NT|"
        r"ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]([ \-]?)\d{2}\1\d{2}\1\d{2}\1[A-D]", "", "unnamed"),
    Number("GB", r"\d{3}[ \-]?\d{3}[ \-]?\d{4}", "gb.nhs"),
    Number("GB", r"\d{5}[ ]?\d{5}K?", "gb.utr"),
    Number("US", r"(?!000|666|9\d\d)\d{3}[\- ](?!00)\d{2}[\- ](?!0000)\d{4}", "", "unnamed"),
    Number("US", r"(?!000|666|9\d\d)\d{3}(?!00)\d{2}(?!0000)\d{4}", ""),
    Number("US", r"9\d{2}-?[5-9]\d-?\d{4}", "us.itin"),
    Number("US", r"\d{2}-\d{7}", "us.ein", "named", "tax_id"),
    Number("BE", r"\d{2}[.\- ]?\d{2}[.\- ]?\d{2}[.\- ]?\d{3}[.\- ]?\d{2}", "be.nn", "unnamed"),
    Number("PL", r"\d{11}", "pl.pesel"),
    Number("PL", r"\d{3}[\- ]?\d{3}[\- ]?\d{2}[\- ]?\d{2}|\d{3}-\d{2}-\d{2}-\d{3}", "pl.nip", "named", "tax_id"),
    Number("SE", r"(?:\d{2})?\d{6}[\-+]\d{4}", "se.personnummer", "unnamed"),
    Number("SE", r"(?:\d{2})?\d{10}", "se.personnummer"),
    Number("NO", r"\d{6}[ ]?\d{5}", "no.fodselsnummer", "unnamed"),
    Number("DK", _DATE + r"-\d{4}", "dk.cpr", "unnamed"),
    Number("DK", _DATE + r"\d{4}", "dk.cpr"),
    Number("FI", r"\d{6}[+\-A-FU-Y]\d{3}[0-9A-FHJ-NPR-Y]", "fi.hetu", "unnamed"),
    Number("PT", r"[1-9]\d{2}[ ]?\d{3}[ ]?\d{3}", "pt.nif"),
    Number("PT", r"\d{8}[ ]?\d[ ]?[A-Z0-9]{2}\d", "pt.cc", "named"),
    Number("IE", r"\d{7}[A-W][A-IW]?", "ie.pps", "named"),
    Number("CZ", r"\d{6}/\d{3,4}", "cz.rc", "unnamed"),
    Number("RO", r"[1-8]\d{12}", "ro.cnp", "unnamed"),
    Number("BG", r"\d{10}", "bg.egn"),
    Number("GR", r"\d{11}", "gr.amka"),
    Number("HR", r"\d{11}", "hr.oib"),
    Number("SI", r"\d{13}", "si.emso"),
    Number("EE", r"[1-8]\d{10}", "ee.ik"),
    Number("TR", r"[1-9]\d{10}", "tr.tckimlik"),
    Number("BR", r"\d{3}\.\d{3}\.\d{3}-\d{2}", "br.cpf", "unnamed"),
    Number("BR", r"\d{11}", "br.cpf"),
    Number("CA", r"\d{3}[ \-]?\d{3}[ \-]?\d{3}", "ca.sin"),
    Number("CN", r"\d{17}[\dXx]", "cn.ric", "unnamed"),
    Number("KR", r"\d{6}-\d{7}", "kr.rrn", "unnamed"),
    Number("IN", r"\d{4}[ ]?\d{4}[ ]?\d{4}", "in_.aadhaar"),
    Number("IN", r"[A-Z]{5}\d{4}[A-Z]", "in_.pan"),
    Number("MX", r"[A-Z]{4}\d{6}[HM][A-Z]{5}[0-9A-Z]\d", "mx.curp", "alone"),
    Number("AU", r"\d{3}[ ]?\d{3}[ ]?\d{2,3}", "au.tfn"),
    Number("ZA", r"\d{13}", "za.idnr"),
    Number("DE", r"\d{2,3}/\d{3}/\d{4,5}", "de.stnr", "unnamed", "tax_id"),
    Number("DE", r"\d{10,13}", "de.stnr", "named", "tax_id"),
    Number("EU", r"(?:ATU|AT U|BE|BG|CY|CZ|DE|DK|EE|EL|ES|FI|FR|HR|HU|IE|IT|LT|LU|LV|MT|NL|PL|PT|RO|SE|SI|"
        r"SK)(?:[ ]?[0-9A-Z.+*]){8,12}", "eu.vat", "unnamed", "tax_id"),
    Number("AU", r"\d{2}[ ]?\d{3}[ ]?\d{3}[ ]?\d{3}", "au.abn", "named", "tax_id"),
    Number("BR", r"\d{2}\.\d{3}\.\d{3}/\d{4}-\d{2}", "br.cnpj", "unnamed", "tax_id"),
    Number("NO", r"(?:NO[ ]?)?\d{3}[ ]?\d{3}[ ]?\d{3}[ ]?MVA", "no.mva", "alone", "tax_id"),
    Number("NO", r"\d{3}[ ]?\d{3}[ ]?\d{3}", "no.orgnr", "named", "tax_id"),
    Number("IN", r"\d{2}[A-Z]{5}\d{4}[A-Z][0-9A-Z]Z[0-9A-Z]", "in_.gstin", "alone", "tax_id"),
    Number("RU", r"\d{10}(?:\d{2})?", "ru.inn", "named", "tax_id"),
    Number("AR", r"\d{2}-?\d{8}-?\d", "ar.cuit", "named", "tax_id"),
    Number("CL", r"\d{1,2}\.\d{3}\.\d{3}-[\dKk]", "cl.rut", "unnamed"),
    Number("IL", r"\d{9}", "il.idnr"),
    Number("SK", r"\d{6}/\d{3,4}", "sk.rc", "unnamed"),
    Number("LT", r"[3-6]\d{10}", "lt.asmens"),
    Number("GB", r"GB[ ]?\d{3}[ ]?\d{4}[ ]?\d{2}(?:[ ]?\d{3})?", "gb.vat", "unnamed", "tax_id"),
    Number("CH", r"CHE[\- ]?\d{3}\.?\d{3}\.?\d{3}(?: ?(?:MWST|TVA|IVA))?", "ch.uid", "alone", "tax_id"),
    Number("FR", r"\d{3}[ ]?\d{3}[ ]?\d{3}(?:[ ]?\d{5})?", "siren", "named", "tax_id"),
    Number("ES", r"[A-HJ-NP-SUVW][\- ]?\d{7}[\- ]?[0-9A-J]", "es.cif", "named", "tax_id"),
    Number("IT", r"\d{11}", "it.iva", "named", "tax_id"),
    Number("NL", r"\d{9}[ ]?B[ ]?\d{2}", "nl.btw", "unnamed", "tax_id"),
    Number("SE", r"\d{6}-\d{4}", "se.orgnr", "named", "tax_id"),
)  # fmt: skip
# Behind a word that names a passport, an identity card or a driving licence: nothing else tells them apart.
_PAPER = re.compile(
    r"(?<![\w\-./])(?=[A-Z]{0,6}\d?[A-Z]{0,5}\d)(?=(?:[A-Z \-]*\d){4})[A-Z0-9]{1,8}(?:[ "
    r"\-]?[A-Z0-9]{2,9}){0,3}(?![\w\-/]|\.\d)"
)
# What stands behind the word for a national or tax number: six digits or more, in groups.
_CALLED = re.compile(
    r"(?<![\w\-./])(?=(?:[A-Za-z \-./]*\d){6})(?:FR[A-Z0-9]{2} |"
    r"[A-Z]{0,6}-?)\d[A-Z0-9]{0,15}(?:[ \-./][A-Z0-9]{1,11}){0,6}(?![\w])"
)
_BEHIND = frozenset({"national_id", "tax_id"})
_MACHINE = re.compile(r"(?<![A-Z0-9<])(?:[PIACV][A-Z<][A-Z]{3}[A-Z0-9<]{25,39}|[A-Z0-9<]{28,43}\d)(?![A-Z0-9<])")
_JOINED = re.compile(r"[ .\-/+]")


# Where the shapes that are looked for behind a name only may begin: with two digits, or with letters and digits.
_BEGINS = re.compile(
    r"(?<![\w\-/])(?<!\d[.,])(?=[A-Z]{1,5}[ \-]?\d|\d\d)(?=[A-Z]{0,5}[ \-]?(?:\d[A-Z .\-/+]{0,3}+){4})"
)
# Check digits that are reckoned in one text. Behind them a number is taken as it is written: such a text is a register.
CHECKS = 50_000

_Patterns = tuple[tuple[Number, re.Pattern[str]], ...]


@cache
def _patterns(*needs: Needs) -> _Patterns:
    # A dot or a comma before or behind it and then a digit: it is a part of a longer number.
    return tuple(
        (one, re.compile(rf"(?<![\w\-/])(?<!\d[.,])(?:{one.shape})(?![\w/]|-\w|[.,]\d)"))
        for one in NUMBERS
        if one.needs in needs
    )


def identities(text: str) -> Iterator[Span]:
    """National and tax numbers whose check digits are right, and papers that are named."""
    if any(map(str.isdigit, text)):
        checks = _Checks()
        known = [*_by_shape(text, checks), *_behind_names(text, checks)]
        yield from known
        yield from _by_name(text, {span.start: span.kind for span in known})
        yield from _papers(text)


def _by_shape(text: str, checks: "_Checks") -> Iterator[Span]:
    for number, pattern in _patterns("alone", "unnamed"):
        for found in pattern.finditer(text):
            if _meant(number, named(text, found.start())) and checks.right(number, found[0]):
                yield Span(found.start(), found.end(), number.kind)


def _behind_names(text: str, checks: "_Checks") -> Iterator[Span]:
    """What only a name makes a number of somebody is looked for behind names only: most of the shapes are such."""
    ends = dict.fromkeys(_patterns("named"), 0)
    for begin in _BEGINS.finditer(text):
        at = begin.start()
        if _BEHIND & named(text, at):
            for one in _patterns("named"):
                if at >= ends[one] and (found := one[1].match(text, at)) is not None:
                    ends[one] = found.end()
                    if checks.right(one[0], found[0]):
                        yield Span(at, found.end(), one[0].kind)


def _by_name(text: str, known: Mapping[int, Kind]) -> Iterator[Span]:
    """Behind its name a number with a typing error is somebody's, too."""
    for found in _CALLED.finditer(text):
        kinds = named(text, found.start())
        called = [kind for kind in KINDS if kind in _BEHIND and kind in kinds]
        if called:
            yield Span(found.start(), found.end(), known.get(found.start(), called[0]))


def _papers(text: str) -> Iterator[Span]:
    for found in _PAPER.finditer(text):
        if "passport" in named(text, found.start()):
            yield Span(found.start(), found.end(), "passport")
    for found in _MACHINE.finditer(text):
        if found[0].count("<") >= 3 and "<<" in found[0]:
            yield Span(found.start(), found.end(), "passport")


def _meant(number: Number, kinds: frozenset[str]) -> bool:
    if number.needs == "alone" or number.kind in kinds or _BEHIND & kinds:
        return True
    return number.needs == "unnamed" and not kinds


class _Checks:
    """Reckons the check digits of one text's numbers, so many of them."""

    def __init__(self) -> None:
        self._left = CHECKS

    def right(self, number: Number, text: str) -> bool:
        """Whether a number's check digits are right, or too many were looked at before."""
        self._left -= 1
        if self._left < 0 or not number.check:
            return True
        check = _OWN.get(number.check)
        return check(_JOINED.sub("", text)) if check is not None else _stdnum(number.check)(text)


@cache
def _stdnum(check: str) -> Callable[[str], bool]:
    return cast("Callable[[str], bool]", import_module(f"stdnum.{check}").is_valid)


def _svnr(text: str) -> bool:
    """The German pension insurance's number (§ 2 VKVV): area, date of birth, initial, serial, check digit."""
    day, month, initial = int(text[2:4]), int(text[4:6]), f"{ord(text[8]) - 64:02}"
    digits = text[:8] + initial + text[9:11]
    factors = (2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1)
    total = sum(sum(divmod(int(one) * factor, 10)) for one, factor in zip(digits, factors, strict=True))
    return 1 <= day <= 81 and 1 <= month <= 12 and total % 10 == int(text[11])


def _kvnr(text: str) -> bool:
    """The German health insurance's number (§ 290 SGB V): a letter as two digits, then Luhn's from the left."""
    digits = f"{ord(text[0]) - 64:02}{text[1:9]}"
    return sum(sum(divmod(int(one) * (1 + at % 2), 10)) for at, one in enumerate(digits)) % 10 == int(text[9])


def _ss_es(text: str) -> bool:
    """The Spanish social security's number: the last two digits are the rest by 97."""
    number = int(text[2:10])
    before = int(text[:2]) * 10**7 + number if number < 10**7 else int(text[:10])
    return before % 97 == int(text[10:])


def _siren(text: str) -> bool:
    return bool(import_module("stdnum.fr.siret" if len(text) == 14 else "stdnum.fr.siren").is_valid(text))


_OWN: dict[str, Callable[[str], bool]] = {"svnr": _svnr, "kvnr": _kvnr, "ss_es": _ss_es, "siren": _siren}
