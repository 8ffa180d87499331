"""Rerankers of an organisation: set up as its models are, chosen by a chatbot, tried."""

from collections.abc import Iterator

import pytest

from tests.servers.rerank_standin import RerankStandin, rerank_standin
from tests.unit.webapp.providers.conftest import KEY, Owner, Owners

Opened = tuple[Owner, RerankStandin, str]


@pytest.fixture
def ranking(owners: Owners) -> Iterator[Opened]:
    """An owner with a reranker set up, and the server that it is."""
    with rerank_standin() as standin:
        owner = owners(outbound_allowed="127.0.0.1")
        base_url = standin.url.removesuffix("/rerank")
        made = owner.provider(name="Ranks", kind="rerank", base_url=base_url, default_model="ranker")
        yield owner, standin, made["id"]


def test_it_is_chosen_and_left(ranking: Opened) -> None:
    """Its chatbot's questions bring it along with its key; models and rerankers are not taken for each other."""
    owner, _, ranker = ranking
    chat = owner.provider(name="Writes")["id"]
    chatbot = owner.chatbot(reranker_id=ranker, provider_id=chat)
    asked = owner.asked(chatbot)
    assert (asked.reranker.provider_id, asked.reranker.model, asked.reranker.guarded) == (ranker, "ranker", True)
    assert asked.reranker.key.get_secret_value() == KEY
    assert [one.provider_id for one in asked.endpoints] == [chat]
    assert owner.asked(owner.chatbot()).reranker is None
    path = f"/api/v1/chatbots/{chatbot}/settings/"
    for wrong in ({"reranker_id": chat}, {"provider_id": ranker}, {"reranker_id": "0"}):
        assert owner.call("PATCH", path, status=422, **wrong)["errors"][0]["code"] == "unknown_provider"
    assert {one["name"]: one["chatbots"] for one in owner.call("GET")["items"]} == {"Ranks": 1, "Writes": 1}
    owner.call("DELETE", ranker + "/", status=204)
    assert owner.call("GET", path)["reranker_id"] is None
    assert owner.asked(chatbot).reranker is None


def test_it_is_tried(ranking: Opened) -> None:
    """Reached, key, an order, and whether what answers comes first."""
    owner, standin, ranker = ranking
    tried = owner.call("POST", f"{ranker}/test/", model="ranker")
    assert (tried["ok"], tried["error"], [one["name"] for one in tried["checks"] if one["ok"]]) == (
        True,
        None,
        ["reached", "key", "answers", "ranks"],
    )
    assert standin.keys == [f"Bearer {KEY}"]
    standin.words = {"herons"}
    unsure = owner.call("POST", f"{ranker}/test/", model="ranker")
    assert (unsure["ok"], unsure["checks"][-1]["code"]) == (True, "provider_misranks")
    for reply, error in (
        ((401, b"{}"), "provider_key_refused"),
        ((200, b'{"results": [{"index": 9, "relevance_score": 1}]}'), "provider_answer"),
        ((500, b""), "provider_broken"),
    ):
        standin.reply = reply
        assert owner.call("POST", f"{ranker}/test/", model="ranker")["error"] == error
