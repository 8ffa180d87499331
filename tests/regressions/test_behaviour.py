"""What only showed when the earlier system ran: at a provider, at the cache server, in the database, at a login."""

from contextlib import closing
from dataclasses import fields
from functools import partial
from pathlib import Path

import pytest
from haystack.dataclasses import ChatMessage
from pydantic import SecretStr

from pipelines.answer.writer import AnswerWriter
from pipelines.endpoints import Endpoint
from pipelines.providers.bounded import own_client
from pipelines.providers.breaker import FAILURES, CircuitBreaker, LocalState
from pipelines.providers.breakers import Guards
from pipelines.providers.call import Call
from pipelines.providers.chain import ModelChain
from pipelines.providers.chat import ChatModel
from pipelines.providers.clients import Clients
from pipelines.providers.deadline import Deadline
from pipelines.providers.endpoints import own_order
from pipelines.providers.failures import ProviderFailure
from pipelines.providers.translation import CAUGHT, failure
from pipelines.questions import Answer
from pipelines.settings import PipelineSettings
from tests.regressions.conftest import PERSON, House, MakeAnswerer
from tests.servers.openai_standin import Reply, Standin
from tests.servers.prefect import free_port
from tests.unit.pipelines.answering_desk import heard, question
from webapp.auth.models import User
from webapp.auth.schemas import UserOut
from webapp.conversations.messages import citation_json

LENT = question("How long are books lent?")


def chain_to(url: str, state: LocalState) -> ModelChain:
    """A model whose provider is in that state."""
    settings = PipelineSettings(OPENAI_API_KEY="k", OPENAI_BASE_URL=url, model="first")
    clients = Clients(lambda endpoint: ChatModel(endpoint, own_client(settings)))
    return ModelChain(clients, own=partial(own_order, settings), guards=Guards("chat", state=lambda _: state))


def test_breaker_given_a_tuple_of_exceptions(standin: Standin) -> None:
    """Every kind of failure that is caught is translated, and counts at the breaker, of whatever class it is."""
    assert isinstance(CAUGHT, tuple)
    for kind in CAUGHT:
        assert isinstance(failure(kind("made up")), ProviderFailure)
    for fault in ("500", "401", "html", "malformed", "cut-at-once"):
        state = LocalState(failures=1)
        with pytest.raises(ProviderFailure), closing(chain_to(standin.url, state)) as chain:
            chain.first(call(standin.url, f"fault:{fault}"))
        assert state.opened() is not None, fault


def call(url: str, model: str) -> Call:
    """A short question to a model, streamed."""
    said: list[str] = []
    messages = [ChatMessage.from_user("Hello")]
    order = (Endpoint("", url, SecretStr("k"), model, guarded=False),)
    return Call(messages, order, 0.0, Deadline.after(20), AnswerWriter(), begin=lambda: said.append)


def test_breaker_used_as_a_decorator(standin: Standin) -> None:
    """A stream counts when it ends: one that begins well and breaks off is a failure, a whole one closes it."""
    state = LocalState()
    breaker = CircuitBreaker(state)
    with closing(chain_to(standin.url, state)) as chain:
        for _ in range(FAILURES):
            assert not breaker.is_broken
            with pytest.raises(ProviderFailure):
                chain.first(call(standin.url, "fault:cut"))
        assert breaker.is_broken
        state.succeeded()
        standin.script(Reply(text="A whole answer."))
        assert chain.first(call(standin.url, "first")).text == "A whole answer."
    assert not breaker.is_broken
    assert not callable(breaker)


def test_client_that_refuses_proxies(standin: Standin, monkeypatch: pytest.MonkeyPatch) -> None:
    """Behind a proxy of the environment a client is made, and its request goes through the proxy."""
    for name in ("HTTP_PROXY", "http_proxy"):
        monkeypatch.setenv(name, standin.url.removesuffix("/v1"))
    for name in ("NO_PROXY", "no_proxy"):
        monkeypatch.setenv(name, "")
    standin.script(Reply(text="Through the proxy."))
    with closing(chain_to("http://model.invalid/v1", LocalState())) as chain:
        assert chain.first(call("http://model.invalid/v1", "first")).text == "Through the proxy."
    assert len(standin.requests) == 1


