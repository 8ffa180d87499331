"""What the private passages of one answer hold, and whether a sentence tells of it."""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import partial

from pipelines.answer.privacy import signs, views
from pipelines.answer.privacy.disguises import bared, gibberish, halved, names_letters, unreadable, unstammered
from pipelines.answer.privacy.encodings import decoded, opaque, readable
from pipelines.answer.privacy.signs import Words
from pipelines.answer.privacy.sounds import Sounds
from pipelines.answer.privacy.values import Values, compound, digits, numbers, ordinary, tokens, values_of
from pipelines.answer.privacy.views import BEFORE, Told
from pipelines.evidence.values import Likeness

# Letters in a row that tell of a text in another order or alphabet, or decoded: too many to be so by chance.
TURNED, DECODED, MIXED = 13, 9, 20
# A run of so many letters is no word; a shorter one that is written like a word may be a name.
LONG = 16
_SHAPED = re.compile(r"[^\W\d_]?[^\W\d_A-Z]+|[A-Z]+")
# First letters of words, and of lines and sentences, that spell a value.
SPELLED_BY_WORDS, SPELLED_BY_LINES, ACROSTIC = 5, 4, 9
# Letters of a value that must not go out as its beginning or end.
PART = 4
_BEGINS = re.compile(
    r"\b(?:begin|start|end|first|last|letter|prefix|suffix|beginn|anfang|fängt|endet|buchstab|commenc|début|finit|lettre"
    r"|empieza|termina|letra|comienz|inizia|finisce|начина|букв)",
    re.IGNORECASE,
)
# "l'équipe": a letter that stands for a word of grammar.
_ELIDED = re.compile(r"(?<!\w)[cdjlmnst]['’](?=\w{2})", re.IGNORECASE)
_WORDS_OF_ONE = frozenset("aiouyeàéèìíòóùúsvzkwсвкояаи")
# Words of a sentence that are all private text's; words in a row whose order is no matter.
FEW = 4


