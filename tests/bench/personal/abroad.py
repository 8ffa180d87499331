"""The third half: countries and languages that neither of the others has, written before anybody looked at the rules.

Numbers are made with the check digits of python-stdnum, schwifty and phonenumbers; nothing here is anybody's.
"""

import random
import string
from collections.abc import Callable, Iterator
from importlib import import_module

import phonenumbers
from schwifty import IBAN
from stdnum import luhn

from tests.bench.personal.item import Item

SEED = 90_210
EMAILS = (
    ("PT", "Escreva para {} com dúvidas.", "joana.ferreira+loja@correio.pt"),
    ("DK", "Skriv til {} i dag.", "soren_99@post.dk"),
    ("CZ", "Kontakt: {}", "k.novakova@firma-praha.cz"),
    ("TR", "{} adresine yazın.", "mehmet.yilmaz@ornek.com.tr"),
    ("GR", "Επικοινωνία: {}.", "eleni@ellinika.gr"),
    ("HU", "Írjon ide: {}!", "nagy.anna@levelek.hu"),
    ("RO", "Adresa este {}, mulțumesc.", "ION.POPESCU@POSTA.RO"),
    ("JP", "連絡先は{}です。", "tanaka.yuki@kaisha.co.jp"),
    ("KR", "메일은 {} 로 보내세요", "minji_kim@hoesa.co.kr"),
    ("BR", "Fale com <{}>", "luiz-augusto@empresa.com.br"),
    ("IN", "mailto:{}", "r.k.sharma@dakghar.in"),
    ("AU", "cc {}; bcc nobody", "o'brien@outback.com.au"),
    ("CH", "Kontakt ({})", "reto.aebi@post.ch"),
    ("AT", "E-Mail:{}", "sepp@alm.co.at"),
    ("IE", "reach me: {}.", "x@q.ie"),
    ("NO", '"Kari" <{}>,', "kari.nordmann@epost.no"),
    ("GR", "στο {}", "maria@παράδειγμα.gr"),
    ("CA", "Ask {}", "anne.tremblay [at] courriel [dot] ca"),
    ("ZA", "Ask {}", "thabo (at) pos.co.za"),
    ("AU", "Ask {}", "kylie at outback dot com"),
)
PHONES = (
    ("AT", "Tel. {}"), ("CH", "Natel: {}"), ("PT", "Telemóvel {}"), ("DK", "Ring til {}"), ("NO", "tlf. {}"),
    ("IE", "Phone {}"), ("CZ", "telefon: {}"), ("GR", "τηλ. {}"), ("RO", "telefon {}"), ("HU", "Telefon: {}"),
    ("TR", "Cep telefonu {}"), ("BR", "WhatsApp {}"), ("IN", "Mobile: {}"), ("JP", "電話: {}"), ("AU", "call {} now"),
    ("CA", "phone {}"), ("ZA", "Cell: {}"), ("KR", "전화 {}"), ("SE", "Telefon: {}"), ("FI", "puh. {}"),
)  # fmt: skip
IBANS = ("AT", "CH", "PT", "DK", "NO", "IE", "CZ", "GR", "RO", "HU", "TR", "BR", "SE", "FI", "LU", "HR", "SK", "SI",
         "EE", "LT")  # fmt: skip
IBAN_TEXTS = ("Conta: {}", "overfør til {} nu", "účet {}", "IBAN {}.", "hesap ({})", "λογαριασμός: {}")
CARDS = (("37", 15), ("34", 15), ("36", 14), ("3528", 16), ("6759", 16), ("62", 16), ("4", 16),
    ("51", 16), ("2223", 16),
         ("6011", 16))  # fmt: skip
