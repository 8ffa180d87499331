"""Accounts over HTTP."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import httpx
import jwt
import pytest
from sqlalchemy import update

from tests.integration.webapp.conftest import PASSWORD, Person, Web
from webapp.auth.models import User
from webapp.sql.database import Database

COOKIE = {"X-Refdesk-Session": "cookie"}


def problem(answer: httpx.Response, status: int, code: str) -> None:
    assert (answer.status_code, answer.json()["code"]) == (status, code), answer.text
    assert answer.headers["content-type"] == "application/problem+json"


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def test_register_answers_user_and_tokens(anna: Person) -> None:
    """A new account has an organisation named after the person, an owner's role, and tokens that work."""
    assert set(anna.session) == {
        "user", "access_token", "refresh_token", "access_expires_at", "refresh_expires_at",
    }  # fmt: skip
    user = anna.session["user"]
    assert user["organization"]["name"] == "Ada L"
    assert (user["email"], user["full_name"], user["is_active"]) == (anna.email, "Ada L", True)
    assert set(user["organization"]) == {"id", "name", "slug", "plan"}
    assert anna.client.get("/auth/me/").json() == user


def test_register_takes_a_name_for_the_organisation(web: Web) -> None:
    """``organization_name`` names it; a blank one counts as absent; equal names get different slugs."""
    organisations = [
        web.person(organization_name=name).session["user"]["organization"] for name in ("Acme", "Acme", " ")
    ]
    assert [each["name"] for each in organisations] == ["Acme", "Acme", "Ada L"]
    assert len({each["slug"] for each in organisations}) == 3


def test_addresses_are_one_account_whatever_their_case(web: Web, anna: Person) -> None:
    """E-mails are compared in lower case, at registration and at login."""
    body = {"password": PASSWORD, "password_confirm": PASSWORD, "first_name": "A", "last_name": "B"}
    problem(web.client().post("/auth/register/", json=body | {"email": anna.email.upper()}), 409, "email_taken")
    assert (
        web.client().post("/auth/login/", json={"email": anna.email.upper(), "password": PASSWORD}).status_code == 200
    )


@pytest.mark.parametrize(
    ("field", "value", "named"),
    [
        ("email", "nobody", "email"),
        ("email", "a@b@c.org", "email"),
        ("email", 5, "email"),
        ("password", "short", "password"),
        ("password", "qwertyuiop", "password"),
        ("password", "password1234", "password"),
        ("password", "aaaaaaaaaaaaaa", "password"),
        ("password", "x" * 1_001, "password"),
        ("password_confirm", "something else", "password_confirm"),
        ("first_name", "", "first_name"),
        ("first_name", "\u0000", "first_name"),
        ("last_name", None, "last_name"),
        ("organization_name", 5, "organization_name"),
    ],
)
def test_register_names_the_wrong_field(web: Web, *, field: str, value: object, named: str) -> None:
    """Each unacceptable field is 422 and named."""
    body = {
        "email": "x@example.org",
        "password": PASSWORD,
        "password_confirm": PASSWORD,
        "first_name": "A",
        "last_name": "B",
    }
    body |= {field: value}
    if field == "password":
        body |= {"password_confirm": value}
    answer = web.client().post("/auth/register/", json=body)
    assert answer.status_code == 422, answer.text
    assert named in [error["field"] for error in answer.json()["errors"]]


@pytest.mark.parametrize("field", ["org_id", "role", "plan", "is_active"])
def test_register_refuses_what_is_not_the_callers_to_set(web: Web, anna: Person, field: str) -> None:
    """Organisation, role, plan and activity in the body: 422 naming the field, and no account."""
    body = {
        "email": f"{field}-{anna.email}",
        "password": PASSWORD,
        "password_confirm": PASSWORD,
        "first_name": "Ada",
        "last_name": "L",
    }
    answer = web.client().post("/auth/register/", json=body | {field: anna.session["user"]["organization"]["id"]})
    assert answer.status_code == 422, answer.text
    (error,) = answer.json()["errors"]
    assert (error["field"], error["code"]) == (field, "extra_forbidden")
    login = {"email": body["email"], "password": PASSWORD}
    problem(web.client().post("/auth/login/", json=login), 401, "wrong_credentials")


