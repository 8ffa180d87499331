"""A conversation as a file says of every statement what the screen says of it."""

from datetime import UTC, datetime
from typing import Any

from webapp.conversations.exporting import markdown, page
from webapp.conversations.models import Conversation, Message

SAID = "The party is on 21 June [1]. Guests are invited. It costs 12 euros."


def answered(claims: list[dict[str, Any]], coverage: dict[str, int] | None, **more: Any) -> tuple[str, str]:
    """The files of a conversation with this answer."""
    now = datetime(2027, 3, 1, tzinfo=UTC)
    talk = Conversation(id="t", title="Party", created_at=now)
    quote = {"n": 1, "title": "Minutes", "uri": "minutes.md", "page": None, "quote": "The party is on 21 June."}
    given = {"content": SAID, "model": "gpt-x", "mode": "llm", **more}
    row = Message(role="assistant", citations=[quote], claims=claims, coverage=coverage, **given)
    return markdown(talk, [row]), page(talk, [row])


def claim(part: str, verdict: str, contrast: dict[str, str] | None = None) -> dict[str, Any]:
    start = SAID.index(part)
    return {"start": start, "end": start + len(part), "verdict": verdict, "contrast": contrast}


def test_what_nothing_backs_says_so() -> None:
    """Behind its full stop, with the passage's value where two were aligned, and how much is backed by whose words."""
    claims = [
        claim("The party is on 21 June", "supported"),
        claim("Guests are invited", "unsupported"),
        claim("It costs 12 euros", "unsupported", {"said": "12 euros", "passage": "<b>14*</b> euros"}),
    ]
    text, html = answered(claims, {"backed": 1, "total": 3})
    assert "21 June [1]. Guests are invited. *(not found in the sources)* It costs 12 euros." in text
    assert "; the passage says \\<b>14\\*\\</b> euros)*" in text
    assert "1 of 3 statements backed by the sources." in text
    assert "Written by an AI model (gpt-x): check the sources." in text
    assert "Guests are invited. <em>(not found in the sources)</em>" in html
    assert "says &lt;b&gt;14*&lt;/b&gt; euros)</em>" in html
    assert "<footer>1 of 3 statements backed by the sources.</footer>" in html


def test_quotes_stay_as_they_are() -> None:
    """Nothing was judged: nothing is said of it."""
    text, html = answered([], None, model=None, mode="extractive")
    assert SAID in text
    assert "not found" not in text + html
    assert "backed" not in text + html


def test_machines_are_told_who_wrote_it() -> None:
    """In front of Markdown, in the head and at the answer of HTML; quotes say that they are quotes."""
    text, html = answered([], None, model="<x>", withheld={"email": 2})
    iptc = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"
    # Escaped as YAML does: whoever shows the file as Markdown sees no element in it.
    named = r'"\U0000003cx\U0000003e"'
    assert text.startswith(f"---\ngenerated_by: model\nmodels: [{named}]\ndigital_source_type: {iptc}\n---\n")
    assert f'<meta name="iptc:digitalSourceType" content="{iptc}">' in html
    assert 'data-generated-by="model" data-model="&lt;x&gt;"' in html
    assert "kept from the model: email 2." in text
    text, html = answered([], None, model=None, mode="extractive")
    assert not text.startswith("---")
    assert "digitalSourceType" not in html
    assert 'data-generated-by="none"' in html
    assert "Quoted from the sources, word for word." in text


def test_words_that_replaced_a_models_are_not_its() -> None:
    """It gave no answer, or nothing that it said was backed: the desk's words or quotes stand there."""
    for more in ({"finish": "no_answer"}, {"finish": "not_backed"}, {"mode": "desk"}, {"content": ""}):
        assert "generated_by" not in answered([], None, **more)[0]
