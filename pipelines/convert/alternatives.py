"""What a picture is said to show: the words that its writer gave it for who cannot see it."""

import re

# Words of programs: the file that it came from, a count, and what a machine guessed.
NAMES = re.compile(
    r"(?:[\w./\\:%~ -]*\.(?:png|jpe?g|gif|bmp|tiff?|svg|emf|wmf|webp|eps)"
    r"|(?:picture|image|graphic|photo|figure|shape|object|img|dsc|bild|grafik|image|imagen|immagine|図|图片)[ _-]*\d*)",
    re.IGNORECASE,
)
GUESSED = re.compile(
    r"(?:Description automatically generated|Automatisch generierte Beschreibung)[^\n]*", re.IGNORECASE
)
MOST = 2_000


def told_of(words: str | None) -> str:
    """An alternative text on one line; nothing where only a program speaks."""
    said = " ".join(GUESSED.sub("", (words or "")[:MOST]).split())
    return "" if NAMES.fullmatch(said) else said
