"""The words by which statements are paraphrased or falsified.

Small on purpose: a word is here only where it is certain.
"""

from __future__ import annotations

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

SPELLED = {
    **{"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10},
    **{"eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "sixty": 60},
}
IN_LETTERS = {value: word for word, value in SPELLED.items()} | {14: "fourteen", 40: "forty", 90: "ninety"}

# Each from small to large.
DIMENSIONS = (
    ("seconds", "minutes", "hours", "days", "weeks", "months", "years"),
    ("millimetres", "centimetres", "metres", "kilometres"),
    ("grams", "kilograms", "tonnes"),
)
CURRENCIES = {"euros": "dollars", "crowns": "euros"}

PLACES = (
    *("Karsholm", "Velmark", "Brodsund", "Aldersund", "Hald", "Hessel"),
    *("Merrowby", "Aldenhaven", "Lyon", "Wrenfield", "Hollerstadt", "Port Ellery"),
)
GIVEN_NAMES = frozenset(
    (
        *("Adaeze", "Agnete", "Amaury", "Amina", "Anders", "Anton", "Baptiste", "Beata", "Birgit", "Bram", "Clara"),
        *("Dorothea", "Edvard", "Emeka", "Esra", "Ewan", "Goran", "Gregor", "Hedda", "Hugo", "Ikram", "Ilka"),
        *("Ilse", "Ines", "Jo", "Jonas", "Jonne", "Joost", "Jutta", "Kwame", "Lavinia", "Lina", "Lucian", "Malin"),
        *("Marek", "Maren", "Marit", "Marta", "Milo", "Mirela", "Noemi", "Oriane", "Oskar", "Petra", "Pieter"),
        *("Pilar", "Pádraig", "Rafiq", "Rasmus", "Runa", "Ruth", "Sabah", "Sanna", "Selma", "Signe", "Silvie"),
        *("Sunniva", "Teemu", "Teodor", "Thandeka", "Thora", "Tomasz", "Walther", "Yevgenia", "Yusuf"),
    )
)

# Same meaning in every sentence of the passages in which they occur.
SYNONYMS = (
    (r"\bfree of charge\b", "at no cost"),
    (r"\bwithout charge\b", "free of charge"),
    (r"\bcompulsory\b", "mandatory"),
    (r"\b(is|are) forbidden\b", r"\1 prohibited"),
    (r"\b(is|are) permitted\b", r"\1 allowed"),
    (r"\bper cent\b", "percent"),
    (r"\b[Nn]obody\b", "No one"),
    (r"\b[Ee]verybody\b", "Everyone"),
    (r"\babout (?=\d)", "roughly "),
    (r"\bat least (?=[\w.]*\d)", "no less than "),
    (r"\bat most (?=[\w.]*\d)", "no more than "),
    (r"\bbegins\b", "starts"),
    (r"\bevery year\b", "each year"),
    (r"\byearly\b", "annual"),
    (r"\blargest\b", "biggest"),
    (r"\breceives\b", "gets"),
    (r"\bwas built\b", "was constructed"),
    (r"\bbought\b", "purchased"),
    (r"\bin writing\b", "in written form"),
    (r"\brefunded\b", "reimbursed"),
    (r"\bby telephone\b", "by phone"),
    (r"\bat once\b", "immediately"),
    (r"\bimmediately\b", "at once"),
    (r"\bunanimously\b", "without a dissenting vote"),
)

# Each the other's opposite where it stands; sentences with a negation are left alone.
ANTONYMS = (
    (r"\b(is|are) forbidden\b", r"\1 allowed"),
    (r"\b(is|are) (?:allowed|permitted)\b", r"\1 forbidden"),
    (r"\bcompulsory\b", "optional"),
    (r"\bunanimously\b", "by a narrow majority"),
    (r"\bfree of charge\b", "for a fee"),
    (r"\b(is|are|was|were) accepted\b", r"\1 rejected"),
    (r"\b(is|are|was|were) rejected\b", r"\1 accepted"),
    (r"\bincluded\b", "excluded"),
    (r"\b(is|are) excluded\b", r"\1 included"),
    (r"\brose\b", "fell"),
    (r"\b(fell|has fallen) (?=by|from)", "rose "),
    (r"\braised\b", "lowered"),
    (r"\bdefeated\b", "lost to"),
    (r"\bwon\b", "lost"),
    (r"\bupper\b", "lower"),
    (r"\blower (?=town|part|two)", "upper "),
    (r"\beastern\b", "western"),
    (r"\bnorthern\b", "southern"),
    (r"\bthe south\b", "the north"),
    (r"\bthe north\b", "the south"),
    (r"\bin writing\b", "by word of mouth"),
    (r"\bin advance\b", "afterwards"),
    (r"\bconfidential\b", "public"),
    (r"\bindoor\b", "outdoor"),
    (r"\boutdoor\b", "indoor"),
    (r"\bharmless\b", "poisonous"),
    (r"\bpainless\b", "painful"),
    (r"\bopens\b", "closes"),
    (r"\bcloses\b", "opens"),
    (r"\bsummer\b", "winter"),
    (r"\bwinter\b", "summer"),
    (r"\bautumn\b", "spring"),
    (r"\bslowly\b", "quickly"),
    (r"\bquickly\b", "slowly"),
    (r"\bremained(?=\.$)", "disappeared"),
    (r"\bground floor\b", "top floor"),
)

OPPOSITES = (
    *(("larger", "smaller"), ("longer", "shorter"), ("older", "younger"), ("higher", "lower"), ("faster", "slower")),
    *(("darker", "paler"), ("hotter", "cooler"), ("steeper", "gentler"), ("brighter", "duller"), ("narrower", "wider")),
    *(("dearer", "cheaper"), ("earlier", "later"), ("deeper", "shallower"), ("greater", "smaller")),
)
SUPERLATIVES = (
    *(("largest", "smallest"), ("longest", "shortest"), ("oldest", "youngest"), ("highest", "lowest")),
    *(("strongest", "weakest"), ("deepest", "shallowest"), ("nearest", "farthest")),
)

# Nothing like it stands in any passage; {x} is a person of the passage.
INVENTED = (
    "A television crew from Lisbon filmed it for a series.",
    "The matter was later discussed in the regional parliament.",
    "A private donor from Ostrava paid for most of it.",
    "An application on the telephone replaces the paper form.",
    "It was the idea of a retired dentist.",
    "The rule was copied from a Swiss model.",
    "The details were kept in a safe until last spring.",
    "Critics compare it with a similar case in Quebec.",
    "A petition against it gathered twelve signatures.",
    "An umbrella is handed out to everyone in bad weather.",
)
INVENTED_OF_A_PERSON = (
    "{x} was born in a lighthouse.",
    "{x} speaks fluent Basque.",
    "{x} was honoured with a postage stamp.",
    "{x} had trained as a pastry cook.",
)