@pytest.mark.parametrize("reply", ["Books are lent for four weeks [1].", "fault:500", "NO_ANSWER"])
def test_result_without_an_attribute(modelled: MakeAnswerer, standin: Standin, reply: str) -> None:
    """Whatever became of an answer, it has all that its users read of it."""
    fault = reply if reply.startswith("fault:") else None
    if fault is None:
        standin.script(Reply(text=reply))
    answer = heard(modelled(), question(LENT.text, model=fault) if fault else LENT)
    assert {field.name for field in fields(Answer)} <= set(dir(answer))
    assert [citation_json(one)["quote"] for one in (*answer.citations, *answer.nearest)]
    assert isinstance(answer.degraded, tuple)
    assert answer.confidence is not None


def test_cache_server_that_is_down(tmp_path: Path) -> None:
    """A Redis that does not answer stops neither registration nor login."""
    house = House(tmp_path, redis_url=f"redis://127.0.0.1:{free_port()}/0")
    try:
        assert house.registered.status_code == 201
        login = {name: PERSON[name] for name in ("email", "password")}
        assert house.client.post("/auth/login/", json=login).status_code == 200
        assert house.call("GET", "/auth/me/").status_code == 200
    finally:
        house.close()


def test_soft_delete_filter_on_a_relation(house: House) -> None:
    """What belongs to a deleted chatbot is gone with it: by its id, in lists, and for writing."""
    bot = house.call("POST", "/api/v1/chatbots/", name="Short-lived").get_json()["id"]
    source = house.call("POST", f"/api/v1/chatbots/{bot}/sources/", name="S", kind="upload", config={}).get_json()["id"]
    talk = house.call("POST", f"/api/v1/chatbots/{bot}/conversations/", title="T").get_json()["id"]
    owned = [f"/api/v1/sources/{source}/", f"/api/v1/conversations/{talk}/", f"/api/v1/chatbots/{bot}/sources/"]
    assert [house.call("GET", path).status_code for path in owned] == [200] * 3
    assert house.call("DELETE", f"/api/v1/chatbots/{bot}/").status_code in (200, 202, 204)
    assert [house.call("GET", path).status_code for path in (*owned, f"/api/v1/chatbots/{bot}/")] == [404] * 4
    assert bot not in house.call("GET", "/api/v1/chatbots/").get_data(as_text=True)
    asked = house.call("POST", f"/api/v1/conversations/{talk}/messages/", content="Still there?")
    assert asked.status_code == 404


def test_user_field_that_the_model_does_not_have(house: House) -> None:
    """What the API tells of a person is in the model, and is told."""
    told = house.call("GET", "/auth/me/").get_json()
    person = told.get("user", told)
    assert set(UserOut.model_fields) <= person.keys()
    unknown = [name for name in UserOut.model_fields if not hasattr(User, name)]
    assert all(name in person and person[name] is not None for name in unknown)


def test_refresh_loop_on_401(tmp_path: Path) -> None:
    """Once a login has ended every refresh is refused, whatever was tried before, and gives nothing to try again with.

    That the interface asks once only is tested beside it: `webapp/ui/src/api/session.test.ts`.
    """
    house = House(tmp_path)
    try:
        session = house.registered.get_json()
        bearer = {"Authorization": f"Bearer {session['refresh_token']}"}
        assert house.client.post("/auth/refresh/", headers=bearer, json={}).status_code == 200
        assert house.client.post("/auth/logout/", headers=bearer, json={}).status_code in (204, 401)
        house.client.post("/auth/logout/", headers={"Authorization": f"Bearer {house.token}"}, json={})
        for _ in range(3):
            refused = house.client.post("/auth/refresh/", headers=bearer, json={})
            assert (refused.status_code, refused.get_json()["status"]) == (401, 401)
            assert "access_token" not in refused.get_json()
            assert not {"Location", "Set-Cookie", "Retry-After"} & set(refused.headers.keys())
            assert house.call("GET", "/auth/me/").status_code == 401
    finally:
        house.close()
