"""Who sees what concerns the installation."""

import json
from pathlib import Path

import pytest

from webapp.auth.models import Organization, User
from webapp.auth.operators import Operators
from webapp.settings import WebSettings
from webapp.sql.database import Database


@pytest.fixture
def people(db: Database) -> dict[str, str]:
    """Three accounts, in this order; their ids by address."""
    ids = {}
    for address in ("first@example.org", "second@example.org", "third@example.org"):
        with db.writing() as session:
            organization = Organization(name=address, slug=address)
            names = {"first_name": "A", "last_name": "B"}
            user = User(organization=organization, email=address, password_hash="x", **names)
            session.add(user)
            session.flush()
            ids[address.partition("@")[0]] = user.id
    return ids


def operators(db: Database, data: Path, *, named: str = "", local: bool = True) -> Operators:
    """As the settings make them."""
    addresses = WebSettings(operators=named).operator_addresses
    return Operators(db, named=addresses, local=local, data_dir=data)


def those(found: Operators, people: dict[str, str]) -> set[str]:
    return {name for name, user_id in people.items() if found.includes(user_id)}


def test_the_named_ones_and_nobody_else(db: Database, tmp_path: Path, people: dict[str, str]) -> None:
    """Whatever case and spaces the setting has; the first account is none then."""
    named = " Second@Example.org , ,nobody@example.org"
    assert those(operators(db, tmp_path, named=named), people) == {"second"}
    assert those(operators(db, tmp_path, named=named, local=False), people) == {"second"}


def test_locally_the_first_account(db: Database, tmp_path: Path, people: dict[str, str]) -> None:
    """Where others reach the installation, nobody becomes one by being first."""
    assert those(operators(db, tmp_path), people) == {"first"}
    assert those(operators(db, tmp_path, local=False), people) == set()
    assert not operators(db, tmp_path).includes("nobody")


def test_the_demo_does_not_take_the_first_persons_place(db: Database, tmp_path: Path, people: dict[str, str]) -> None:
    """Its account is the launcher's; whoever has its address later in the list gets nothing by it."""
    demo = tmp_path / "demo.json"
    demo.write_text(json.dumps({"email": "first@example.org", "password": "x"}))
    assert those(operators(db, tmp_path), people) == {"first", "second"}
    demo.write_text(json.dumps({"email": "third@example.org", "password": "x"}))
    assert those(operators(db, tmp_path), people) == {"first"}
    demo.write_text("{")
    assert those(operators(db, tmp_path), people) == {"first"}


def test_local_means_that_only_this_machine_reaches_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """By the address that the web app listens on."""
    monkeypatch.delenv("REFDESK_HOST", raising=False)
    assert WebSettings().is_local
    assert not WebSettings(host="0.0.0.0").is_local
