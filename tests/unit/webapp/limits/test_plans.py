"""Plans: what comes with it, what the installation changes, and who may give which to whom."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from tests.unit.webapp.limits.conftest import Opened
from webapp.plans import Plans
from webapp.settings import WebSettings


def test_changes_are_laid_over_what_comes_with_it() -> None:
    """One number of a plan is changed and the rest stays; a plan of one's own limits what it says and nothing else."""
    plans = Plans({"free": {"quota": {"questions": 5}}, "school": {"documents": 3}}, default="free")
    assert plans.names == ("free", "team", "enterprise", "school")
    assert (plans.of(None).quota.questions, plans.of("free").quota.tokens) == (5, 20_000_000)
    assert plans.of("school").documents == 3
    assert plans.of("school").rates.ask == ""
    assert (plans.name("gone"), plans.name("team")) == ("free", "team")
    assert plans.of("enterprise").documents is None


@pytest.mark.parametrize(
    "settings",
    [
        {"default_plan": "unknown"},
        {"plans": {"free": {"documnets": 3}}},
        {"plans": {"free": {"rates": {"ask": "many"}}}},
        {"plans": {"free": {"documents": -1}}},
        {"auth_rate": "often"},
        {"prices": {"m": {"prompt": -1}}},
    ],
)
def test_what_cannot_be_used_is_refused_at_the_start(tmp_path: Path, settings: dict[str, object]) -> None:
    """And says what it is."""
    with pytest.raises(ValidationError):
        WebSettings(data_dir=tmp_path, **settings)  # type: ignore[arg-type]


def test_plans_are_read_from_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As JSON."""
    monkeypatch.setenv("REFDESK_PLANS", '{"free": {"documents": 7}}')
    monkeypatch.setenv("REFDESK_PRICES", '{"*": {"prompt": 0.5, "completion": 1.5}}')
    settings = WebSettings(data_dir=tmp_path)
    assert Plans(settings.plans, default="free").of("free").documents == 7
    assert settings.prices["*"].completion == 1.5


def test_an_operator_gives_an_organisation_a_plan(opened: Opened) -> None:
    """By id or slug, from its next request on; nobody else may, and only plans that there are."""
    desk = opened(plans={"tiny": {"person_rates": {"write": "1/minute"}}})
    operator, anna = desk.person(), desk.person()
    organisation = anna.user["organization"]
    assert organisation["plan"] == "team"
    path = f"/api/v1/organizations/{organisation['slug']}/plan/"
    assert anna.call("PATCH", path, json={"plan": "tiny"}).json["code"] == "operators_only"
    assert anna.call("GET", path).status_code == 403
    assert operator.call("PATCH", path, json={"plan": "gold"}).json["errors"][0]["code"] == "unknown_plan"
    assert operator.call("PATCH", "/api/v1/organizations/nobody/plan/", json={"plan": "tiny"}).status_code == 404
    assert operator.call("PATCH", path, json={"plan": "tiny"}).json["plan"] == "tiny"
    assert anna.call("GET", "/auth/me/").json["organization"]["plan"] == "tiny"
    assert [anna.call("POST", "/api/v1/chatbots/", json={"name": "x"}).status_code for _ in range(2)] == [201, 429]
    back = operator.call("PATCH", f"/api/v1/organizations/{organisation['id']}/plan/", json={"plan": None})
    assert (back.json["plan"], back.json["chosen"]) == ("team", None)


def test_people_are_shown_to_those_who_run_the_organisation(opened: Opened) -> None:
    """Whoever only takes part sees the whole and their own; other organisations see nothing of it."""
    desk = opened()
    anna, bert = desk.person(), desk.person()
    anna.ask(anna.talk())
    shown = anna.call("GET", "/api/v1/organization/usage/").json
    assert [(one["email"], one["questions"]["used"]) for one in shown["people"]] == [(anna.user["email"], 1)]
    with desk.services.db.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE users SET role = 'viewer' WHERE id = ?", (anna.user["id"],))
    shown = anna.call("GET", "/api/v1/organization/usage/").json
    assert (shown["people"], shown["organization"]["questions"]["used"]) == (None, 1)
    other = bert.call("GET", "/api/v1/organization/usage/").json
    assert (other["people"], other["organization"]["questions"]["used"]) == ([], 0)
    assert desk.app.test_client().get("/api/v1/organization/usage/").status_code == 401
