"""What is left of an answer, some of whose sources may not be quoted any more."""

from typing import Any

from webapp.conversations.messages import message_json
from webapp.conversations.models import Message
from webapp.conversations.silencing import silence
from webapp.sql.database import now

NOTE = "(What stood here is not shown any more: the source that it came from may no longer be quoted.)"


def cited(n: int | None, source: str, quote: str) -> dict[str, Any]:
    made = {
        "document_id": f"d-{source}",
        "version": "v",
        "source_id": source,
        "title": f"Title of {source}",
        "uri": f"{source}.md",
        "page": None,
        "start": 0,
        "end": len(quote),
        "quote": quote,
        "place": None,
        "row": None,
    }
    return made if n is None else {"n": n, **made}


def claim(start: int, end: int, *numbers: int) -> dict[str, Any]:
    verdict = "supported" if numbers else "unsupported"
    return {"start": start, "end": end, "verdict": verdict, "citations": list(numbers), "reasons": [], "contrast": None}


def answer(content: str, **more: Any) -> Message:
    values: dict[str, Any] = {"citations": [], "nearest": [], "claims": [], "degraded": [], "mode": "llm"}
    return Message(
        id="m",
        conversation_id="c",
        role="assistant",
        status="done",
        content=content,
        stop_requested=False,
        created_at=now(),
        **values | more,
    )


def test_of_statements_those_stay_that_open_sources_back() -> None:
    """The others go, and what nothing backs with them; places are told anew, and marks stay."""
    said = "Loans last long [1]. The sluice is brass [2]. Both are old [1][2]. So they say."
    row = answer(
        said,
        citations=[cited(1, "open", "Loans last long."), cited(2, "shut", "The sluice is brass.")],
        claims=[claim(0, 15, 1), claim(21, 40, 2), claim(46, 58, 1, 2), claim(67, 78)],
        flagged=[{"start": 0, "end": 4}],
        table={"rows": []},
    )
    shown = silence(row, {"shut"})
    assert shown.content == f"Loans last long [1]\n\n{NOTE}"
    assert [(one["start"], one["end"]) for one in shown.claims] == [(0, 15)]
    assert [one["source_id"] for one in shown.citations] == ["open"]
    assert (shown.flagged, shown.table, shown.withheld) == (None, None, {"private": 1})
    assert row.content == said
    assert message_json(shown)["withheld"] == {"private": 1}


def test_of_quotes_those_stay_that_open_sources_hold() -> None:
    row = answer(
        "“Loans last long.” [1]\n\n“The sluice is brass.” [2]",
        mode="extractive",
        citations=[cited(1, "open", "Loans last long."), cited(2, "shut", "The sluice is brass.")],
    )
    assert silence(row, {"shut"}).content == f"“Loans last long.” [1]\n\n{NOTE}"
    assert silence(row, {"open", "shut"}).content == NOTE


def test_what_a_model_said_without_statements_goes_as_a_whole() -> None:
    row = answer("It is brass, and loans are long [1].", citations=[cited(1, "shut", "The sluice is brass.")])
    assert silence(row, {"shut"}).content == NOTE


def test_closest_passages_go_and_words_stay_that_do_not_name_them() -> None:
    row = answer(
        "These are the closest passages.",
        mode="desk",
        nearest=[cited(None, "open", "Loans."), cited(None, "shut", "The sluice is made of brass.")],
    )
    shown = silence(row, {"shut"})
    assert shown.content == row.content
    assert [one["source_id"] for one in shown.nearest] == ["open"]
    assert silence(answer("See “The sluice is made of brass.”", nearest=row.nearest), {"shut"}).content == NOTE
    assert silence(answer("See title of shut.", nearest=row.nearest), {"shut"}).content == NOTE


def test_nothing_changes_for_others() -> None:
    row = answer("Loans [1].", citations=[cited(1, "open", "Loans.")])
    assert silence(row, {"shut"}) is row
