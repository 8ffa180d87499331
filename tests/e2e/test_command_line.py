"""The command line against the real stack: load, ask, search, and how each command ends."""

import json
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.servers.stack import PASSWORD, Account, Stack, account

HANDBOOK = """# Lighthouse handbook

## Lamp

The lamp of the lighthouse is lit at sunset and burns until sunrise. The lamp oil is kept in the cellar.

## Fog

In fog the keeper sounds the horn every ninety seconds. The horn is driven by compressed air.
"""
FERRY = "The ferry to the island leaves every day at seven in the morning from the north pier.\n"


@pytest.fixture(scope="module")
def person(stack: Stack) -> Iterator[Account]:
    """Somebody with a chatbot called Keeper."""
    with account(stack) as made:
        assert made.http.post("/api/v1/chatbots/", json={"name": "Keeper"}).status_code == 201
        yield made


@pytest.fixture(scope="module")
def as_person(person: Account) -> dict[str, str]:
    """The environment that makes a command that person's."""
    return {"REFDESK_TOKEN": person.access_token}


@pytest.fixture(scope="module")
def loaded(stack: Stack, as_person: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that was loaded into Keeper."""
    folder = tmp_path_factory.mktemp("library") / "island"
    (folder / "travel").mkdir(parents=True)
    (folder / "handbook.md").write_text(HANDBOOK)
    (folder / "travel" / "ferry.txt").write_text(FERRY)
    ran = stack.refdesk("ingest", str(folder), "--chatbot", "Keeper", "--json", env=as_person)
    assert ran.code == 0, ran.err + ran.out
    assert ran.json["syncs"][0]["counts"]["indexed"] == 2
    return folder


def test_an_answer_is_cited_with_title_and_quote(stack: Stack, as_person: dict[str, str], loaded: Path) -> None:
    """What a person sees: answer, document, quoted passage; the name may be written in another case."""
    ran = stack.refdesk("ask", "How often does the keeper sound the horn in fog?", "--chatbot", "keeper", env=as_person)
    assert ran.code == 0, ran.err + ran.out
    assert "ninety seconds" in ran.out
    assert "[1]" in ran.out
    assert "“In fog the keeper sounds the horn every ninety seconds" in " ".join(ran.out.split())


def test_json_is_one_object_whose_quotes_stand_in_the_document(
    stack: Stack, as_person: dict[str, str], loaded: Path
) -> None:
    """For programs; without --chatbot the only one is meant."""
    ran = stack.refdesk("ask", "When does the ferry to the island leave?", "--json", env=as_person)
    assert ran.code == 0, ran.err + ran.out
    assert ran.json["answered"] is True
    cited = ran.json["citations"][0]
    assert cited["uri"] == "island/travel/ferry.txt"
    assert cited["quote"] in FERRY


def test_a_question_without_an_answer_ends_with_3(stack: Stack, as_person: dict[str, str], loaded: Path) -> None:
    """And says so."""
    ran = stack.refdesk("ask", "What does quantum chromodynamics predict for gluons?", env=as_person)
    assert ran.code == 3, ran.out
    assert ran.out.strip()


def test_search_shows_passages_best_first(stack: Stack, as_person: dict[str, str], loaded: Path) -> None:
    """As text and as JSON."""
    shown = stack.refdesk("search", "compressed air horn", env=as_person)
    assert shown.code == 0, shown.err
    assert "compressed air" in shown.out
    found = stack.refdesk("search", "ferry north pier", "--top", "1", "--json", env=as_person)
    assert [one["uri"] for one in found.json["items"]] == ["island/travel/ferry.txt"]


def test_loading_the_same_again_changes_nothing(stack: Stack, as_person: dict[str, str], loaded: Path) -> None:
    """No second source, nothing indexed anew."""
    ran = stack.refdesk("ingest", str(loaded), "--chatbot", "Keeper", "--json", env=as_person)
    assert ran.code == 0, ran.err
    counts = [sync["counts"] for sync in ran.json["syncs"]]
    assert [(one["indexed"], one["unchanged"]) for one in counts] == [(0, 2)]


@pytest.mark.usefixtures("loaded")
def test_a_document_that_cannot_be_read_is_listed_with_what_to_do(
    stack: Stack, as_person: dict[str, str], tmp_path: Path
) -> None:
    """Exit code 1; the readable one beside it is indexed."""
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7\nnothing of a document")
    (tmp_path / "note.txt").write_text("The spare key of the tower hangs behind the blue door.\n")
    paths = [str(tmp_path / name) for name in ("broken.pdf", "note.txt")]
    ran = stack.refdesk("ingest", *paths, "--source", "Odd ones", env=as_person)
    assert ran.code == 1, ran.out
    assert "broken.pdf" in ran.out
    assert "what to do" in ran.out
    assert stack.refdesk("search", "spare key blue door", "--json", env=as_person).json["items"][0]["uri"] == "note.txt"


@pytest.mark.parametrize(
    "arguments",
    [
        ["ask"],
        ["search", "x", "--top", "0"],
        ["ingest", "/no/such/file"],
        ["nonsense"],
        ["ask", "x", "--chatbot", "No"],
    ],
    ids=" ".join,
)
def test_wrong_usage_ends_with_2(stack: Stack, as_person: dict[str, str], arguments: list[str]) -> None:
    """Nothing was done."""
    ran = stack.refdesk(*arguments, env=as_person)
    assert ran.code == 2, ran.out + ran.err
    assert ran.err.strip()


def test_a_wrong_token_ends_with_1_and_a_service_that_is_not_there_with_4(stack: Stack) -> None:
    """The messages say what to do."""
    refused = stack.refdesk("ask", "x", env={"REFDESK_TOKEN": "nonsense"})
    assert refused.code == 1
    assert "REFDESK_TOKEN" in refused.err
    for command in (["ask", "x"], ["search", "x"], ["check"]):
        gone = stack.refdesk(*command, env={"REFDESK_URL": "http://127.0.0.1:1"})
        assert gone.code == 4, gone.out + gone.err


def test_check_tells_every_part(stack: Stack) -> None:
    """Ready: exit code 0, each part named, optional ones as missing."""
    ran = stack.refdesk("check", "--json")
    assert ran.code == 0, ran.out
    states = {one["name"]: one["state"] for one in ran.json["checks"]}
    assert {states[name] for name in ("python", "disk", "web app", "database", "index", "prefect")} == {"ok"}
    assert "missing" in states.values()


def test_a_login_is_kept_privately_and_refreshed(stack: Stack, person: Account, loaded: Path) -> None:
    """The next commands need no token; the file is the owner's only."""
    kept = stack.data_dir / "tokens.json"
    ran = stack.refdesk("login", "--email", person.email, "--password-stdin", typed=PASSWORD + "\n")
    assert ran.code == 0, ran.err
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    logins = json.loads(kept.read_text())
    logins[stack.url]["access_token"] += "x"  # as good as expired
    kept.write_text(json.dumps(logins))
    assert stack.refdesk("search", "horn").code == 0
    assert json.loads(kept.read_text())[stack.url]["access_token"] != logins[stack.url]["access_token"]


def test_logs_and_help_are_there(stack: Stack) -> None:
    """One file per process."""
    shown = stack.refdesk("logs", "--lines", "3").out
    assert all(f"{name}.log" in shown for name in ("web", "worker", "prefect", "supervisor"))
    for command in ("up", "check", "login", "ingest", "ask", "search", "stop", "logs"):
        ran = stack.refdesk(command, "--help")
        assert ran.code == 0
        assert len(ran.out) > 200
