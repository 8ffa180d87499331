"""Masks and placeholders over texts that come in pieces."""

import pytest

from pipelines.personal.masking import Masking, masked
from pipelines.personal.placeholders import Placeholders
from tests.growth import LINEAR, growth

TEXT = (
    "Write to anna.schmidt@firma.de or call +49 30 901820. Her IBAN is DE89 3704 0044 0532 0130 00, and the password: "
    "Sommer2024! holds. Steuer-ID: 86 095 742 719. Order 4111111111111111 has shipped, and nothing else is said here. "
    "A key follows: -----BEGIN PRIVATE KEY-----\nMIIEabc\n-----END PRIVATE KEY-----\nThat was all of it, dear reader."
)
GIVEN = "Hi ⟨PERSON_1⟩, <EMAIL_1> or EMAIL_1. ⟨PHONE\\_1⟩ &lt;IBAN_1&gt; ⟨email 1⟩ [1] ⟨x y (A [B_1] ⟨nobody"


def veil() -> tuple[Placeholders, list[str]]:
    """Placeholders that have hidden something of each kind."""
    placeholders = Placeholders()
    return placeholders, placeholders.hide(
        [
            "Frau Anna Schmidt (anna.schmidt@firma.de, Tel. 0301234567) meldet. Schmidt ruft an.",
            "und 0301234567 nochmal; IBAN DE89370400440532013000; ⟨EMAIL_1⟩ stand da, EMAIL_1 auch",
        ]
    )


def test_a_mask_is_the_same_at_every_cut() -> None:
    """Two pieces at every position, and one character after the other."""
    whole, values = masked(TEXT)
    assert {kind for kind, _ in values} == {"email", "phone", "iban", "secret", "national_id"}
    for at in range(len(TEXT) + 1):
        masking = Masking()
        assert masking.feed(TEXT[:at]) + masking.feed(TEXT[at:]) + masking.flush() == whole
        assert masking.values == values
    masking = Masking()
    assert "".join(map(masking.feed, TEXT)) + masking.flush() == whole


def test_nothing_is_released_before_it_is_decided() -> None:
    """At no time has a value, or a part of one that tells it, gone out."""
    masking = Masking()
    said = ""
    for sign in TEXT:
        said += masking.feed(sign)
        assert not any(value[:6] in said for _, value in masked(TEXT)[1])
    assert "4111111111111111" in said + masking.flush()


def test_places_lead_from_the_text_to_what_was_said() -> None:
    """Words before, between and behind masks."""
    masking = Masking()
    said = masking.feed(TEXT) + masking.flush()
    for word in ("Write", "call", "IBAN is", "holds", "shipped", "dear"):
        start = TEXT.index(word)
        assert said[masking.place(start) : masking.place(start + len(word), end=True)] == word
    start = TEXT.index("anna")
    assert said[masking.place(start) : masking.place(start + 3, end=True)] == "⟨EMAIL⟩"


def test_time_of_masking_grows_with_length_in_pieces() -> None:
    """One endless word, one character after the other."""

    def work(size: int) -> None:
        masking = Masking()
        for _ in range(size):
            masking.feed("a")

    assert growth(work, 10_000) <= 1.3 * LINEAR


def test_what_is_hidden_comes_back_exactly() -> None:
    """Every text, also one that holds what looks like a placeholder; and the same value has the same one."""
    placeholders, hidden = veil()
    assert hidden == [
        "⟨PERSON_1⟩ (⟨EMAIL_1⟩, Tel. ⟨PHONE_1⟩) meldet. ⟨PERSON_2⟩ ruft an.",
        "und ⟨PHONE_1⟩ nochmal; IBAN ⟨IBAN_1⟩; ⟨TEXT_1⟩ stand da, ⟨TEXT_2⟩ auch",
    ]
    again = [placeholders.restore(text) for text in hidden]
    assert again[1] == "und 0301234567 nochmal; IBAN DE89370400440532013000; ⟨EMAIL_1⟩ stand da, EMAIL_1 auch"
    assert again[0].endswith("(anna.schmidt@firma.de, Tel. 0301234567) meldet. Schmidt ruft an.")


def test_restored_at_every_cut() -> None:
    """Three pieces at every two positions, and one character after the other."""
    placeholders, _ = veil()
    whole = placeholders.restore(GIVEN)
    assert whole.startswith("Hi Frau Anna Schmidt, anna.schmidt@firma.de or anna.schmidt@firma.de. 0301234567 DE89")
    for one in range(len(GIVEN)):
        for other in range(one, len(GIVEN)):
            restoring = placeholders.restoring()
            pieces = (GIVEN[:one], GIVEN[one:other], GIVEN[other:])
            assert "".join(map(restoring.feed, pieces)) + restoring.finish() == whole
    restoring = placeholders.restoring()
    assert "".join(map(restoring.feed, GIVEN)) + restoring.finish() == whole


@pytest.mark.parametrize(
    "written",
    [
        "<EMAIL_1>",
        "[EMAIL_1]",
        "⟨email_1⟩",
        "⟨E-Mail 1⟩",
        "⟨CORREO_1⟩",
        "⟨EMAIL\\_1⟩",
        "EMAIL_1",
        "&lt;EMAIL_1&gt;",
        "«EMAIL_1»",
    ],
)
def test_a_placeholder_that_a_model_changed_is_known(written: str) -> None:
    """Its brackets, its case, its language, an escaped underscore."""
    assert veil()[0].restore(f"to {written}, please") == "to anna.schmidt@firma.de, please"


@pytest.mark.parametrize(
    "written", ["⟨EMAIL_9⟩", "EMAIL_12", "⟨WHATEVER_1⟩", "[1]", "[Figure 1]", "(see A_1)", "⟨⟩", "⟨PERSON⟩"]
)
def test_one_that_was_never_given_stays_as_it_is(written: str) -> None:
    """Nobody's value is put in its place."""
    assert veil()[0].restore(f"to {written}, please") == f"to {written}, please"