@pytest.mark.parametrize("spelt", ["bearer ", "BEARER ", "bEaReR ", "Bearer    ", "bearer\t "])
def test_the_scheme_of_a_token_may_be_spelt_in_any_case(web: Web, anna: Person, spelt: str) -> None:
    """And be followed by any white space (RFC 9110, 11.1), wherever a token is read: routes, refresh and logout."""
    client = web.client()

    def headers(token: str) -> dict[str, str]:
        return {"Authorization": f"{spelt}{token}"}

    assert client.get("/auth/me/", headers=headers(anna.session["access_token"])).status_code == 200
    session = client.post("/auth/refresh/", headers=headers(anna.session["refresh_token"])).json()
    assert client.post("/auth/logout/", headers=headers(session["access_token"])).status_code == 204
    problem(web.client(session["access_token"]).get("/auth/me/"), 401, "token_revoked")


@pytest.mark.alone
def test_login_says_the_same_for_wrong_password_and_unknown_address(web: Web, anna: Person) -> None:
    """Neither words nor time tell whether an address has an account."""

    def measured(email: str) -> tuple[float, dict[str, object]]:
        started = time.perf_counter()
        answer = web.client().post("/auth/login/", json={"email": email, "password": "not the password"})
        problem(answer, 401, "wrong_credentials")
        return time.perf_counter() - started, {k: v for k, v in answer.json().items() if k != "request_id"}

    measured("warm@example.org")
    known, unknown = [measured(anna.email) for _ in range(5)], [measured("no@example.org") for _ in range(5)]
    assert known[0][1] == unknown[0][1]
    fastest_known, fastest_unknown = min(t for t, _ in known), min(t for t, _ in unknown)
    assert fastest_unknown > fastest_known * 0.5


def test_refresh_rotates_and_a_used_token_ends_the_login(web: Web, anna: Person) -> None:
    """A refresh token works once; used again, it and everything that came of it is dead."""
    first = anna.session["refresh_token"]
    second = web.client().post("/auth/refresh/", headers=bearer(first)).json()
    assert web.client(second["access_token"]).get("/auth/me/").status_code == 200
    third = web.client().post("/auth/refresh/", json={"refresh_token": second["refresh_token"]}).json()
    problem(web.client().post("/auth/refresh/", headers=bearer(first)), 401, "token_revoked")
    problem(web.client().post("/auth/refresh/", headers=bearer(third["refresh_token"])), 401, "token_revoked")
    problem(web.client(third["access_token"]).get("/auth/me/"), 401, "token_revoked")
    assert web.client().post("/auth/login/", json={"email": anna.email, "password": PASSWORD}).status_code == 200


def test_tokens_are_not_each_other(web: Web, anna: Person) -> None:
    """A refresh token opens no route, an access token refreshes nothing."""
    problem(web.client(anna.session["refresh_token"]).get("/auth/me/"), 401, "invalid_token")
    problem(web.client().post("/auth/refresh/", headers=bearer(anna.session["access_token"])), 401, "invalid_token")


def test_logout_ends_access_and_refresh_at_once(web: Web, anna: Person) -> None:
    """After logout neither token is good for anything."""
    assert anna.client.post("/auth/logout/").status_code == 204
    problem(anna.client.get("/auth/me/"), 401, "token_revoked")
    problem(web.client().post("/auth/refresh/", headers=bearer(anna.session["refresh_token"])), 401, "token_revoked")


def test_a_suspended_user_is_out_at_once(web: Web, anna: Person) -> None:
    """Access token, refresh token and password stop working with the flag."""
    db = Database(f"sqlite:///{web.data / 'refdesk.sqlite'}")
    with db.writing() as session:
        session.execute(update(User).where(User.email == anna.email).values(is_active=False))
    db.close()
    problem(anna.client.get("/api/v1/chatbots/"), 401, "token_revoked")
    problem(web.client().post("/auth/refresh/", headers=bearer(anna.session["refresh_token"])), 401, "token_revoked")
    problem(
        web.client().post("/auth/login/", json={"email": anna.email, "password": PASSWORD}), 401, "wrong_credentials"
    )


