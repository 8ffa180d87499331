"""Long believable text for tests, from a seed: Zipf-distributed words, paragraphs of uneven length."""

import random

SYLLABLES = ("ka", "lo", "ri", "ten", "mar", "sol", "vi", "den", "pra", "ust", "em", "or", "ni", "la", "que", "shi")


class Prose:
    """A generator of paragraphs; the same seed gives the same text."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.words = ["".join(self.random.choices(SYLLABLES, k=self.random.randint(1, 4))) for _ in range(4_000)]
        self.weights = [1 / (rank + 3) for rank in range(len(self.words))]

    def sentence(self) -> str:
        """A capitalised sentence of 5 to 30 words."""
        return " ".join(self.random.choices(self.words, self.weights, k=self.random.randint(5, 30))).capitalize() + "."

    def paragraph(self) -> str:
        """One to eight sentences; one paragraph in twenty is very long."""
        count = self.random.randint(30, 60) if self.random.random() < 0.05 else self.random.randint(1, 8)
        return " ".join(self.sentence() for _ in range(count))

    def paragraphs(self, words: int) -> list[str]:
        """Paragraphs until so many words are reached."""
        out: list[str] = []
        count = 0
        while count < words:
            out.append(self.paragraph())
            count += out[-1].count(" ") + 1
        return out
