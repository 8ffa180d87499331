"""What stands before a number says what it is: the closest word that names a kind decides."""

import re
from collections.abc import Mapping
from functools import cache, lru_cache

# So far before it a word is looked for, on its line.
REACH = 40

_PHONE = (
    r"tel|tél|telefon|telephone|telefono|teléfono|téléphone|telefone|phone|mobile|mobil|mobiel|móvil|cellulare|"
    r"cell|cel|"
    r"portable|handy|fax|telefax|faks|puh|puhelin|call|ruf|anruf\w*|rufnummer|rufen|hotline|durchwahl|whatsapp|"
    r"signal|sms|"
    r"komórka|kom|appel\w*|llam\w+|chiam\w+|bel|bellen|ring|nummer ist|erreich\w*|kontakt|contact|reach|tlf|"
    r"telem[oó]vel\w*|telem|τηλ\w*|κιν\w*|тел\w*|моб\w*|звон\w*|cep|natel|mob|sími|telefon\w*|puhelin\w*|telepon|"
    r"電話\w*|电话\w*|携帯\w*|手机\w*|전화\w*|휴대\w*|핸드폰\w*|טלפון|נייד|هاتف|جوال|điện thoại|โทร\w*|फ़ोन|फोन|मोबाइल|"
    r"telefoonnummer|gsm|telefonnummer|mobilnummer|landline|festnetz|textme|text me|notruf|dial|extension|ext|numéro"
)
_CARD = (
    r"card|karte|kreditkarte\w*|visa|mastercard|maestro|amex|american express|discover|diners|jcb|carte|tarjeta|carta|"
    r"kaart|creditcard|karta|kort|pan|kk-?nr|kartennummer|kreditkort|kortnummer\w*|kart\w*|cartão|cartões|κάρτα\w*|карт\w*|bankkártya\w*|カード\w*|카드\w*|"
    r"信用卡\w*|银行卡\w*|kaardi\w*|kortel\w*"
)
_NATIONAL = (
    r"steuer-?id\w*|steueridentifikations\w*|idnr|identifikationsnummer|tin|sozialversicherung\w*|versicherungsnummer|"
    r"rentenversicherung\w*|rvnr|svnr|sv-?nr|svnummer|ahv\w*|avs|oasi|nir|insee|sécurité sociale|securite sociale|"
    r"num(?:é|e)ro fiscal|spi|nif|nie|dni|ssn|social security\w*|itin|taxpayer|bsn|burgerservicenummer|sofi\w*|nino|"
    r"ni number|national insurance\w*|nhs\w*|codice fiscale|c\.?f|cod\.? fisc|pesel|personnummer|pnr|person-?nr|hetu|"
    r"henkil\w+|cpr\w*|f(?:ø|o)dselsnummer|fnr|rijksregister\w*|registre national|rijksregisternummer|nrn|insz|niss|"
    r"rodn\w+|cnp|egn|егн|amka|αμκα|oib|emšo|emso|pps\w*|utr|unique taxpayer\w*|tc kimlik\w*|kimlik\w*|t\.?c|cpf|curp|"
    r"aadhaar|pan|national id\w*|citizen\w*|id number|id-?nr|national identi\w+|insurance (?:no|number)|sin|"
    r"social insurance|tfn|tax file|身份证\w*|identity number|isikukood|asmens kodas|cartão de cidadão|contribuinte|"
    r"número de identificación|cédula|matricule|krankenversicherten\w*|kvnr|versichertennummer|secu"
)
_TAX = (
    r"vat\w*|ust-?id\w*|umsatzsteuer\w*|uid|mwst\w*|steuernummer|steuer-?nr|st-?nr|stnr|tax(?: (?:id|no|number))?|tva|"
    r"p\.? ?iva|partita iva|iva|cif|nip|btw\w*|ein|employer identification\w*|fein|moms\w*|siren|siret|numéro siret|"
    r"organisationsnummer|cvr|alv|nif|numéro de tva|regon|kvk|abn|"
    r"acn|gst\w*|cnpj|org\.? ?-?nr|organisasjonsnummer\w*|mva|adósz\w+|dič|ičo|αφμ|"
    r"davčna\w*|pib|инн|огрн|едрпоу|vergi\w*|vkn|cuit|ruc|ird|nzbn|pdv|dph|ddv|cod fiscal|cui|кодфиск\w*|사업자\w*|"
    r"法人番号\w*|税号|統一編號|"
    r"fiscal|taxpayer|utr|tax identification"
)
_PASSPORT = (
    r"passport\w*|reisepass\w*|pass(?:-| )?nr|passnummer\w*|passeport\w*|pasaport\w*|passaport\w*|paspoort\w*|"
    r"paszport\w*|pas(?:-| )?nr|pasnummer\w*|pasu|pašport\w*|pas(?:oš|os)\w*|putovnic\w*|putni list|útlevél\w*|"
    r"pașapo\w+|pasapo\w+|διαβατηρί\w*|паспорт\w*|загранпаспорт\w*|закордонн\w*|passi|passin\w*|pase|paso|vegabréf\w*|"
    r"旅券\w*|パスポート\w*|护照\w*|護照\w*|여권\w*|דרכון|جواز\w*|hộ chiếu|paspor|หนังสือเดินทาง\w*|पासपोर्ट|"
    r"personalausweis\w*|ausweis\w*|identity card|id card|id-card|carte d.identit\w+|carta d.identit\w+|cni|"
    r"identiteitskaart\w*|dowód\w*|dowodu osobistego|führerschein\w*|driving licen[cs]e|driver'?s? licen[cs]e|"
    r"driver license|"
    r"licence no|permis de conduire|permiso de conducir|patente|rijbewijs\w*|körkort\w*|travel document|documento|pasa"
)
_ACCOUNT = (
    r"account|acct|a/c|konto|kontonummer|konto-?nr|kto|compte|cuenta|conto|rekening\w*|konta|sort code|blz|"
    r"bankleitzahl|"
    r"routing|aba|bank details|ccc|rib|bankverbindung"
)
_OTHER = (
    r"order\w*|bestell\w*|auftrag\w*|commande\w*|pedido\w*|ordine|ordini|zamówieni\w*|bestelling\w*|beställning\w*|"
    r"invoice\w*|rechnung\w*|facture\w*|factura\w*|fattura\w*|factuur\w*|faktur\w*|receipt|beleg\w*|quittung\w*|bill|"
    r"article|artikel\w*|art|item|sku|part|parts|teile\w*|bauteil\w*|model|modell\w*|modèle|modelo|type|typ|produkt\w*|"
    r"product\w*|produit|producto|prodotto|material\w*|mat|serial\w*|serien\w*|seriennummer|s/n|sn|série|serie|"
    r"version\w*|versión|versione|ver|release|build|firmware|revision|rev|v|isbn\w*|issn|ean|gtin|upc|doi|arxiv|pmid|"
    r"ref|reference\w*|referenz\w*|référence\w*|referencia\w*|riferimento|ticket\w*|case|vorgang\w*|aktenzeichen|az|"
    r"tracking\w*|sendung\w*|shipment|shipping|parcel|paket\w*|colis|envío|spedizione|zending\w*|consignment|awb|"
    r"batch|lot|charge\w*|charg|los|lotto|contract\w*|vertrag\w*|contrat|contrato|contratto|kunden\w*|customer\w*|"
    r"client\w*|coordinate\w*|koordinate\w*|lat\w*|lon|long|lng|longitude|latitude|gps|position|hash|sha\d*|"
    r"sha-\d+|md\d|"
    r"crc\d*|checksum|prüfsumme|commit|uuid|guid|page|pages|seite\w*|section|chapter|kapitel|abschnitt|norm|din|iso|"
    r"rfc|patent\w*|price|preis|prix|precio|prezzo|cost|total|summe|amount|betrag|montant|importe|importo|population|"
    r"einwohner\w*|row|zeile|timestamp|zeitstempel|epoch|port|pid|process|error|fehler\w*|code|bug|issue|"
    r"postfach|zip|plz|"
    r"postal|lieferschein\w*|delivery|transaction\w*|transaktion\w*|inventar\w*|inventory|asset|zähler\w*|meter|"
    r"barcode|license key|drawing|zeichnung\w*|stock|lager\w*|quote|angebot\w*|offer|oferta|devis|job|los-?nr|mpn|"
    r"numéro de série|dossier\w*|sapnummer|barcode|catalog\w*|katalog\w*|mitglied\w*|member\w*|booking|"
    r"buchung\w*|flight"
)

