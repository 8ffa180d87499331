"""Providers of models: who may set them up, what is kept of their keys, in which order they answer."""

from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr
from sqlalchemy import select, update

from tests.servers.openai_standin import Standin
from tests.unit.webapp.limits.conftest import Opened
from tests.unit.webapp.providers.conftest import KEY, PATH, Owners, other_secret
from webapp.providers.models import Provider
from webapp.providers.vault import KeyUnreadable, Vault


def test_a_provider_is_set_up_changed_and_deleted(owners: Owners) -> None:
    """With its price, at the end of the order; what is left out of a change stays."""
    owner = owners()
    prices = {"read": "0.15", "written": "0.60", "currency": "EUR"}
    made = owner.provider(prices=prices, base_url=owner.url + "/")
    assert made["base_url"] == owner.url
    assert (made["position"], made["has_key"], made["chatbots"], made["prices"]) == (0, True, 0, prices)
    changed = owner.call("PATCH", made["id"] + "/", name="Theirs", prices=None)
    assert (changed["name"], changed["prices"], changed["has_key"]) == ("Theirs", None, True)
    assert owner.call("PATCH", made["id"] + "/", api_key=None)["has_key"] is False
    owner.call("DELETE", made["id"] + "/", status=204)
    assert owner.names() == []


def test_the_order_is_changed_by_place(owners: Owners) -> None:
    """The others move up or down; a deletion leaves no hole."""
    owner = owners()
    ids = {name: owner.provider(name=name)["id"] for name in ("a", "b", "c", "d")}
    owner.call("PATCH", ids["d"] + "/", position=0)
    assert owner.names() == ["d", "a", "b", "c"]
    owner.call("PATCH", ids["d"] + "/", position=2)
    owner.call("PATCH", ids["b"] + "/", position=99)
    assert owner.names() == ["a", "d", "c", "b"]
    owner.call("DELETE", ids["d"] + "/", status=204)
    assert [row["position"] for row in owner.call("GET")["items"]] == [0, 1, 2]


def test_only_owners_and_admins_set_up(owners: Owners) -> None:
    """Editors see names for their chatbots, not where they are; what they may not do is 403, a stranger's is 404."""
    owner = owners()
    made, stranger = owner.provider(), owners()
    body = {"name": "x", "base_url": owner.url, "default_model": "m"}
    mine = made["id"] + "/"
    calls = [("PATCH", mine, {"name": "x"}), ("DELETE", mine, {}), ("POST", mine + "test/", {"model": "m"})]
    calls.append(("GET", mine + "models/", {}))
    for method, path, values in calls:
        assert stranger.call(method, path, status=404, **values)["code"] == "not_found"
    for role in ("editor", "viewer", ""):
        owner.becomes(role)
        for method, path, values in [("POST", "", body), *calls]:
            assert owner.call(method, path, status=403, **values)["code"] == "admins_only"
        (seen,) = owner.call("GET")["items"]
        assert (seen["name"], seen["default_model"], seen["base_url"]) == ("Ours", "large", None)
    owner.becomes("admin")
    assert owner.call("PATCH", mine, name="x")["base_url"] == owner.url


REFUSED = {
    "http://127.0.0.1:1/v1": "address_refused",
    "http://169.254.169.254/v1": "address_refused",
    "http://2130706433/v1": "address_refused",
    "http://me:pass@example.org/v1": "address_refused",
    "file:///etc/passwd": "address_refused",
    "https://example.org/v1?x=1": "address_refused",
    "http://nobody.invalid/v1": "address_unresolvable",
}


def test_an_address_passes_the_guard(owners: Owners) -> None:
    """When it is set up, and when it is changed: the field is named, nothing is kept."""
    owner = owners()
    made = owner.provider()
    for url, code in REFUSED.items():
        body = {"name": "x", "base_url": url, "default_model": "m"}
        for answer in (
            owner.call("POST", status=422, **body),
            owner.call("PATCH", made["id"] + "/", status=422, base_url=url, api_key=KEY),
        ):
            assert [(error["field"], error["code"]) for error in answer["errors"]] == [("base_url", code)]
    assert [row["base_url"] for row in owner.call("GET")["items"]] == [owner.url]


