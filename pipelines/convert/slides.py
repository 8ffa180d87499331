"""How a slide is called: its number, which is its place, and its title."""


def slide_heading(number: int, title: str, *, hidden: bool = False) -> str:
    """``Slide 3: Budget``, ``Slide 4 (hidden)``."""
    said = f"Slide {number}{' (hidden)' if hidden else ''}"
    words = " ".join(title.split())
    return f"{said}: {words}" if words else said
