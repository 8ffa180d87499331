"""The half to build with: numbers made here from the countries' rules, in sentences that name them or do not."""

import random
import string
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any

from tests.bench.personal.item import Item

SEED, EACH = 25, 4
Make = Callable[[random.Random], str]

# By country: words before a number of a kind, and a sentence that does not say what it is.
BARE = {
    "DE": "Bitte nehmen Sie {}.",
    "FR": "Merci de noter {} pour la suite.",
    "ES": "Anote {} para el trámite.",
    "IT": "Annotare {} per la pratica.",
    "GB": "Please note {} for later.",
    "NL": "Noteer {} voor later.",
    "US": "Write down {} before you leave.",
}
NAMED: dict[tuple[str, str], str] = {
    ("phone", "DE"): "Telefon: {}",
    ("phone", "FR"): "Tél. {}",
    ("phone", "ES"): "Teléfono {}",
    ("phone", "IT"): "Cellulare: {}",
    ("phone", "GB"): "Call us on {}.",
    ("phone", "NL"): "Tel. {}",
    ("phone", "US"): "Phone: {}",
    ("card", "DE"): "Kreditkarte {} gültig bis 09/28",
    ("card", "GB"): "Paid with Visa {}.",
    ("birth_date", "DE"): "geboren am {} in Köln",
    ("birth_date", "FR"): "née le {} à Lyon",
    ("birth_date", "ES"): "Fecha de nacimiento: {}",
    ("birth_date", "IT"): "nato il {} a Roma",
    ("birth_date", "GB"): "Date of birth: {}",
    ("birth_date", "NL"): "Geboortedatum {}",
    ("passport", "DE"): "Reisepass-Nr.: {}",
    ("passport", "FR"): "Numéro de passeport : {}",
    ("passport", "ES"): "Pasaporte {}",
    ("passport", "IT"): "Passaporto n. {}",
    ("passport", "GB"): "Passport number {} expires soon.",
    ("national_id", "DE"): "Steuer-ID: {}",
    ("national_id", "NL"): "BSN {}",
    ("national_id", "US"): "SSN: {}",
    ("national_id", "PL"): "PESEL {}",
    ("tax_id", "DE"): "USt-IdNr. {}",
    ("tax_id", "FR"): "TVA {}",
    ("tax_id", "ES"): "CIF: {}",
    ("tax_id", "IT"): "P. IVA {}",
}


def personal() -> Iterator[Item]:
    """What should be found."""
    dice = random.Random(SEED)
    for kind, country, makes in _MAKES:
        for number in range(EACH * 3):
            value = makes[number % len(makes)](dice)
            named = NAMED.get((kind, country))
            # Every third stands without a word, where its shape alone may say it.
            form = (
                BARE.get(country, BARE["GB"])
                if named is None or (number % 3 == 0 and (kind, country) not in SAYS)
                else named
            )
            yield Item(kind, country, form.format(value), value)


def lookalikes() -> Iterator[Item]:
    """What is nobody's."""
    dice = random.Random(SEED + 1)
    for kind, forms in _OTHERS.items():
        for number in range(36):
            country, form, make = forms[number % len(forms)]
            value = make(dice)
            yield Item(kind, country, form.format(value), value, personal=False)


def _digits(dice: random.Random, shape: str) -> str:
    """``#`` is a digit, ``?`` a capital, ``%`` a digit but nought."""
    signs: dict[str, Callable[[], str]] = {
        "#": lambda: dice.choice(string.digits),
        "%": lambda: dice.choice("123456789"),
        "?": lambda: dice.choice("ABCDEFGHJKLMNPRSTUVWXYZ"),
        "~": lambda: dice.choice("0123456789abcdef"),
        "*": lambda: dice.choice(string.ascii_letters + string.digits),
    }
    return "".join(signs[sign]() if sign in signs else sign for sign in shape)


def shaped(shape: str) -> Make:
    """Makes of a shape."""
    return lambda dice: _digits(dice, shape)


