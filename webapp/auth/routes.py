"""Routes of accounts."""

from typing import Any

from apiflask import APIBlueprint
from flask import Response, request

from webapp.auth import schemas, tokens
from webapp.auth.demo import DemoCodes
from webapp.auth.guard import current_principal
from webapp.auth.operators import Operators
from webapp.auth.services import Accounts, Grant, Registration
from webapp.http.addresses import client_address
from webapp.http.groups import grouped
from webapp.http.registry import service
from webapp.plans import Plans

blueprint = APIBlueprint("auth", __name__, url_prefix="/auth", tag="Accounts")


@blueprint.post("/register/")
@grouped("auth")
@blueprint.input(schemas.RegisterIn, arg_name="body")
@blueprint.output(schemas.SessionOut, status_code=201)
def register(body: schemas.RegisterIn) -> Any:
    """Create an account and an organisation."""
    in_cookie = tokens.cookie_mode()
    grant = service(Accounts).register(Registration(**body.model_dump()), address=client_address())
    return _session(grant, in_cookie=in_cookie)


@blueprint.post("/login/")
@grouped("auth")
@blueprint.input(schemas.LoginIn, arg_name="body")
@blueprint.output(schemas.SessionOut)
def login(body: schemas.LoginIn) -> Any:
    """Log in."""
    in_cookie = tokens.cookie_mode()
    return _session(service(Accounts).login(body.email, body.password, address=client_address()), in_cookie=in_cookie)


@blueprint.post("/demo/")
@grouped("auth")
@blueprint.input(schemas.DemoIn, arg_name="body")
@blueprint.output(schemas.SessionOut)
def enter_demo(body: schemas.DemoIn) -> Any:
    """Open the demo account with the one-time code of the link that `make up` printed."""
    in_cookie = tokens.cookie_mode()
    email = service(DemoCodes).use(body.code, host=request.host)
    return _session(service(Accounts).enter(email), in_cookie=in_cookie)


@blueprint.post("/refresh/")
@grouped("auth")
@blueprint.input(schemas.TokenIn, arg_name="body")
@blueprint.output(schemas.SessionOut)
def refresh(body: schemas.TokenIn) -> Any:
    """Exchange a refresh token; the old one is used up."""
    in_cookie = tokens.cookie_mode()
    claims = tokens.claims_of(tokens.presented_token(body.refresh_token), "refresh")
    grant = service(Accounts).refresh(user_id=claims["sub"], login_id=claims["sid"], token_id=claims["jti"])
    return _session(grant, in_cookie=in_cookie)


@blueprint.post("/logout/")
@grouped("auth")
@blueprint.input(schemas.TokenIn, arg_name="body")
@blueprint.doc(responses={204: "Logged out"})
def logout(body: schemas.TokenIn) -> Response:
    """End the login: its refresh and access tokens are no longer valid."""
    claims = tokens.claims_of(tokens.presented_token(body.refresh_token), "access", "refresh")
    service(Accounts).logout(claims["sid"])
    return tokens.clear_cookie(Response(status=204))


@blueprint.get("/me/")
@blueprint.output(schemas.UserOut)
def me() -> Any:
    """The asking user."""
    return _shown(service(Accounts).me(current_principal()))


def _shown(user: Any) -> schemas.UserOut:
    shown = schemas.UserOut.model_validate(user)
    shown.is_operator = service(Operators).includes(user.id)
    shown.organization.plan = service(Plans).name(user.organization.plan)
    return shown


def _session(grant: Grant, *, in_cookie: bool) -> Any:
    session = {**tokens.session_of(grant), "user": _shown(grant.user)}
    if not in_cookie:
        return session
    return {**session, "refresh_token": None}, {"Set-Cookie": tokens.cookie_header(session)}