class Holdings:
    """What ``texts`` hold that ``known`` ones do not; ``names`` are titles, file names and addresses.

    ``lexicon``: whether a folded word stands in something that may be quoted.
    """

    def __init__(
        self,
        texts: Sequence[str],
        names: Sequence[str],
        known: Sequence[str],
        *,
        lexicon: Callable[[str], bool],
        likeness: Likeness,
    ) -> None:
        self._n, self._share = likeness.words, likeness.share
        self._known_words = frozenset(word for text in known for word in (*signs.said(text), *signs.runs(text)))
        self._known_letters = " ".join("".join(signs.runs(text)) for text in known)
        self._known_numbers = frozenset(number for text in known for number in numbers(text))
        self._known_tokens = frozenset(token for text in known for token in tokens(text))
        self._lexicon = lexicon
        self._values = self._fresh(values_of("\n\n".join(texts), self.knows, names=names))
        self._rows = self._only(texts, known, lambda text: views.grams(views.wordy(text), self._n))
        self._pairwise = self._only(texts, known, lambda text: views.pairwise(views.wordy(text)))
        self._mixed = self._only(texts, known, lambda text: views.grams(views.shuffled(text), self._n))
        self._content = self._only(
            texts, known, lambda text: views.grams(views.content(views.wordy(text)), max(3, self._n - 1))
        )
        self._vocabulary = frozenset(word for text in texts for word in views.content(views.wordy(text)))
        self._said = frozenset(word for text in texts for word in views.wordy(text))
        self._sounds = Sounds(word for text in texts for word in signs.written(text))
        self._pairs = self._only(texts, known, lambda text: views.grams(views.content(signs.said(text)), 2))
        self._letters = {
            name: self._only(texts, known, partial(views.viewed, view, size))
            for name, (view, size) in self._views().items()
        }
        self._turned = frozenset(
            cut for text in texts for view in views.turnings(text) for cut in views.cuts(view, TURNED)
        )
        self._straight = frozenset(cut for text in texts for cut in views.cuts(views.line(text), TURNED))
        self._jumbled_not = frozenset(cut for text in (*texts, *known) for cut in views.cuts(views.line(text), MIXED))
        self._jumbled = self._only(
            texts, known, lambda text: ("".join(sorted(cut)) for cut in views.cuts(views.line(text), MIXED))
        )
        self._moved = frozenset(
            cut
            for text in texts
            for one in views.movings(signs.latin(views.line(text)))
            for cut in views.cuts(one, TURNED - 1)
        )
        values = [value for value in (*self._values.words, *self._values.codes) if len(value) > PART]
        self._moved_values = frozenset(
            one for value in values for one in views.movings(signs.latin(value)) if len(one) >= PART
        )
        self._hard_values = frozenset(map(signs.hard, values))
        self._anagrams = frozenset("".join(sorted(value)) for value in values if value.isalpha())
        self._short = frozenset(cut for text in texts for cut in views.cuts(views.line(text), DECODED))

    def knows(self, word: str) -> bool:
        """Whether a folded word stands in something that may be said."""
        return word in self._known_words or self._lexicon(word)

    def tells(self, sentence: str, told: Told) -> bool:
        """Whether a sentence, with what was said before it, tells in words of what only private text holds."""
        return self._names_a_value(sentence, told) or self._alike(sentence, told)

    def hides(self, sentence: str, told: Told) -> bool:
        """Whether it holds something private in another order or alphabet, spelled or encoded."""
        return self._alike_in_letters(sentence, told) or self._spelled(sentence, told) or self._encoded(sentence, told)

    def _fresh(self, values: Values) -> Values:
        """Values that nothing known holds."""
        codes = (code for code in values.codes if len(code) >= 2 and code not in self._known_letters)
        return Values(values.words, values.numbers - self._known_numbers, frozenset(codes), values.phrases)

    def _views(self) -> dict[str, tuple[Callable[[str], str], int]]:
        return {
            "line": (views.line, 5 * self._n),
            "respelled": (lambda text: "".join(signs.respelled(signs.runs(text))), 5 * self._n),
            "halved": (lambda text: "".join(halved(signs.runs(text))), 5 * self._n),
            "bared": (lambda text: "".join(bared(signs.runs(text))), 5 * self._n),
            "unstammered": (lambda text: "".join(unstammered(signs.runs(text))), 5 * self._n),
            "sounded": (lambda text: signs.sounded("".join(signs.written(text))), 3 * self._n + 2),
            "hard": (lambda text: signs.hard(views.line(text)), 3 * self._n + 2),
        }

    @staticmethod
    def _only(texts: Sequence[str], known: Sequence[str], cut: Callable[[str], Iterable[object]]) -> frozenset[object]:
        held = {one for text in texts for one in cut(text)}
        return frozenset(held.difference(*(cut(text) for text in known)) if held else held)

    def _alike(self, sentence: str, told: Told) -> bool:
        """Words in a row, with or without those of grammar, in either direction; or most of a sentence's pairs."""
        now = views.wordy(sentence)
        # A list of single words goes on behind those that were left out of it.
        before = views.wordy(told.beside if len(now) <= FEW else told.tail)
        row = [*before[len(before) - self._n + 1 :], *now] if len(before) >= self._n else [*before, *now]
        if any(one in self._rows or one[::-1] in self._rows for one in views.grams(row, self._n)):
            return True
        if len(now) <= FEW and self._goes_on(before, now):
            return True
        # Whatever stands between them: fillers are no reason to say them.
        content = [word for word in views.content([*before, *now]) if word in self._vocabulary]
        own, size = sum(word in self._vocabulary for word in views.content(now)), max(3, self._n - 1)
        if any(one in self._content for one in views.grams(content[max(0, len(content) - own - size + 1) :], size)):
            return True
        apart = views.wordy(views.WITHIN.sub(r" \g<0>", sentence))
        if any(self._only_theirs(views.content(one)) for one in (now, signs.turned(now), apart)):
            return True
        if any(one in self._pairwise for one in views.pairwise(row)):
            return True
        pairs = list(views.grams(views.content(now), 2))
        held = sum(one in self._pairs for one in pairs)
        return len(pairs) >= 3 and held >= self._share * len(pairs)

    def _goes_on(self, before: Words, now: Words) -> bool:
        """Whether few words go on with a row of private text, whatever stands between them."""
        own = [word for word in now if word in self._said]
        row = [*[word for word in before if word in self._said][1 - self._n :], *own]
        return bool(own) and any(one in self._rows for one in views.grams(row, self._n))

    def _only_theirs(self, content: Words) -> bool:
        """A few words, each of private text, one of which nothing else has: there is nothing of the model's in them."""
        told = [word for word in content if not any(map(str.isdigit, word))]
        return (
            0 < len(told) <= FEW
            and all(word in self._vocabulary for word in told)
            and any(not self.knows(word) for word in told)
        )

    def _alike_in_letters(self, sentence: str, told: Told) -> bool:
        """Whatever stands between the letters, in whatever order or alphabet of moved letters."""
        mixed = [*views.shuffled(told.tail)[1 - self._n :], *views.shuffled(sentence)]
        if any(one in self._mixed for one in views.grams(mixed, self._n)):
            return True
        for name, (view, size) in self._views().items():
            seen = views.behind(view(told.tail), view(sentence), size)
            if any(cut in self._letters[name] for cut in views.cuts(seen, size)):
                return True
        line = views.behind(views.line(told.tail), views.line(sentence), MIXED)
        mixed_up = (cut for cut in views.cuts(line, MIXED) if "".join(sorted(cut)) in self._jumbled)
        if any(cut not in self._jumbled_not for cut in mixed_up):
            return True
        line = views.behind(views.line(told.tail), views.line(sentence), TURNED)
        words = views.behind("".join(views.turned_words(told.tail)), "".join(views.turned_words(sentence)), TURNED)
        if any(cut in self._turned and cut not in self._straight for cut in views.cuts(line, TURNED)):
            return True
        if any(cut in self._straight for cut in views.cuts(words, TURNED)) and words != line:
            return True
        latin = signs.latin(line)
        moved = views.cuts(signs.steps(latin), TURNED - 1)
        return any(cut in self._moved and latin[at : at + TURNED] not in self._straight for at, cut in enumerate(moved))

    def _names_a_value(self, sentence: str, told: Told) -> bool:
        values, found = self._values, signs.runs(_ELIDED.sub("", sentence))
        # A digit alone counts something.
        respelled = signs.respelled([one for one in found if len(one) > 1])
        if _BEGINS.search(sentence) and any(self._begins(word) for word in found):
            return True
        if any(self._number(number) for text in (sentence, " ".join(halved(found))) for number in numbers(text)):
            return True
        row = [*signs.said(told.tail)[-6:], *signs.said(sentence)]
        if any(views.holds(row, phrase) for phrase in values.phrases):
            return True
        forms = (
            found,
            signs.turned(found),
            respelled,
            signs.romanised(found),
            halved(found),
            bared(found),
        )
        if any(self._value(word) for form in forms for word in form):
            return True
        tail = signs.runs(told.tail)[-12:]
        return any(self._across(view) for view in ([*tail, *found], signs.counted([*tail, *found])))

    def _begins(self, word: str) -> bool:
        held = (*self._values.words, *self._values.codes)
        return len(word) > 1 and any(
            value != word and (value.startswith(word) or value.endswith(word)) for value in held
        )

    def _number(self, number: str) -> bool:
        """A private number, or how one begins."""
        held = self._values.numbers
        if number in held or number in self._known_numbers:
            return number in held
        return len(number) > 1 and any(one.startswith(number) for one in held)

    def _disguised(self, word: str) -> bool:
        """A value in a moved alphabet, without its vowels, or with its first letters behind ("ightjarnay")."""
        if len(word) < PART or self.knows(word) or ordinary(word):
            return False
        if signs.steps(signs.latin(word)) in self._moved_values or (word in self._hard_values and len(word) >= PART):
            return True
        bare = re.sub(r"[wy]?ay$", "", word)
        return any(bare[-at:] + bare[:-at] in self._values.words for at in (1, 2, 3))

    def _value(self, word: str) -> bool:
        """A value, a form of it ("Lindqvists"), or so much of its beginning or end that it can be told."""
        if word in self._values.words or (len(word) >= PART and word in self._values.codes):
            return not self.knows(word)
        if len(word) < PART:
            return self._part(word)
        if self.knows(word):
            return False
        if self._disguised(word) or any(value in word and len(value) > PART for value in self._values.words):
            return True
        if "".join(sorted(word)) in self._anagrams and not ordinary(word):
            return True
        return self._part(word)

    def _part(self, word: str) -> bool:
        """Whether it is how a value begins or ends, as no ordinary word is, or a good part of one; or a bare letter."""
        if word in self._known_words:
            return False
        if len(word) == 1:
            return word.isalpha() and word not in _WORDS_OF_ONE
        held = [
            value
            for value in (*self._values.words, *self._values.codes)
            if len(value) > len(word) and (value.startswith(word) or value.endswith(word))
        ]
        half = any(len(word) >= PART - 1 and 2 * len(word) >= len(value) for value in held)
        return bool(held) and (half or not (ordinary(word) or self.knows(word)))

    def _across(self, found: Words) -> bool:
        """A value in pieces: letters and digits with anything between them, from the beginning of a word to an end."""
        line, starts, ends = "".join(found), {0}, set[int]()
        at = 0
        for word in found:
            starts.add(at)
            at += len(word)
            ends.add(at)
        sought = [*self._values.words, *self._values.codes, *(n for n in self._values.numbers if len(n) > 2)]
        for value in sought:
            if self.knows(value) and value in self._values.words:
                continue
            for form in (value, value[::-1]) if len(value) >= PART else (value,):
                where = line.find(form)
                while where >= 0:
                    if len(value) >= 8 or (where in starts and where + len(value) in ends):
                        return True
                    where = line.find(form, where + 1)
        return False

    def _spelled(self, sentence: str, told: Told) -> bool:
        """Letters said one by one, or first and last letters that spell a value or a row of private letters."""
        alone = longest = ""
        for word in [*signs.runs(told.tail)[-8:], *signs.runs(sentence)]:
            alone = alone + word if len(word) == 1 else ""
            longest = max(longest, alone, key=len)
        if len(longest) >= PART and longest not in self._known_letters:
            return True
        return self._by_initials(told.and_then(sentence))

    def _by_initials(self, after: Told) -> bool:
        for name, row in after.initials.items():
            least = SPELLED_BY_WORDS if name.endswith("words") else SPELLED_BY_LINES
            values = [value for value in (*self._values.words, *self._values.codes) if len(value) >= least]
            begun = {way[: max(least, 2 * len(value) // 3)] for value in values for way in (value, value[::-1])}
            if any(one in row for one in begun):
                return True
            if any(cut in self._short for cut in views.cuts(row, ACROSTIC)):
                return True
        return False

    def _encoded(self, sentence: str, told: Told) -> bool:
        text = told.tail + sentence
        found = signs.runs(sentence)
        if self._sounds.alike(signs.written(sentence), lambda word: self.knows(word) or ordinary(word)):
            return True
        if unreadable(sentence, self._is_known_word) or names_letters(found) or self._says_nothing(found):
            return True
        if gibberish(found, lambda word: self.knows(word) or ordinary(word) or word in self._vocabulary):
            return True
        for meant, end, run in decoded(text):
            if end > len(told.tail) and (self._meant(meant) or (readable(meant) and self._strange(run))):
                return True
        return opaque(sentence, self._is_known_token) or opaque(text[-BEFORE:], self._is_known_token)

    def _meant(self, text: str) -> bool:
        line = views.line(text)
        if any(cut in self._short for way in (line, line[::-1]) for cut in views.cuts(way, DECODED)):
            return True
        values = (*self._values.words, *self._values.codes, *self._values.numbers)
        if any(value in line for value in values if len(value) > PART):
            return True
        return len(line) > 1 and text.isprintable() and line in values

    def _strange(self, run: str) -> bool:
        """Whether nothing that may be said, and no language, has the words and numbers of a run."""
        found = run.split()
        if len(found) == 1 and len(run) < LONG and _SHAPED.fullmatch(run):
            return False
        return 2 * sum(map(self._is_language, found)) < len(found)

    def _is_language(self, token: str) -> bool:
        """Whether a token may be said, or is one of everyday words."""
        bare = token.strip(".,;:")
        return self._is_known_token(bare) or any(self.knows(word) or ordinary(word) for word in signs.runs(bare))

    def _says_nothing(self, found: Words) -> bool:
        """A few words that are none of anything that may be said nor of a language: nobody gains from them."""
        if not 0 < len(found) <= FEW or all(word.isdigit() and len(word) < PART for word in found):
            return False
        if not "".join(found).isascii():
            return False
        return not any(
            self.knows(word) or ordinary(word) or compound(word) or self._is_known_token(word) for word in found
        )

    def _is_known_word(self, word: str) -> bool:
        return self.knows(signs.plain(word))

    def _is_known_token(self, token: str) -> bool:
        return token in self._known_tokens or (token.isdigit() and digits(token) in self._known_numbers)