CARD_TEXTS = ("Cartão {} recusado", "Kortnummer: {}", "číslo karty {}", "kart {} ile", "η κάρτα {}", "カード番号 {}")
IDS: tuple[tuple[str, str, str, str], ...] = (
    ("AT", "at.vnr", "Sozialversicherungsnummer {}", "1237 010180"), ("CH", "ch.ssn", "AHV-Nr. {}", "756.9217.0769.85"),
    ("PT", "pt.cc", "cartão de cidadão {}", "00000000 0 ZZ4"), ("DK", "dk.cpr", "CPR-nummer: {}", "211062-5629"),
    ("NO", "no.fodselsnummer", "fødselsnummer {}", "151086 95088"), ("IE", "ie.pps", "PPS number {}", "6433435F"),
    ("CZ", "cz.rc", "rodné číslo {}", "710319/2745"), ("GR", "gr.amka", "ΑΜΚΑ: {}", "01013099997"),
    ("RO", "ro.cnp", "CNP {}", "1630615123457"), ("TR", "tr.tckimlik", "T.C. kimlik no {}", "17291716060"),
    ("BR", "br.cpf", "CPF: {}", "390.533.447-05"), ("IN", "in_.aadhaar", "Aadhaar {}", "2341 2341 2346"),
    ("CA", "ca.sin", "SIN {}", "123-456-782"), ("ZA", "za.idnr", "ID number {}", "7503305044089"),
    ("KR", "kr.rrn", "주민등록번호 {}", "971013-9019902"), ("BG", "bg.egn", "ЕГН {}", "7523169263"),
    ("HR", "hr.oib", "OIB: {}", "33392005961"), ("EE", "ee.ik", "isikukood {}", "36805280109"),
    ("SK", "sk.rc", "rodné číslo {}", "710319/2745"), ("LT", "lt.asmens", "asmens kodas {}", "33309240064"),
)  # fmt: skip
TAXES: tuple[tuple[str, str, str, str], ...] = (
    ("AT", "at.uid", "UID-Nummer {}", "ATU13585627"), ("PT", "pt.nif", "NIF: {}", "PT501964843"),
    ("DK", "dk.cvr", "momsnr. {}", "DK13585628"), ("IE", "ie.vat", "VAT no. {}", "IE6433435F"),
    ("CZ", "cz.dic", "DIČ: {}", "CZ25123891"), ("RO", "ro.cf", "cod fiscal {}", "RO18547290"),
    ("GR", "gr.vat", "ΑΦΜ {}", "EL094259216"), ("HU", "hu.anum", "adószám: {}", "HU12892312"),
    ("FI", "fi.alv", "ALV-numero {}", "FI20774740"), ("SE", "se.vat", "momsregistrering {}", "SE123456789701"),
    ("AU", "au.abn", "ABN {}", "51 824 753 556"), ("AU", "au.tfn", "TFN {}", "123 456 782"),
    ("IN", "in_.pan", "PAN {}", "ACUPA7085R"), ("BR", "br.cnpj", "CNPJ {}", "16.727.230/0001-97"),
    ("CH", "ch.vat", "MWST-Nr. {}", "CHE-107.787.577 IVA"), ("NO", "no.mva", "org.nr. {}", "NO995525828MVA"),
    ("SK", "sk.dph", "IČ DPH {}", "SK2022749619"), ("SI", "si.ddv", "davčna številka {}", "SI50223054"),
    ("LU", "lu.tva", "N° TVA {}", "LU15027442"), ("HR", "hr.oib", "PDV ID {}", "HR33392005961"),
)  # fmt: skip
BIRTHS = (
    ("PT", "Nascida em {} no Porto.", "3 de março de 1984"), ("DK", "Hun er født den {}.", "3. marts 1984"),
    ("CZ", "narozena {} v Brně", "3. března 1984"), ("TR", "Doğum tarihi: {}", "03.03.1984"),
    ("HU", "Született: {}", "1984. március 3."), ("RO", "născut la {}", "3 martie 1984"),
    ("GR", "Ημερομηνία γέννησης: {}", "3/3/1984"), ("JP", "生年月日: {}", "1984年3月3日"),
    ("KR", "생년월일: {}", "1984년 3월 3일"), ("CN", "出生日期：{}", "1984-03-03"),
    ("RU", "Дата рождения: {}", "03.03.1984"),
    ("SE", "född {}", "1984-03-03"), ("FI", "syntymäaika {}", "3.3.1984"), ("NO", "fødselsdato: {}", "03.03.84"),
    ("AT", "geb. am {}", "3. Jänner 1984"), ("CH", "née le {} à Sion", "1er mars 1984"),
    ("IE", "D.O.B. {}", "3 Mar 1984"), ("CA", "date de naissance : {}", "3 mars 1984"),
    ("BR", "data de nascimento {}", "03/03/1984"), ("IN", "Date of Birth - {}", "03-Mar-1984"),
)  # fmt: skip
PASSPORTS = (
    ("PT", "Passaporte n.º {}", "P123456"), ("DK", "pasnummer {}", "208341912"), ("CZ", "číslo pasu: {}", "39472810"),
    ("TR", "Pasaport no: {}", "U12345678"), ("HU", "útlevélszám {}", "BE1234567"),
    ("RO", "pașaport nr. {}", "052345678"),
    ("GR", "Αριθμός διαβατηρίου: {}", "AE2345678"), ("JP", "旅券番号: {}", "TK1234567"),
    ("KR", "여권번호 {}", "M70689098"),
    ("CN", "护照号码：{}", "E12345678"), ("RU", "загранпаспорт {}", "75 1234567"), ("SE", "Passnummer: {}", "87654321"),
    ("FI", "passin numero {}", "PF1234567"), ("NO", "pass nr. {}", "29501236"), ("AT", "Reisepass Nr. {}", "P4366918"),
    ("CH", "Pass-Nr. {}", "S0A00A00"), ("IE", "passport #{}", "PA1234567"), ("CA", "no de passeport {}", "GA302922"),
    ("BR", "passaporte {}", "FZ123456"), ("IN", "Passport No. {}", "J8369854"),
)  # fmt: skip
ADDRESSES = (
    ("PT", "sessão de {}", "81.92.203.17"), ("DK", "fra {} kl. 9", "194.239.4.20"),
    ("CZ", "adresa {}", "2001:718:2::4:1"),
    ("TR", "giriş: {}", "2a02:e0:1f::9"), ("HU", "{} letiltva", "84.206.3.77"), ("RO", "de la {}", "::ffff:89.121.0.5"),
    ("GR", "από {}", "2a02:587:d0aa:4400:8c1f:22ff:fe01:9a3b"), ("JP", "接続元 {} を確認", "133.242.0.3"),
    ("KR", "접속 {}", "211.115.106.2"), ("BR", "[{}]:443", "2804:14c::1"), ("IN", "client={} port=80", "103.21.58.9"),
    ("AU", "{} - - [03/Mar/2031] GET /", "203.2.218.214"), ("CH", "von {} aus", "195.176.255.9"),
    ("AT", "IP:{}", "193.171.1.1"), ("IE", "peer {}%eth0", "fe80::1ff:fe23:4567:890a"), ("NO", "({})", "129.240.2.6"),
    ("CA", "X-Forwarded-For: {}", "132.204.8.144"), ("ZA", "block {}/24", "196.4.160.0"),
    ("SE", "{}:8080", "130.237.28.40"),
    ("FI", "osoite {}.", "128.214.222.24"),
)  # fmt: skip
PASSWORDS = (
    ("PT", "senha: {}", "Verao#2031x"), ("DK", "adgangskode: {}", "Hygge-7731"), ("CZ", "heslo je {}", "kralik9Zelen"),
    ("TR", "şifre: {}", "Bogaz_5588"), ("HU", "jelszó: {}", "Duna!4411"), ("RO", "parola este {}", "Carpati77x"),
    ("JP", "パスワード: {}", "sakura8812X"), ("KR", "비밀번호: {}", "hanok!9031"), ("RU", "пароль: {}", "Berezka_71"),
    ("GR", "κωδικός πρόσβασης: {}", "thalassa99Q"), ("SE", "lösenord: {}", "Alg-skog-51"),
    ("FI", "salasana: {}", "koivu7Metsa"),
)  # fmt: skip
_SIGNS = string.ascii_letters + string.digits
TOKENS = (
    ("AWS_ACCESS_KEY_ID={}", "AKIA", string.ascii_uppercase + "234567", 16), ("token {}", "ghp_", _SIGNS, 36),
    ("npmrc {}", "npm_", _SIGNS, 36), ("{} in CI", "glpat-", _SIGNS, 20), ("maps {}", "AIza", _SIGNS, 35),
    ("billing {}", "sk_live_", _SIGNS, 24), ("hub {}", "hf_", string.ascii_letters, 34),
    ("AccountKey={}", "", _SIGNS + "+/", 86),
)  # fmt: skip
LOOKALIKES: tuple[tuple[str, str], ...] = (
    ("order", "Encomenda n.º {8}-{4} enviada."), ("order", "Objednávka č. {10} dorazila."), ("order", "注文番号 {12}"),
    ("version", "Nainstalujte verzi {1}.{2}.{1}."), ("version", "libfoo {1}.{1}.{2}-rc{1} udgivet"),
    ("date", "Reunião em {d}/{m}/2031."), ("date", "Mødet er den {d}. marts 2031."),
    ("date", "締切は2031年{m}月{d}日です。"),
    ("date", "založeno {d}. {m}. 1884"), ("isbn", "ISBN 978-3-{3}-{5}-{1}"), ("price", "Cena: {2}.{3},{2} Kč"),
    ("price", "{1} {3} {3} kr. i alt"), ("time", "Åbent 0{1}:{s}-1{1}:{s}"),
    ("section", "viz § {2} odst. {1} písm. b)"),
    ("section", "άρθρο {2}.{1}.{1}"), ("tracking", "rastreio {9}BR {2}"), ("doi", "doi:10.{4}/j.abc.{4}.{2}"),
    ("arxiv", "arXiv:{4}.{5}v{1}"), ("coordinates", "{2}.{4}, -{1}.{5}"), ("cas", "CAS {5}-{2}-{1}"),
    ("size", "{4} × {4} px, {3} dpi"), ("standard", "EN ISO {5}-{1}:2019"), ("score", "{2}:{2}, {2}:{2}, {1}:{1}"),
    ("serial", "S/N {4}-{4}-{4}"), ("handle", "Følg @hygge{2} nu"), ("decorator", "@app.route{1}('/x')"),
    ("package", "npm i @types/node{1}"), ("password", "A senha deve ter {2} caracteres."),
    ("password", "Heslo si změňte každých {2} dní."), ("passport", "O passaporte custa {2} euros."),
    ("passport", "Pasaport şubesi {1} ay kapalı."), ("iban", "Um IBAN tem {2} caracteres."),
    ("card", "Kort {1} af {2}"),
    ("phone", "Tel Aviv har {3}.{3} indbyggere."), ("hash", "commit {h7}"), ("hash", "sha256 {h64}"),
    ("uuid", "id {h8}-{h4}-4{h3}-a{h3}-{h12}"), ("list", "{2}, {2}, {2}, {2}, {2}, {2}"),
    ("postcode", "{4}-{3} Lisboa"),
    ("rfc", "Podle RFC {4} a {4}"),
)  # fmt: skip