@pytest.mark.parametrize(
    "header",
    ["Bearer", "Bearer x", "Bearer a.b.c", "Basic eDp5", "Bearer a b c", "Bearer a, Bearer b", "bearer", ",",
     "Bearer " + "x" * 6_000, "ø",
     "Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0."],
)  # fmt: skip
def test_whatever_is_wrong_with_a_token_is_401(web: Web, header: str) -> None:
    """Malformed, unsigned or foreign tokens are 401 problem+json."""
    for method, path in (("GET", "/auth/me/"), ("POST", "/auth/refresh/"), ("POST", "/auth/logout/")):
        answer = web.client().request(method, path, headers={"Authorization": header.encode()})
        assert answer.status_code == 401, answer.text
        assert answer.headers["content-type"] == "application/problem+json"


def at_once(ask: Callable[[], httpx.Response]) -> list[int]:
    """The statuses of six calls at the same time."""
    with ThreadPoolExecutor(6) as pool:
        return sorted(call.result().status_code for call in [pool.submit(ask) for _ in range(6)])


def test_of_registrations_at_once_one_wins(web: Web) -> None:
    """The same address six times: one account, the others are told so."""
    body = {"email": "race@example.org", "password": PASSWORD, "password_confirm": PASSWORD}
    body |= {"first_name": "A", "last_name": "B"}
    client = web.client()
    assert at_once(lambda: client.post("/auth/register/", json=body)) == [201] + [409] * 5


def test_tabs_that_refresh_one_token_at_once_all_go_on(web: Web, anna: Person) -> None:
    """The same refresh token six times: one exchange; the others get what it got. Later it ends the login."""
    client, headers, sessions = web.client(), bearer(anna.session["refresh_token"]), []

    def refresh() -> httpx.Response:
        answer = client.post("/auth/refresh/", headers=headers)
        sessions.append(answer.json()["refresh_token"])
        return answer

    assert at_once(refresh) == [200] * 6
    for token in sessions:
        assert client.post("/auth/refresh/", headers=bearer(token)).status_code == 200
    problem(client.post("/auth/refresh/", headers=headers), 401, "token_revoked")
    problem(anna.client.get("/auth/me/"), 401, "token_revoked")


def test_wrong_passwords_cost_time_also_for_the_right_one(web: Web, anna: Person) -> None:
    """A hundred and twenty at once, of which few are looked at; the same for an account that there is not."""
    for email in (anna.email, "nobody-at-all@refdesk.org"):
        body = {"email": email, "password": "not the password"}
        answers = [web.client().post("/auth/login/", json=body) for _ in range(20)]
        assert [one.status_code for one in answers][:6] == [401] * 6
        assert sum(one.status_code == 401 for one in answers) < 12
        assert all(one.headers["Retry-After"] for one in answers if one.status_code == 429)
    problem(
        web.client().post("/auth/login/", json={"email": anna.email, "password": PASSWORD}), 429, "too_many_attempts"
    )


def test_many_guesses_at_once_are_no_more_than_one_after_the_other(web: Web, anna: Person) -> None:
    """All of them are let in before the first is wrong; those that come out late hear nothing, right or wrong."""
    guesses = [f"wrong {number}" for number in range(40)]

    def guess(password: str) -> int:
        body = {"email": anna.email, "password": password}
        return web.client().post("/auth/login/", json=body).status_code

    with ThreadPoolExecutor(len(guesses) + 1) as pool:
        wrong = [pool.submit(guess, one) for one in guesses]
        right = pool.submit(guess, PASSWORD)
        assert right.result() == 429
        assert sum(one.result() == 401 for one in wrong) <= 12


