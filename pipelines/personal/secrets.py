"""Secrets: keys that are known by how they begin, and what stands behind a word such as ``password``."""

import math
import re
from collections import Counter
from collections.abc import Iterator

from pipelines.personal.spans import Span

# As the issuers document them. Each begins where no letter or digit stands before.
_KNOWN = (
    r"sk-(?:ant-|proj-|or-v1-|svcacct-)?[A-Za-z0-9_\-]{20,200}",
    r"gh[pousr]_[A-Za-z0-9]{30,255}|github_pat_[A-Za-z0-9_]{22,255}",
    r"gl(?:pat|ptt|dt|rt|cbt|oas|agent|soat|ft|imt|ffct)-[A-Za-z0-9_.\-]{20,300}",
    r"(?:AKIA|ASIA|ABIA|ACCA|AROA|AIDA)[A-Z0-9]{16}",
    r"xox[abeoprs]-[A-Za-z0-9\-]{10,250}|xapp-\d-[A-Za-z0-9\-]{10,250}",
    r"AIza[A-Za-z0-9_\-]{35}|ya29\.[A-Za-z0-9_\-]{20,300}|GOCSPX-[A-Za-z0-9_\-]{20,40}",
    r"[sprw]k_(?:live|test)_[A-Za-z0-9]{10,250}|whsec_[A-Za-z0-9+/=]{16,100}",
    r"SG\.[A-Za-z0-9_\-]{16,64}\.[A-Za-z0-9_\-]{16,64}",
    r"npm_[A-Za-z0-9]{36}|pypi-[A-Za-z0-9_\-]{50,250}|hf_[A-Za-z0-9]{30,40}|rdk_[A-Za-z0-9_\-]{16,100}",
    r"do[opr]_v1_[a-f0-9]{64}|shp(?:at|ca|pa|ss)_[a-fA-F0-9]{32}|dapi[a-f0-9]{32}|lin_api_[A-Za-z0-9]{40}",
    r"key-[a-f0-9]{32}|AGE-SECRET-KEY-1[A-Z0-9]{58}|sq0(?:atp|csp)-[A-Za-z0-9_\-]{22,43}|EAAA[A-Za-z0-9_\-]{60}",
    r"(?:SK|AC)[a-f0-9]{32}|\d{8,10}:AA[A-Za-z0-9_\-]{33}|"
    r"[MNO][A-Za-z0-9_\-]{23,25}\.[A-Za-z0-9_\-]{6}\.[A-Za-z0-9_\-]{27,38}",
    r"hvs\.[A-Za-z0-9_\-]{24,200}|dckr_pat_[A-Za-z0-9_\-]{27}|ATATT3[A-Za-z0-9_\-=]{50,250}|NRAK-[A-Z0-9]{27}",
    r"tvly-[A-Za-z0-9\-]{20,60}|gsk_[A-Za-z0-9]{40,60}|pplx-[A-Za-z0-9]{40,60}|r8_[A-Za-z0-9]{30,45}|"
    r"xai-[A-Za-z0-9]{60,90}",
    r"eyJ[A-Za-z0-9_\-]{8,2000}\.eyJ[A-Za-z0-9_\-]{8,4000}\.[A-Za-z0-9_\-]{0,1000}",
    r"https://hooks\.slack\.com/services/[A-Za-z0-9/]{20,90}|"
    r"https://discord(?:app)?\.com/api/webhooks/\d{15,20}/[\w\-]{40,90}",
)
_PREFIXED = re.compile(rf"(?=\w)(?<![A-Za-z0-9_])(?:{'|'.join(_KNOWN)})")
_BEGIN = re.compile(r"-----BEGIN (?:[A-Z0-9]{1,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----")
_LONGEST_BLOCK = 20_000
# Password in an address, RFC 3986's userinfo.
_USERINFO = re.compile(
    r"(?<![\w+.\-])[a-z][a-z0-9+.\-]{1,20}://[^\s:@/]{0,64}:(?P<value>[^\s@/]{3,128})@", re.IGNORECASE
)
_WORD = (
    r"pass(?:word|wort|phrase|wd|code)|password\w{0,8}|passwort|kennwort|kennwörter|zugangscode|mot de passe|"
    r"mdp|contraseña|contrasena|clave|contrasenya|"
    r"senha|parola(?: d'ordine)?|parole|parool|wachtwoord|hasło|haslo|lösenord|adgangskode|passord|lykilorð|salasana|"
    r"heslo|geslo|lozinka|zaporka|slaptažodis|jelsz[óo]|şifre(?:si)?|sifre|парол[ьа]|лозинка|κωδικός(?: πρόσβασης)?|"
    r"συνθηματικό|パスワード|暗証番号|密码|密碼|口令|비밀번호|암호|סיסמה|كلمة (?:السر|المرور)|mật khẩu|kata sandi|"
    r"รหัสผ่าน|पासवर्ड|passw|pwd|pw"
)
_WORDS = re.compile(_WORD)
_NAME = (
    rf"{_WORD}|"
    r"psk|pin|puk|tan|"
    r"api[ _\-]?(?:key|token|secret|schlüssel)|(?:access|secret|private|auth|client|signing|encryption|master|"
    r"refresh|bearer|account|shared|consumer)"
    r"[ _\-]?(?:access[ _\-]?)?(?:key|token|secret)|secret|geheimnis|token|credential|zugangsschlüssel|"
    r"schlüssel|license[ _\-]?key|webhook[ _\-]?secret|accountkey|sharedaccesskey"
)
_ASSIGNED = re.compile(
    rf"(?=\w)(?<![^\W_])(?P<name>{_NAME})s?(?:[\"'`*]{{0,3}} ?(?::=|=>|[:=]|\bis\b|\bist\b|\blautet\b|"
    rf"\best[eá]?\b|\bes\b|\bje\b|\bjest\b|\bär\b|\ber\b|\bon\b|\bé\b|\bè\b|"
    rf"\bείναι\b|\bэто\b|は|为|是|→) ?|[ ]?[|\t] ?)[\"'`*“„«]{{0,3}}"
    r"(?P<value>[^\s\"'`“”„«»|,;<>]{4,300})",
    re.IGNORECASE,
)
_BEARER = re.compile(r"(?<!\w)(?:bearer|basic|token) (?P<value>[A-Za-z0-9_\-.=+/~]{16,2000})", re.IGNORECASE)
_SHORT = frozenset({"pin", "puk", "tan"})
# Names of what goes there, and words of rules about passwords.
_EMPTY = re.compile(
    r"[*•x.…_\-#?]+|\$?\{.*|<.*|%.*|\[.*|\(.*|your.*|example.*|changeme|null|none|true|false|redacted.*|https?://.*",
    re.IGNORECASE,
)
_ENTROPY = 2.6
# Small letters and capitals that take turns: a key that happens to have no digit.
_LETTERED = re.compile(r"(?:[a-z]+[A-Z]+){6}")