def personal() -> Iterator[Item]:
    """Twenty of each of ten kinds."""
    yield from _called()
    yield from _made()


def _called() -> Iterator[Item]:
    for kind, numbers in (("national_id", IDS), ("tax_id", TAXES)):
        for country, module, text, value in numbers:
            assert import_module(f"stdnum.{module}").is_valid(value), (country, value)
            yield _item(kind, country, text, value=value)
    for kind, rows in (
        ("birth_date", BIRTHS), ("passport", PASSPORTS), ("ip_address", ADDRESSES), ("secret", PASSWORDS)
    ):  # fmt: skip
        for country, text, value in rows:
            yield _item(kind, country, text, value=value)


def _made() -> Iterator[Item]:
    dice = random.Random(SEED)
    for country, text, value in EMAILS:
        yield _item("email", country, text, value=value)
    for at, (country, text) in enumerate(PHONES):
        yield _item("phone", country, text, value=_phone(country, international=at % 3 == 0))
    for at, country in enumerate(IBANS):
        yield _item("iban", country, IBAN_TEXTS[at % len(IBAN_TEXTS)], value=_iban(country, at))
    for at in range(20):
        begin, size = CARDS[at % len(CARDS)]
        yield _item("card", "-", CARD_TEXTS[at % len(CARD_TEXTS)], value=_card(dice, begin, size, sign=" -."[at % 3]))
    for text, begin, signs, size in TOKENS:
        yield _item("secret", "-", text, value=begin + "".join(dice.choices(signs, k=size)))