def _checked(module: str, shape: str, grouped: str = "") -> Make:
    """Of a shape, tried until the check digits are right; ``grouped`` puts what ``{}`` stands for apart."""

    def make(dice: random.Random) -> str:
        valid: Any = import_module(f"stdnum.{module}").is_valid
        while not valid(value := _digits(dice, shape)):
            pass
        signs = iter(value)
        return "".join(next(signs) if sign == "_" else sign for sign in grouped) if grouped else value

    return make


def _date(form: str) -> Make:
    return lambda dice: form.format(d=dice.randint(1, 28), m=dice.randint(1, 12), y=dice.randint(1940, 2005))


def _iban(country: str, spaced: bool) -> Make:
    def make(dice: random.Random) -> str:
        from schwifty import IBAN

        lengths = {"DE": "##################", "FR": "######################*", "ES": "####################"}
        shapes = {**lengths, "NL": "ABNA##########", "GB": "NWBK##############", "IT": "X######################"}
        while True:
            rest = _digits(dice, shapes[country].replace("*", "#"))
            check = 98 - int("".join(str(int(one, 36)) for one in f"{rest}{country}00")) % 97
            made = f"{country}{check:02}{rest}"
            if IBAN(made, allow_invalid=True).is_valid:
                return " ".join(made[at : at + 4] for at in range(0, len(made), 4)) if spaced else made

    return make


def _card(shape: str, grouped: str = "") -> Make:
    return _checked("luhn", shape, grouped)


def _italian(dice: random.Random) -> str:
    from stdnum.it import codicefiscale

    month = dice.choice("ABCDEHLMPRST")
    made = _digits(dice, f"??????%#{month}") + f"{dice.randint(1, 28):02}" + _digits(dice, "?###")
    return made + str(codicefiscale.calc_check_digit(made))


def _dated(module: str, form: str) -> Make:
    """With a date of birth in it, then tried until the check digits are right."""

    def make(dice: random.Random) -> str:
        valid: Any = import_module(f"stdnum.{module}").is_valid
        while True:
            value = _digits(dice, form.format(d=dice.randint(1, 28), m=dice.randint(1, 12), y=dice.randint(50, 99)))
            if valid(value):
                return value

    return make


def _mail(dice: random.Random) -> str:
    first, last = (
        dice.choice(("anna", "luis", "marie", "p.van", "j")),
        dice.choice(("schmidt", "garcia", "o-neil", "rossi2")),
    )
    host = dice.choice(("firma.de", "mail.example.co.uk", "uni-köln.de", "azienda.it", "entreprise.fr"))
    return dice.choice(
        (f"{first}.{last}@{host}", f"{last}_{first}@{host}", f"{first}+news@{host}", f"{first} (at) firma dot de")
    )


