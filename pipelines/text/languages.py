"""Which of four languages a question is in, told by its function words, and what those words are.

Enough for a question of six words, where detectors by letters guess. Of words, folded as the analyzer folds them.
"""

from collections.abc import Collection, Iterable, Mapping

_GERMAN = """
aber alle allem allen aller alles als also am an ander andere anderen auch auf aus bei beim bekomme bekommt bin bis
bist da dafur damit dann darf das dass dein deine dem den denn der des dessen dich die dies diese diesem diesen dieser
dieses dir doch dort du durch durfen ein eine einem einen einer eines einige er es etwas euch euer fur gegen geht gibt
hab habe haben hat hatte hier hin hinter hoch ich ihm ihn ihnen ihr ihre ihrem ihren im in ins ist ja jede jedem jeden
jeder jedes jetzt kann kein keine keinen konnen konnte lange machen man manche mein meine mich mir mit muss mussen nach
nein nicht nichts noch nun nur ob oder ohne sehr sein seine sich sie sind so soll sollen sollte sondern sonst uber um
und uns unser unter viel viele vom von vor wann war waren warum was weil welche welchem welchen welcher welches wem wen
wenn wer werde werden wessen wie wieder wieso wieviel will wir wird wirst wo woher wohin wollen wozu wurde wurden zu
zum zur zwischen
"""
_FRENCH = """
a ai ainsi alors apres au aucun aucune aussi autre aux avant avec avez avoir avons c ca ce cela celle celui ces cet
cette ceux chaque chez combien comme comment d dans de des deux dois doit donc dont du elle elles en entre es est et
etais etait ete etes etre eu faire fait faut il ils j je jusqu l la le les leur leurs lui m ma mais me meme mes moi mon
n ne ni nos notre nous on ont ou par parce pas peut peuvent plus pour pourquoi puis qu quand que quel quelle quelles
quels qui quoi s sa sans se sera ses si son sont sous sur t ta te tes toi ton tous tout toute toutes tres tu un une va
vers vos votre vous y
"""
_SPANISH = """
a adonde al algo algun alguna ante antes aquel aqui asi aun aunque cada como con cual cuales cualquier cuando cuanta
cuantas cuanto cuantos de debe debo del desde donde dos durante e el ella ellas ellos en entre era eran eres es esa
esas ese eso esos esta estaba estan estas este esto estos fue fueron ha hace hacen hacer hago han hasta hay la las le
les lo los mas me mi mis mucho muchos muy nada ni no nos nosotros o os otra otro otros para pero poco por porque puede
pueden puedo que quien quienes se sea segun ser si sin sobre solo son soy su sus tambien te tengo ti tiene tienen todo
todos tu tus un una uno unos usted va y ya yo
"""
_ENGLISH_MARKS = """
a about and any are at be by can could did do does for from give has have how i if in is it me my of on or our should
that the there they this to was we were what when where which who whom whose why will with would you your
"""
FUNCTION_WORDS: Mapping[str, frozenset[str]] = {
    "de": frozenset(_GERMAN.split()),
    "fr": frozenset(_FRENCH.split()),
    "es": frozenset(_SPANISH.split()),
}
MARKS = {"en": frozenset(_ENGLISH_MARKS.split()), **FUNCTION_WORDS}


def spoken(words: Iterable[str], marks: Mapping[str, Collection[str]]) -> str:
    """Of these languages the one most of whose function words are said; empty where none, or several, have as many."""
    said = list(words)
    counts = sorted(((sum(word in listed for word in said), code) for code, listed in marks.items()), reverse=True)
    if not counts or counts[0][0] == 0 or (len(counts) > 1 and counts[1][0] == counts[0][0]):
        return ""
    return counts[0][1]


def language_of(words: Iterable[str], marks: Mapping[str, frozenset[str]] = MARKS) -> str:
    """ISO 639-1 code of the language whose function words are the most, English where none has more.

    ``marks``: function words by language, English among them.
    """
    said = list(words)
    counts = {code: sum(word in listed for word in said) for code, listed in marks.items()}
    best = max(counts, key=lambda code: (counts[code], code == "en"))
    return best if counts[best] > counts["en"] else "en"


def is_foreign(language: str, known: Collection[str] | None) -> bool:
    """Whether a language is none of those that an embedder knows (None: every one); never where nobody knows it."""
    return bool(language) and known is not None and language not in known