def forged(web: Web, anna: Person, **changes: object) -> str:
    """A token signed with the installation's own secret; a change to None leaves the claim out."""
    secret = (web.data / "secret-key").read_text()
    claims = jwt.decode(anna.session["access_token"], secret, algorithms=["HS256"], issuer="refdesk") | changes
    return jwt.encode({name: value for name, value in claims.items() if value is not None}, secret, algorithm="HS256")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"exp": 1_700_000_000}, "token_expired"),
        ({"sub": "nobody"}, "token_revoked"),
        ({"sub": 5}, "invalid_token"),
        ({"sub": None}, "invalid_token"),
        ({"sid": None}, "token_revoked"),
        ({"sid": {"a": 1}}, "token_revoked"),
        ({"sid": "\ud800"}, "token_revoked"),
        ({"iss": "elsewhere"}, "invalid_token"),
        ({"nbf": 9_999_999_999}, "invalid_token"),
        ({"iat": "x"}, "invalid_token"),
    ],
)
def test_a_signed_token_needs_every_claim(web: Web, anna: Person, *, changes: dict[str, object], code: str) -> None:
    """Expired, premature, for nobody, of no login, of another issuer or kind: 401 on every way in."""
    token = forged(web, anna, **changes)
    problem(web.client(token).get("/auth/me/"), 401, code)
    assert web.client().post("/auth/refresh/", headers=bearer(token)).status_code == 401


@pytest.mark.parametrize("changes", [{"sid": None}, {"jti": None}, {"sub": None}, {"sid": 5}, {"jti": ["a"]}])
def test_a_signed_refresh_token_needs_every_claim(web: Web, anna: Person, changes: dict[str, object]) -> None:
    """Also the ones that refreshing reads; logout as well."""
    token = forged(web, anna, **({"type": "refresh"} | changes))
    assert web.client().post("/auth/refresh/", json={"refresh_token": token}).status_code == 401
    if changes.get("sid", "") is None:
        assert web.client().post("/auth/logout/", headers=bearer(token)).status_code == 401


class TestCookieSession:
    """``X-Refdesk-Session: cookie``."""

    @pytest.fixture
    def browser(self, web: Web) -> Callable[..., httpx.Response]:
        client = web.client()

        def post(path: str, *, headers: dict[str, str] | None = None, **json: str) -> httpx.Response:
            return client.post(path, json=json or None, headers=COOKIE | {"Origin": web.url} | (headers or {}))

        return post

    def test_the_refresh_token_is_only_in_the_cookie(
        self, browser: Callable[..., httpx.Response], anna: Person
    ) -> None:
        """HttpOnly, SameSite=Strict, for /auth/ alone, and left out of the body."""
        answer = browser("/auth/login/", email=anna.email, password=PASSWORD)
        assert "refresh_token" not in answer.json()
        cookie = answer.headers["set-cookie"]
        assert {"HttpOnly", "SameSite=Strict", "Path=/auth/"} <= set(cookie.split("; "))
        again = browser("/auth/refresh/")
        assert again.status_code == 200
        assert again.headers["set-cookie"].split(";")[0] != cookie.split(";")[0]

    @pytest.mark.parametrize("origin", ["http://evil.test", "null", "", "http://127.0.0.1", "http://[bad"])
    def test_other_origins_are_refused(self, browser: Callable[..., httpx.Response], anna: Person, origin: str) -> None:
        """The cookie alone is worth nothing to a page of another host."""
        browser("/auth/login/", email=anna.email, password=PASSWORD)
        problem(browser("/auth/refresh/", headers={"Origin": origin}), 403, "bad_origin")
        assert browser("/auth/refresh/").status_code == 200

    def test_without_the_header_the_cookie_is_not_read(self, web: Web, anna: Person) -> None:
        """A plain form post cannot refresh."""
        client = web.client()
        client.post(
            "/auth/login/", json={"email": anna.email, "password": PASSWORD}, headers=COOKIE | {"Origin": web.url}
        )
        problem(client.post("/auth/refresh/", headers={"Origin": web.url}), 401, "unauthorized")

    def test_logout_by_cookie(self, browser: Callable[..., httpx.Response], anna: Person) -> None:
        """Logout ends the login and clears the cookie."""
        browser("/auth/login/", email=anna.email, password=PASSWORD)
        assert browser("/auth/logout/").status_code == 204
        problem(browser("/auth/refresh/"), 401, "unauthorized")