def secrets(text: str) -> Iterator[Span]:
    """Keys, tokens, passwords and private keys."""
    yield from _prefixed(text)
    yield from _blocks(text)
    yield from _assigned(text)


def _prefixed(text: str) -> Iterator[Span]:
    for found in _PREFIXED.finditer(text):
        if any(map(str.isdigit, found[0])) or found[0].startswith(("AKIA", "ASIA")) or _LETTERED.search(found[0]):
            yield Span(found.start(), found.end(), "secret")


def _assigned(text: str) -> Iterator[Span]:
    for found in _USERINFO.finditer(text):
        if not _EMPTY.fullmatch(found["value"]):
            yield Span(*found.span("value"), "secret")
    for found in _ASSIGNED.finditer(text):
        value = found["value"].rstrip(".)]}*:")
        if value and _is_secret(found["name"].lower(), value):
            yield Span(found.start("value"), found.start("value") + len(value), "secret")
    for found in _BEARER.finditer(text):
        if _mixed(found["value"], 16):
            yield Span(*found.span("value"), "secret")


def _blocks(text: str) -> Iterator[Span]:
    """Private keys in PEM (RFC 7468); one without its end goes on to the end of the text."""
    at = 0
    while (found := _BEGIN.search(text, at)) is not None:
        end = text.find("-----END ", found.end(), found.end() + _LONGEST_BLOCK)
        close = text.find("-----", end + 9) if end >= 0 else -1
        at = close + 5 if close >= 0 else min(len(text), found.end() + _LONGEST_BLOCK)
        yield Span(found.start(), at, "secret")


def _is_secret(name: str, value: str) -> bool:
    if _EMPTY.fullmatch(value):
        return False
    if name in _SHORT:
        return value.isdigit() and 4 <= len(value) <= 8
    if not value.isascii() and value.isalpha():
        return False
    if _WORDS.match(name):
        return _mixed(value, 5)
    return _mixed(value, 8)


def _mixed(value: str, least: int) -> bool:
    """Whether it is no word: letters and digits or signs, and not the same one again and again."""
    kinds = sum(
        map(
            bool,
            (
                re.search(r"[a-z]", value),
                re.search(r"[A-Z]", value),
                re.search(r"\d", value),
                re.search(r"[^\w]", value),
            ),
        )
    )
    letters_only = re.fullmatch(r"[^\W\d_]+(?:[\-'’/.][^\W\d_]+)*", value) is not None
    camel = re.search(r"[a-z][A-Z]", value) is not None and len(value) >= 12
    return (
        len(value) >= least
        and (camel or not letters_only)
        and kinds >= 2
        and _entropy(value) >= min(_ENTROPY, math.log2(len(value)) - 0.7)
    )


def _entropy(value: str) -> float:
    counts = Counter(value)
    return -sum(n / len(value) * math.log2(n / len(value)) for n in counts.values())
