"""The half held back: made by Faker and by the examples of the libraries' own data, in sentences of another hand.

Nothing here knows the detector's rules. Only its sums are printed; nobody reads its mistakes to mend them.
"""

import random
import re
from collections.abc import Callable, Iterator
from datetime import date
from importlib import import_module

from faker import Faker

from tests.bench.personal.item import Item

SEED, EACH = 4_711, 6
LOCALES = {
    "DE": "de_DE",
    "FR": "fr_FR",
    "ES": "es_ES",
    "IT": "it_IT",
    "GB": "en_GB",
    "NL": "nl_NL",
    "US": "en_US",
    "PL": "pl_PL",
}
SENTENCES: dict[str, tuple[str, ...]] = {
    "email": ("Write to {} with questions.", "Fragen beantwortet {}.", "Contact : {}", "Kopie an {}, danke"),
    "phone": ("Tel.: {}", "You can reach me at {} after five.", "Mobil {}", "Téléphone : {}", "Ruf mich unter {} an."),
    "iban": ("IBAN: {}", "Bitte auf {} überweisen.", "Transfer it to {} by Friday."),
    "card": ("My card is {}, expiring 04/29.", "Kartennummer {}", "{} was declined."),
    "national_id": (),
    "tax_id": ("VAT ID {}", "USt-IdNr.: {}", "N° TVA {}"),
    "birth_date": ("She was born on {}.", "Geburtsdatum: {}", "né le {}", "Data di nascita: {}", "DOB {}"),
    "passport": ("Passport no. {}", "Reisepassnummer: {}", "passeport {}"),
    "ip_address": ("The login came from {}.", "Client {} wurde gesperrt."),
    "secret": ("password={}", "Das Passwort lautet {}", "API_KEY: {}", 'client_secret = "{}"'),
}
ID_SENTENCES = {
    "DE": ("Seine Steueridentifikationsnummer ist {}.",),
    "FR": ("Numéro de sécurité sociale : {}",),
    "ES": ("con DNI/NIE {}", "La titular es {}."),
    "IT": ("Codice fiscale {}", "la persona {} risiede a Torino"),
    "GB": ("National Insurance number {}", "on file: {}"),
    "NL": ("burgerservicenummer {}",),
    "US": ("Social security number {}", "her number, {}, was leaked"),
    "PL": ("numer PESEL: {}",),
}
# What the examples of python-stdnum are called, where they are people's and not companies'.
EXAMPLES = {
    "de.idnr": "Steuer-ID",
    "fr.nir": "NIR",
    "es.dni": "DNI",
    "es.nie": "NIE",
    "it.codicefiscale": "codice fiscale",
    "nl.bsn": "BSN",
    "be.nn": "numéro national",
    "pl.pesel": "PESEL",
    "se.personnummer": "personnummer",
    "fi.hetu": "henkilötunnus",
    "dk.cpr": "CPR",
    "no.fodselsnummer": "fødselsnummer",
    "ch.ssn": "AHV",
    "pt.cc": "cartão de cidadão",
    "cz.rc": "rodné číslo",
    "ie.pps": "PPS number",
    "at.vnr": "SVNR",
    "ro.cnp": "CNP",
    "bg.egn": "EGN",
    "gr.amka": "AMKA",
    "hr.oib": "OIB",
    "br.cpf": "CPF",
    "ca.sin": "SIN",
    "us.ssn": "SSN",
    "gb.nhs": "NHS number",
    "gb.utr": "UTR",
    "us.itin": "ITIN",
    "es.nif": "NIF",
    "pt.nif": "NIF",
    "ee.ik": "isikukood",
}


def personal() -> Iterator[Item]:
    """What should be found."""
    Faker.seed(SEED)
    dice = random.Random(SEED)
    for country, locale in LOCALES.items():
        fake = Faker(locale)
        for kind, make in _makes(fake, country, dice).items():
            forms = ID_SENTENCES[country] if kind == "national_id" else SENTENCES[kind]
            for number in range(EACH):
                value = make()
                yield Item(kind, country, forms[number % len(forms)].format(value), value)
    yield from _examples()
    yield from _phones(dice)


def _makes(fake: Faker, country: str, dice: random.Random) -> dict[str, Callable[[], str]]:
    born = {"US": "%m/%d/%Y", "GB": "%d %B %Y", "DE": "%d.%m.%Y", "NL": "%d-%m-%Y"}.get(country, "%d/%m/%Y")
    makes: dict[str, Callable[[], str]] = {
        "email": lambda: str(dice.choice((fake.email, fake.company_email, fake.free_email))()),
        "phone": lambda: str(fake.phone_number()),
        "iban": lambda: str(fake.iban()) if country != "US" else str(Faker("en_GB").iban()),
        "card": lambda: str(fake.credit_card_number()),
        "national_id": lambda: str(fake.ssn()),
        "birth_date": lambda: _born(fake).strftime(born),
        "passport": lambda: str(fake.passport_number()),
        "ip_address": lambda: str(dice.choice((fake.ipv4_public, fake.ipv6))()),
        "secret": lambda: str(fake.password(length=dice.choice((10, 14, 20)), special_chars=dice.random() < 0.5)),
    }
    if hasattr(fake, "vat_id"):
        makes["tax_id"] = lambda: str(fake.vat_id())
    return {
        kind: make for kind, make in makes.items() if kind != "national_id" or country not in ("DE", "PL") or fake.ssn()
    }