def test_an_address_that_was_kept_is_guarded_when_it_is_used(owners: Owners) -> None:
    """Whatever stands in the row: nobody inside is asked."""
    owner = owners()
    made = owner.provider()
    with owner.desk.services.db.writing() as session:
        session.execute(update(Provider).values(base_url="http://127.0.0.1:9/v1"))
    tried = owner.call("POST", made["id"] + "/test/", model="m")
    assert (tried["ok"], tried["error"]) == (False, "address_refused")
    assert owner.call("GET", made["id"] + "/models/", status=424)["code"] == "address_refused"


def test_the_key_is_nowhere(owners: Owners, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Not in an answer, not in the database's file, not in the log, also where it is refused or wrong."""
    owner = owners()
    owner.standin.key = "another"
    made = owner.provider()
    said = [owner.person.call("GET", PATH).text, owner.person.call("POST", f"{PATH}{made['id']}/test/", json={}).text]
    said.append(owner.person.call("GET", f"{PATH}{made['id']}/models/").text)
    for wrong in ({"api_key": f"{KEY} \n x"}, {"api_key": f"{KEY}\u2028x"}, {"api_key": KEY * 99}, {"api_key": [KEY]}):
        refused = owner.person.call("PATCH", f"{PATH}{made['id']}/", json=wrong)
        assert refused.status_code == 422, wrong
        said.append(refused.text)
    for file in tmp_path.glob("*.sqlite*"):
        said.append(file.read_bytes().decode("latin-1"))
    said += capfd.readouterr()
    assert not [one for one in said if KEY in one]


def test_a_key_does_not_follow_the_address(owners: Owners) -> None:
    """Who leads the address elsewhere has to know the key: it was given for the one before."""
    owner = owners(outbound_allowed="127.0.0.1")
    made = owner.provider()
    elsewhere = "http://127.0.0.1:9/v1"
    answer = owner.call("PATCH", made["id"] + "/", status=422, base_url=elsewhere)
    assert [error["code"] for error in answer["errors"]] == ["key_needed"]
    assert owner.call("PATCH", made["id"] + "/", base_url=owner.url + "/more")["base_url"].endswith("/more")
    assert owner.call("PATCH", made["id"] + "/", base_url=elsewhere, api_key=KEY)["base_url"] == elsewhere


def test_keys_are_bound_to_their_row_and_their_secret() -> None:
    """A sealed key opens for its own row alone, under the secret that it names; the former one still opens it."""
    first, second = other_secret(), other_secret()
    old = Vault(first)
    sealed = old.seal(SecretStr(KEY), org_id="o", provider_id="p")
    assert KEY not in sealed
    assert sealed != old.seal(SecretStr(KEY), org_id="o", provider_id="p")
    for vault in (old, Vault(second, (first,))):
        assert vault.open(sealed, old.key_id, org_id="o", provider_id="p").get_secret_value() == KEY
    for vault, value, key_id, org_id, provider_id in (
        (Vault(second), sealed, old.key_id, "o", "p"),
        (old, sealed, old.key_id, "o", "q"),
        (old, sealed, old.key_id, "x", "p"),
        (old, sealed, Vault(second).key_id, "o", "p"),
        (old, sealed[:-4] + "AAAA", old.key_id, "o", "p"),
        (old, "no base64", old.key_id, "o", "p"),
        (old, "", old.key_id, "o", "p"),
        (old, sealed, None, "o", "p"),
    ):
        with pytest.raises(KeyUnreadable):
            vault.open(value, key_id, org_id=org_id, provider_id=provider_id)


def test_keys_go_along_with_the_secret(opened: Opened, owners: Owners, standin: Standin) -> None:
    """Under another secret a key is told to be unreadable, and used for nothing; with the former one named it is read,
    and sealed anew, so that the former one may be forgotten.
    """
    first, second = other_secret(), other_secret()
    owner = owners(secret_key=first)
    made = owner.provider()
    chatbot = owner.chatbot(provider_id=made["id"])
    allowed = {"outbound_allowed": standin.url.split("/")[2]}
    owner.desk = opened(secret_key=second, **allowed)
    owner.person = relogged(owner)
    (seen,) = owner.call("GET")["items"]
    assert (seen["has_key"], seen["key_readable"]) == (True, False)
    assert owner.call("POST", made["id"] + "/test/", status=409, model="m")["code"] == "provider_key_unreadable"
    # Nobody else reads it: who chose a provider has said where texts may go.
    (left,) = owner.asked(chatbot).endpoints
    assert (left.provider_id, left.key, left.usable) == (made["id"], None, False)
    owner.desk = opened(secret_key=second, previous_secret_key=first, **allowed)
    owner.person = relogged(owner)
    assert owner.asked(chatbot).endpoints[0].key.get_secret_value() == KEY
    passes = {one.name: one for feature in owner.desk.services.features for one in feature.passes}
    passes["provider_keys"].run()
    owner.desk = opened(secret_key=second, **allowed)
    owner.person = relogged(owner)
    assert owner.asked(chatbot).endpoints[0].key.get_secret_value() == KEY
    with owner.desk.services.db.reading() as session:
        assert [row.key_id for row in session.scalars(select(Provider))] == [Vault(second).key_id]


def relogged(owner: Any) -> Any:
    """The same person at another start of the app, whose tokens are signed with another secret."""
    client = owner.desk.app.test_client()
    body = {"email": owner.person.user["email"], "password": "a long enough passphrase"}
    token = client.post("/auth/login/", json=body).get_json()["access_token"]
    return type(owner.person)(client, owner.person.user, token)


def test_a_chatbot_is_answered_by_whom_it_chose(owners: Owners) -> None:
    """First the chosen one with the chatbot's model, then the others in order with theirs; without a choice none."""
    owner = owners()
    first, chosen = (
        owner.provider(name="first", default_model="one", api_key=None),
        owner.provider(name="chosen", prices={"read": "1", "written": "2", "currency": "EUR"}),
    )
    assert owner.asked(owner.chatbot()).endpoints == ()
    chatbot = owner.chatbot(provider_id=chosen["id"])
    owner.call("PATCH", f"/api/v1/chatbots/{chatbot}/", model_name="special")
    asked = owner.asked(chatbot)
    assert [(one.provider_id, one.model, one.guarded) for one in asked.endpoints] == [
        (chosen["id"], "special", True),
        (first["id"], "one", True),
    ]
    assert (asked.endpoints[0].key.get_secret_value(), asked.endpoints[1].key) == (KEY, None)
    assert KEY not in repr(asked)
    assert asked.model is None
    assert [row["chatbots"] for row in owner.call("GET")["items"]] == [0, 1]


def test_a_choice_is_one_of_ones_own(owners: Owners) -> None:
    """Not another organisation's, not one that never was."""
    owner, stranger = owners(), owners()
    chatbot = owner.chatbot()
    for other in (stranger.provider()["id"], chatbot, "x"):
        answer = owner.call("PATCH", f"/api/v1/chatbots/{chatbot}/settings/", status=422, provider_id=other)
        assert answer["errors"][0]["code"] == "unknown_provider"


def test_a_deleted_provider_leaves_its_chatbots_to_the_installation(owners: Owners) -> None:
    """Their name of a model goes with it: it means nothing elsewhere."""
    owner = owners()
    made = owner.provider()
    chatbot = owner.chatbot(provider_id=made["id"])
    owner.call("PATCH", f"/api/v1/chatbots/{chatbot}/", model_name="special")
    owner.call("DELETE", made["id"] + "/", status=204)
    assert owner.call("GET", f"/api/v1/chatbots/{chatbot}/settings/")["provider_id"] is None
    asked = owner.asked(chatbot)
    assert (asked.endpoints, asked.model) == ((), None)


def test_an_organisation_has_so_many_and_no_more(owners: Owners) -> None:
    """A list that is short enough to be read at once."""
    owner = owners()
    for place in range(20):
        owner.provider(name=f"{place}")
    body = {"name": "x", "base_url": owner.url, "default_model": "m"}
    assert owner.call("POST", status=409, **body)["code"] == "too_many_providers"