_KINDS = {
    "phone": _PHONE,
    "card": _CARD,
    "national_id": _NATIONAL,
    "tax_id": _TAX,
    "passport": _PASSPORT,
    "account": _ACCOUNT,
    "other": _OTHER,
}
_NAMES = {kind: re.compile(rf"(?:{names})(?!\w)", re.IGNORECASE) for kind, names in _KINDS.items()}
_WORD = re.compile(r"(?<!\w)[^\W\d_]")
_OPENING = 3
_SURE = re.compile(rf"(?:[^\W\d_](?![?*+{{])){{1,{_OPENING}}}")
_ALIKE = str.maketrans("123456789", "0" * 9)


def named(text: str, start: int) -> frozenset[str]:
    """The kinds that the closest word before ``start`` names: none, ``other`` (what is no personal number), or more."""
    line = text.rfind("\n", max(0, start - REACH), start) + 1
    begin = max(line, start - REACH - 1)
    if _WORD.search(text, begin, start) is None:
        return frozenset()
    # Digits are alike here: of a table of numbers each line is looked at once.
    return _named(text[begin:start].translate(_ALIKE))


@lru_cache(maxsize=4096)
def _named(before: str) -> frozenset[str]:
    closest, kinds = -1, frozenset[str]()
    # A word that is cut off at the beginning is none.
    for word in _WORD.finditer(before, 1 if len(before) > REACH else 0):
        for kind in _opened(before[word.start() : word.start() + _OPENING].lower()):
            if (found := _NAMES[kind].match(before, word.start())) is not None and found.end() >= closest:
                kinds = kinds | {kind} if found.end() == closest else frozenset({kind})
                closest = found.end()
    return kinds


def _opened(word: str) -> set[str]:
    """The kinds that have a name with this beginning: few words need to be compared with hundreds of names."""
    known = _openings()
    return {kind for length in range(1, len(word) + 1) for kind in known.get(word[:length], ())}


@cache
def _openings() -> Mapping[str, frozenset[str]]:
    """The letters that names surely begin with, so many at most, and the kinds that they are names of."""
    found: dict[str, set[str]] = {}
    for kind, names in _KINDS.items():
        for name in names.split("|"):
            if (sure := _SURE.match(name.removeprefix("(?:"))) is not None:
                found.setdefault(sure[0], set()).add(kind)
    return {opening: frozenset(kinds) for opening, kinds in found.items()}