def _born(fake: Faker) -> date:
    made: date = fake.date_of_birth(minimum_age=18, maximum_age=90)
    return made


def _examples() -> Iterator[Item]:
    """Numbers that python-stdnum's own documentation calls valid."""
    for module, name in EXAMPLES.items():
        known = import_module(f"stdnum.{module}")
        for shown in re.findall(r">>> validate\(u?'([^']+)'\)\n['\d]", known.__doc__ or ""):
            yield Item("national_id", module[:2].upper(), f"{name}: {shown}", shown)


def _phones(dice: random.Random) -> Iterator[Item]:
    """Numbers that libphonenumber gives as examples of each country, in each of its formats."""
    import phonenumbers

    forms = (
        phonenumbers.PhoneNumberFormat.INTERNATIONAL,
        phonenumbers.PhoneNumberFormat.NATIONAL,
        phonenumbers.PhoneNumberFormat.E164,
    )
    for region in ("DE", "FR", "ES", "IT", "GB", "NL", "US", "PL", "AT", "CH", "SE", "BE", "PT", "CZ", "DK"):
        for kind in (phonenumbers.PhoneNumberType.MOBILE, phonenumbers.PhoneNumberType.FIXED_LINE):
            example = phonenumbers.example_number_for_type(region, kind)
            assert example is not None
            assert example is not None
            for form in forms:
                value = phonenumbers.format_number(example, form)
                yield Item("phone", region, dice.choice(SENTENCES["phone"]).format(value), value)


def lookalikes() -> Iterator[Item]:
    """What is nobody's."""
    Faker.seed(SEED + 1)
    for locale in ("de_DE", "fr_FR", "en_GB", "es_ES", "it_IT"):
        fake = Faker(locale)
        for kind, makes in _others(fake).items():
            for number in range(9):
                form, make = makes[number % len(makes)]
                value = str(make())
                yield Item(kind, locale, form.format(value), value, personal=False)


def _others(fake: Faker) -> dict[str, tuple[tuple[str, Callable[[], object]], ...]]:
    return {
        "order": (
            ("Your order #{} arrives today.", lambda: fake.numerify("%#######")),
            ("Auftrag {}", lambda: fake.numerify("%##########")),
            ("La commande {} est prête", lambda: fake.bothify("??-#######").upper()),
        ),
        "invoice": (
            ("Invoice no {} dated May", lambda: fake.numerify("%#########")),
            ("Rechnungsnummer: {}", lambda: fake.bothify("RE-####-#####")),
            ("Factura {} pagada", lambda: fake.numerify("A%###/####")),
        ),
        "version": (
            ("Release {} is out.", lambda: fake.numerify("%.%#.%##")),
            ("requires kernel {}", lambda: fake.numerify("5.1#.0-%##")),
            ("aktualisiert auf {}", lambda: fake.numerify("2#.%.%#.1##")),
        ),
        "date": (
            ("The meeting on {} was moved.", lambda: fake.date("%d.%m.%Y")),
            ("since {}", fake.iso8601),
            ("am {} geschlossen", lambda: fake.date("%Y-%m-%d")),
            ("from {}", lambda: fake.date("%d/%m/%Y %H:%M")),
        ),
        "isbn": (("ISBN {}", fake.isbn13), ("ISBN-10 {}", fake.isbn10), ("barcode {}", fake.ean13)),
        "article": (
            ("article {} is sold out", lambda: fake.numerify("%##-%##-%##")),
            ("Artikel {}", lambda: fake.bothify("??####-##").upper()),
            ("Réf {}", fake.ean8),
        ),
        "part": (
            ("replace part no. {}", lambda: fake.bothify("%##-????-##").upper()),
            ("Ersatzteil {}", lambda: fake.numerify("%### ### ###")),
            ("model {}", lambda: fake.bothify("??##??").upper()),
        ),
        "coordinates": (("at {}", lambda: f"{fake.latitude()}, {fake.longitude()}"), ("lat {}", fake.latitude)),
        "hash": (("md5 {}", fake.md5), ("checksum {}", fake.sha1), ("request {}", fake.uuid4)),
        "amount": (
            ("costs {} in total", lambda: fake.numerify("%#,###,###.##")),
            ("Fläche: {} m²", lambda: fake.numerify("%#.### ###")),
        ),
    }
