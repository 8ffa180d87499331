"""What a search shows of personal data, by the chatbot's setting."""

from dataclasses import replace

from pipelines.questions import Passage, Passages
from webapp.conversations.discreet import discreet, excerpt

MAIL = "anna@firma.de"
PLAIN = Passage("d", "v", "s", "o", "Staff", "staff.md", ("Desk",), 1, 10, 40, "Nothing of anybody.", 0.5, 0.5, None)
TOLD = replace(PLAIN, text=f"Write to {MAIL} soon.", title=f"Mail of {MAIL}", heading=(MAIL,))


def test_a_search_masks_or_leaves_out() -> None:
    """Words, title and headings; the place stays what it is."""
    found = Passages((TOLD, PLAIN))
    for pii in ("off", "flag", "placeholders"):
        assert discreet(found, pii) is found
    masked, plain = discreet(found, "redact").items
    assert (masked.text, masked.title, masked.heading) == ("Write to ⟨EMAIL⟩ soon.", "Mail of ⟨EMAIL⟩", ("⟨EMAIL⟩",))
    assert (masked.start, masked.end, plain) == (10, 40, PLAIN)
    assert discreet(found, "block").items == (PLAIN,)
    assert excerpt(TOLD.text, "block") == masked.text
    assert excerpt(TOLD.text, "flag") == TOLD.text