_HEX = shaped("~" * 40)
_MAKES: tuple[tuple[str, str, tuple[Make, ...]], ...] = (
    *(("email", country, (_mail,)) for country in ("DE", "FR", "ES", "IT", "GB")),
    (
        "phone",
        "DE",
        (shaped("+49 30 %######"), shaped("030 %######"), shaped("+49 (0)89 %#######"), shaped("0171/%######")),
    ),
    ("phone", "FR", (shaped("+33 1 4# ## ## ##"), shaped("01 4# ## ## ##"), shaped("06.1#.##.##.##"))),
    ("phone", "ES", (shaped("+34 61# ### ###"), shaped("91 5## ## ##"), shaped("0034 61#######"))),
    ("phone", "IT", (shaped("+39 347 %######"), shaped("06 6982####"), shaped("347 %######"))),
    ("phone", "GB", (shaped("+44 20 7946 ####"), shaped("020 7946 ####"), shaped("07700 900###"))),
    ("phone", "US", (shaped("(212) 555-01##"), shaped("+1 415 555 ####"), shaped("650-253-####"))),
    *(
        ("iban", country, (_iban(country, True), _iban(country, False)))
        for country in ("DE", "FR", "ES", "IT", "GB", "NL")
    ),
    ("card", "DE", (_card("4###############", "____ ____ ____ ____"), _card("5500############"))),
    ("card", "GB", (_card("37#############", "____ ______ _____"), _card("6011############", "____-____-____-____"))),
    ("national_id", "DE", (_checked("de.idnr", "%##########"), _checked("de.idnr", "%##########", "__ ___ ___ ___"))),
    (
        "national_id",
        "FR",
        (
            _checked("fr.nir", "1840%7##########"[:15]),
            _checked("fr.nir", "2920%7##########"[:15], "_ __ __ __ ___ ___ __"),
        ),
    ),
    (
        "national_id",
        "ES",
        (
            _checked("es.dni", "########?"),
            _checked("es.nie", "X#######?"),
            _checked("es.dni", "########?", "________-_"),
        ),
    ),
    ("national_id", "IT", (_italian,)),
    ("national_id", "GB", (shaped("AB ## ## ## C"), shaped("JG######D"))),
    ("national_id", "NL", (_checked("nl.bsn", "%########"), _checked("nl.bsn", "%########", "____.__.___"))),
    ("national_id", "US", (shaped("2##-%2-%###"),)),
    ("national_id", "BE", (_dated("be.nn", "{y}.{m:02}.{d:02}-###.##"),)),
    ("national_id", "PL", (_dated("pl.pesel", "{y}{m:02}{d:02}#####"),)),
    ("national_id", "SE", (_dated("se.personnummer", "{y}{m:02}{d:02}-####"),)),
    ("tax_id", "DE", (_checked("de.vat", "%########", "DE_________"),)),
    ("tax_id", "FR", (_checked("fr.tva", "%##########", "FR___________"),)),
    ("tax_id", "ES", (_checked("es.cif", "B########"),)),
    ("tax_id", "IT", (_checked("it.iva", "0##########"),)),
    ("passport", "DE", (shaped("C%?##?###"), shaped("L01X%%?#%"))),
    ("passport", "FR", (shaped("##??#####"),)),
    ("passport", "ES", (shaped("???######"),)),
    ("passport", "IT", (shaped("??#######"),)),
    ("passport", "GB", (shaped("%########"),)),
    ("birth_date", "DE", (_date("{d:02}.{m:02}.{y}"), _date("{d}. März {y}"))),
    ("birth_date", "FR", (_date("{d:02}/{m:02}/{y}"), _date("{d} août {y}"))),
    ("birth_date", "ES", (_date("{d:02}/{m:02}/{y}"), _date("{d} de abril de {y}"))),
    ("birth_date", "IT", (_date("{d:02}/{m:02}/{y}"), _date("{d} luglio {y}"))),
    ("birth_date", "GB", (_date("{y}-{m:02}-{d:02}"), _date("{d} May {y}"))),
    (
        "secret",
        "any",
        (
            shaped("ghp_" + "*" * 36),
            shaped("AKIA" + "?" * 16),
            shaped("sk-" + "*" * 40),
            shaped("xoxb-##########-" + "*" * 20),
            shaped("AIza" + "*" * 35),
            shaped("eyJ" + "*" * 20 + ".eyJ" + "*" * 40 + "." + "*" * 30),
        ),
    ),
    ("secret", "GB", (lambda dice: _digits(dice, "**#?**!#**"),)),
    ("ip_address", "any", (shaped("84.1#%.2%.1%#"), shaped("2003:e%:%~~~:1~~~::%~~"))),
)
NAMED |= {("secret", "GB"): "The password is {}"}
# What no shape tells: without its word nobody knows what it is.
SAYS = frozenset(
    (kind, country)
    for kind, countries in {
        "passport": ("DE", "FR", "ES", "IT", "GB"),
        "birth_date": ("DE", "FR", "ES", "IT", "GB", "NL"),
        "national_id": ("DE", "NL", "PL"),
        "tax_id": ("ES", "IT"),
        "secret": ("GB",),
    }.items()
    for country in countries
)