def lookalikes() -> Iterator[Item]:
    """Two hundred, five of each form."""
    dice = random.Random(SEED + 1)
    for kind, form in LOOKALIKES:
        for _ in range(5):
            text = _filled(form, dice)
            yield Item(kind, "-", text, text, personal=False)


def _item(kind: str, country: str, text: str, *, value: str) -> Item:
    return Item(kind, country, text.format(value), value)


def _phone(country: str, *, international: bool) -> str:
    form = phonenumbers.PhoneNumberFormat
    made = phonenumbers.example_number_for_type(country, phonenumbers.PhoneNumberType.MOBILE)
    return phonenumbers.format_number(made, form.INTERNATIONAL if international else form.NATIONAL)


def _iban(country: str, at: int) -> str:
    made = IBAN.random(country_code=country, random=random.Random(SEED + at))
    forms: tuple[Callable[[], str], ...] = (
        lambda: made.formatted,
        lambda: made.compact,
        made.compact.lower,
        lambda: made.formatted.replace(" ", "-"),
    )
    return forms[at % len(forms)]()


def _card(dice: random.Random, begin: str, size: int, *, sign: str) -> str:
    digits = begin + "".join(dice.choices(string.digits, k=size - len(begin) - 1))
    digits += luhn.calc_check_digit(digits)
    return sign.join(digits[at : at + 4] for at in range(0, size, 4))


def _filled(form: str, dice: random.Random) -> str:
    out, at = "", 0
    while at < len(form):
        end = form.find("}", at) if form[at] == "{" else -1
        if end < 0:
            out, at = out + form[at], at + 1
            continue
        out, at = out + _part(form[at + 1 : end], dice), end + 1
    return out


def _part(name: str, dice: random.Random) -> str:
    if name in ("d", "m", "s"):
        return {"d": f"{dice.randint(1, 28)}", "m": f"{dice.randint(1, 12)}", "s": dice.choice(("00", "15", "30"))}[
            name
        ]
    if name.startswith("h"):
        return "".join(dice.choices("0123456789abcdef", k=int(name[1:])))
    return dice.choice("123456789") + "".join(dice.choices(string.digits, k=int(name) - 1))
