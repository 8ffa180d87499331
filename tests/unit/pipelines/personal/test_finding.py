"""What of a text is personal: found where it stands, and nothing else."""

import random
from itertools import pairwise

import pytest

from pipelines.personal.finding import found
from tests.growth import LINEAR, growth


def kinds(text: str, **how: object) -> list[tuple[str, str]]:
    """What was found, as kinds and words."""
    return [(span.kind, text[span.start : span.end]) for span in found(text, **how)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("Schreib an jürgen.groß@müller-söhne.de.", "email", "jürgen.groß@müller-söhne.de"),
        ("name (at) host dot de", "email", "name (at) host dot de"),
        ("Ruf +49 (0)30 901820 an", "phone", "+49 (0)30 901820"),
        ("Tel.030 1234567", "phone", "030 1234567"),
        ("Tél. 06.15.98.44.67", "phone", "06.15.98.44.67"),
        ("DE89\u00a03704\u00a00044\u00a00532\u00a00130\u00a000 "
         "bei uns", "iban", "DE89\u00a03704\u00a00044\u00a00532\u00a00130\u00a000"),
        ("de89370400440532013000", "iban", "de89370400440532013000"),
        ("４１１１ １１１１ １１１１ １１１１", "card", "４１１１ １１１１ １１１１ １１１１"),
        ("Steuer-ID: 86 095 742 719", "national_id", "86 095 742 719"),
        ("NIR 1 84 12 76 451 089 46", "national_id", "1 84 12 76 451 089 46"),
        ("con DNI 12345678-Z", "national_id", "12345678-Z"),
        ("SSN 078-05-1120", "national_id", "078-05-1120"),
        ("RVNR 65 170839 J 00 3", "national_id", "65 170839 J 00 3"),
        ("USt-IdNr. DE136695976", "tax_id", "DE136695976"),
        ("Reisepass C01X0006H, gültig", "passport", "C01X0006H"),
        ("geboren am 3. März 1990 in Ulm", "birth_date", "3. März 1990"),
        ("login from 84.112.33.178", "ip_address", "84.112.33.178"),
        ("password: Sommer2024!", "secret", "Sommer2024!"),
        ("export AWS_KEY=AKIAIOSFODNN7EXAMPLE", "secret", "AKIAIOSFODNN7EXAMPLE"),
        ("postgres://app:s3cr3t-pw@db/app", "secret", "s3cr3t-pw"),
        ("an\u00adna@firma.de", "email", "an\u00adna@firma.de"),
    ],
)  # fmt: skip
def test_it_stands_where_it_was_found(text: str, kind: str, value: str) -> None:
    """Offsets are the original text's, whatever spaces, digits and unseen signs it is written with."""
    assert kinds(text) == [(kind, value)]


@pytest.mark.parametrize(
    "text",
    [
        "Order 4111111111111111 has shipped",
        "Rechnung 86095742719 vom Mai",
        "ISBN 978-3-16-148410-0",
        "version 10.0.19041.1 and 1.2.3.4",
        "am 12.03.2024 um 10:30",
        "52.520008, 13.404954",
        "commit 9fceb02d0ae598e95dc970b74767f19372d61af8",
        "Passwort: mindestens 12 Zeichen",
        "look at library.org and at marta.io, meet at noon.",
        "logo@2x.png und git@github.com:a/b.git",
        "6 000 000 Menschen",
        "10.0.0.17 im Haus",
        "",
    ],
)
def test_what_is_nobodys_is_left_alone(text: str) -> None:
    """Numbers of things, dates, versions and rules are no alarm."""
    assert kinds(text) == []


def test_a_private_key_goes_to_its_end() -> None:
    """Every line of it, and all that follows where it has none."""
    key = "-----BEGIN RSA PRIVATE KEY-----\nMIIE\nabc\n-----END RSA PRIVATE KEY-----"
    assert kinds(f"x {key} y") == [("secret", key)]
    assert kinds("x " + key[:40]) == [("secret", key[:40])]


def test_names_are_found_by_what_stands_beside_them() -> None:
    """A form of address, a greeting, a signature, a mail address; and only where names are asked for."""
    text = "Liebe Anna,\nFrau Dr. Eva von Stein kommt. Paul Meier geht.\nGrüße\nJan Kurz\npaul.meier@x.de"
    names = [value for kind, value in kinds(text, without=()) if kind == "person"]
    assert names == ["Anna", "Eva von Stein", "Paul Meier", "Jan Kurz"]
    assert [kind for kind, _ in kinds(text)] == ["email"]


def test_spans_never_meet_and_stand_in_order() -> None:
    """Whatever a text is made of."""
    dice = random.Random(7)
    signs = "0123456789 +-./@:aZ\u200b\u00a0DE89 password= Tel. born"
    for _ in range(300):
        text = "".join(dice.choice(signs) for _ in range(120))
        spans = found(text, without=())
        assert all(0 <= span.start < span.end <= len(text) for span in spans)
        assert all(one.end <= other.start for one, other in pairwise(spans))


HOSTILE = (
    *("1 ", "a@", "030 12 34 ", "password=Ab1 ", "-----BEGIN PRIVATE KEY-----", "A1-", "a at b dot "),
    *("7", "-", "@", "<", ".1", "12345678901 ", "tax id 12345678901 ", "DE12 A1B2 ", "passport A1B2C3D4 ", "a.b@c."),
    *("+49 30 12 34 ", "(030) 123-4567 ", "8.8.4.4 ", "ab:", "born 1 ", "Dr. ", "eyJabc.", "4111 1111 ", "\u200b1"),
)


@pytest.mark.parametrize("piece", HOSTILE)
def test_time_grows_with_length(piece: str) -> None:
    """Twice the text, twice the time, of whatever it is made."""
    assert growth(lambda size: found(piece * (size // len(piece)), without=()), 20_000) <= 1.3 * LINEAR