_OTHERS: dict[str, tuple[tuple[str, str, Make], ...]] = {
    "order number": (
        ("DE", "Bestellnummer {} ist unterwegs.", shaped("%#########")),
        ("GB", "Order {} has shipped.", shaped("%##-#######-#######")),
        ("FR", "Commande n° {} expédiée.", shaped("%########")),
        ("ES", "Pedido {} enviado.", shaped("%###############")),
    ),
    "invoice number": (
        ("DE", "Rechnung Nr. {} vom Mai", shaped("2024########")),
        ("GB", "Invoice INV-{} is due.", shaped("2024-######")),
        ("IT", "Fattura {} pagata", shaped("%#######/2024")),
    ),
    "version": (
        ("any", "Upgrade to version {} now.", shaped("1#.0.1%###.#")),
        ("any", "Python {} or later", shaped("3.1%.%")),
        ("any", "Chrome/{} Safari", shaped("11#.0.5###.1##")),
        ("any", "firmware v{} fixes it", shaped("1#%.2#.1##.1%#")),
    ),
    "date": (
        ("DE", "Die Sitzung ist am {} im Rathaus.", _date("{d:02}.{m:02}.{y}")),
        ("US", "Published on {}.", _date("{m}/{d}/{y}")),
        ("any", "Log 2026: {}T08:15:22Z started", _date("{y}-{m:02}-{d:02}")),
        ("any", "Backup {} finished", _date("{y}{m:02}{d:02}121530")),
    ),
    "isbn": (
        ("any", "ISBN {}", shaped("978-3-16-######-#")),
        ("any", "ISBN-13: {}", shaped("9783#########")),
        ("any", "siehe ISBN {} im Regal", shaped("3-%#-######-#")),
        ("any", "EAN {} am Regal", shaped("40############"[:13])),
    ),
    "article number": (
        ("DE", "Artikelnummer {} ist vergriffen.", shaped("%##.###.###")),
        ("FR", "Réf. {} en stock", shaped("%########")),
        ("GB", "SKU {} is in stock.", shaped("??-####-??")),
        ("DE", "Art.-Nr. {}", shaped("0%# %######")),
    ),
    "part number": (
        ("any", "Use part {} as replacement.", shaped("?##-####-###")),
        ("any", "Dichtung Teilenummer {} bestellen", shaped("A%## ### ## ##")),
        ("any", "Serial number {} on the back", shaped("%##########")),
        ("any", "bearing 6204-{} fits", shaped("2RS#")),
    ),
    "coordinates": (
        ("any", "The hut stands at {}.", shaped("47.#####, 11.#####")),
        ("any", "GPS {} N", shaped("5# %# 1#.###")),
        ("any", "lat/lon {}", shaped("5#.######,13.######")),
    ),
    "hash": (
        ("any", "commit {} broke it", _HEX),
        ("any", "sha256: {}", shaped("~" * 64)),
        ("any", "id {}", shaped("~~~~~~~~-~~~~-4~~~-a~~~-~~~~~~~~~~~~")),
    ),
    "amount": (
        ("DE", "Der Umsatz betrug {} Euro.", shaped("% ### ### ###")),
        ("DE", "zusammen {} EUR", shaped("%##.###.###,##")),
        ("GB", "a population of {} people", shaped("%,###,###")),
    ),
    "norm": (
        ("any", "nach DIN EN ISO {}", shaped("9001:201%-1%")),
        ("any", "see RFC {} section 4.1.2.3", shaped("%###")),
        ("any", "Aktenzeichen {}", shaped("12 O %##/2#")),
        ("any", "§ {} BGB", shaped("%## Abs. %")),
    ),
    "rule about passwords": (
        ("any", "A password must be {} characters long.", shaped("1#")),
        ("DE", "Passwort: mindestens {} Zeichen", shaped("1#")),
        ("any", "Your password is case-sensitive since {}.", shaped("20##")),
        ("any", "token: see page {}", shaped("1##")),
    ),
}
