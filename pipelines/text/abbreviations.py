"""Full stops that end no sentence: abbreviations, initials, ordinals and dates of several languages."""

import re

# What goes on is hardly ever a new sentence. Left out is what ends one as often, or is a word of another language:
# "usw.", "т. д.", "mind.", "env.".
ABBREVIATION = re.compile(
    r"(?:^|[\s(\[\"'“‘„«])(?:e\.g|i\.e|cf|vs|viz|al|approx|resp|incl|excl|mr|mrs|ms|dr|prof|st|jr|sr|ed|eds|dept"
    r"|u\.s|u\.k|ca|\w{0,12}str|[a-z]"
    # German, Dutch, Swedish and Danish
    r"|z\.b|d\.h|u\.a|o\.a|o\.ä|i\.d\.r|bzw|bspw|vgl|evtl|ggfs?|sog|inkl|zzgl|dhr|mevr|drs|bijv|bijz|evt|d\.w\.z"
    r"|m\.b\.t|t\.ex|bl\.a|d\.v\.s|s\.k|f\.d|f\.eks|jf"
    # French, Spanish, Italian and Portuguese
    r"|p\.ex|p\.ej|srs|sra|sras|srta|dra|dña|uds?|vds?|avda|aprox|sig|sigg|dott|avv|egr|spett|per es"
    # Russian
    r"|см|ср|напр|ул|пр|просп|пер|пл|им|проф|акад|доц|тов|гр)\.$",
    re.IGNORECASE,
)
# Only before a number: "No. 12", but "The answer is no."
BEFORE_NUMBER = re.compile(
    r"(?:^|[\s(\[«])(?:fig|figs|sec|secs|ch|chap|vol|no|nos|art|pp|p|eq|ref|refs|nr|jan|feb|mar|apr|jun|jul|aug|sep"
    r"|sept|oct|nov|dec|abs|kap|abb|tab|anm|bd|tel|tél|kl|núm|pág|pag|págs|blz|cap|ст|рис|стр|табл|гл|тел|кв|каб)\.$",
    re.IGNORECASE,
)
NUMBER = re.compile(r"\s+\d")
# An initial or "г." of a town; behind a number it is a unit ("5 г."), and "и т. д." ends what it ends.
_CYRILLIC = re.compile(r"(?:^|[\s(\[\"“„«.])(?:[А-ЯЁ]|(?<!\d\s)(?<!\d)(?<!т\.\s)(?<!т\.)[а-ю])\.$")
# "das 16. Lebensjahr", "im 3. Stock", "am 15. Februar 2024": German numbers things with a full stop.
_ORDINAL = re.compile(
    r"\b(?:der|die|das|dem|den|des|im|ins|zum|zur|vom|beim|seinem|ihrem|jede[mnrs]?|(?<!\bI )am)\s\d{1,3}\.$",
    re.IGNORECASE,
)
_DAY = re.compile(r"\b\d{1,2}\.$")
_MONTH = re.compile(
    r"\s+(?:januar|jänner|februar|märz|april|mai|juni|juli|august|september|oktober|november|dezember)\b", re.IGNORECASE
)
# What no ordinal counts: with one of these a sentence begins.
_OPENS = re.compile(
    r"\s+(?:the|this|that|these|those|it|he|she|we|you|they|i|in|on|at|if|when|a|an|and|but|so|as|for|no|my|our"
    r"|your|der|die|das|dem|den|des|ein|eine|einer|es|er|sie|wir|ich|ihr|dies|diese|dieser|dieses|dann|danach|dort"
    r"|hier|im|am|auf|bei|bis|für|wer|was|wenn|wie|wo|da|und|oder|aber|auch|nur|sonst|nach|vor|ab|alle|jeder|mit"
    r"|ohne|zu|zum|zur|sind|ist|kann|darf|det|de|vi|du|jag|jeg|han|hon|hun|detta|dette|där|och|og|men|om|när)\b",
    re.IGNORECASE,
)
# Thai letters have no full stop: "น." is an hour, "พ.ศ." an era.
_THAI = re.compile(r"[\u0e00-\u0e7f]\.$")
# What is looked at before a full stop, in characters.
LOOK_BACK = 20


def abbreviates(before: str, text: str, at: int) -> bool:
    """Whether the full stop that ends ``before`` only shortens a word or counts: ``text`` goes on at ``at``."""
    if NUMBER.match(text, at):
        if BEFORE_NUMBER.search(before):
            return True
    elif before[-2:-1].isdigit():
        return _counts(before, text, at)
    return bool(ABBREVIATION.search(before) or _CYRILLIC.search(before) or _THAI.search(before))


def _counts(before: str, text: str, at: int) -> bool:
    if _MONTH.match(text, at):
        return _DAY.search(before) is not None
    return _ORDINAL.search(before) is not None and _OPENS.match(text, at) is None
