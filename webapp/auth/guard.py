"""Authentication of every request. Closed by default: the table of ``webapp.http.doors`` says whose a route is."""

from collections.abc import Callable
from typing import Any

import structlog
from flask import Response, current_app, g, request
from flask_jwt_extended import JWTManager
from flask_jwt_extended.exceptions import JWTExtendedException
from jwt.exceptions import PyJWTError
from sqlalchemy.exc import SQLAlchemyError

from webapp.auth.operators import Operators
from webapp.auth.principal import Principal
from webapp.auth.services import Accounts
from webapp.auth.tokens import CHALLENGE, bearer_token, claims_of
from webapp.auth.watchers import WatchKey
from webapp.errors import Unauthorized
from webapp.http.doors import Whose, whose
from webapp.http.problems import problem_response
from webapp.http.registry import service


def current_principal() -> Principal:
    """Who asks. Only in views that are not public."""
    principal: Principal = g.principal
    return principal


def authenticate() -> None:
    """Set the principal of the request, or raise: no route is reached without one, unless it is anybody's."""
    rule = request.url_rule
    if rule is None or request.method == "OPTIONS":
        return
    door = whose(current_app, request.method, rule.rule)
    if door is Whose.ANYBODY or (door is Whose.WATCHER and _is_watched()):
        return
    g.principal = _principal()
    if door is not Whose.MEMBER:
        service(Operators).require(g.principal.user_id)


def sees_insides() -> bool:
    """Whether whoever asks may know of the installation's insides: a watcher, or an operator. Raises for nobody."""
    if _is_watched():
        return True
    if bearer_token() is None:
        return False
    try:
        return service(Operators).includes(_principal().user_id)
    except (Unauthorized, PyJWTError, JWTExtendedException, SQLAlchemyError):
        return False  # whoever it was: whether the service works is told all the same


def _is_watched() -> bool:
    return service(WatchKey).opens(bearer_token())


def _principal() -> Principal:
    # Not the extension's own reader: it knows the scheme in one spelling only.
    token = bearer_token()
    if token is None:
        raise Unauthorized("Send `Authorization: Bearer <access token>`.", headers=CHALLENGE)
    claims = claims_of(token, "access", needed=("sub",))
    principal = service(Accounts).principal(user_id=claims["sub"], login_id=str(claims.get("sid")))
    structlog.contextvars.bind_contextvars(org_id=principal.org_id)
    return principal


def answer_401(jwt: JWTManager) -> None:
    """Replace every loader of the extension: whatever is wrong with a token is 401 problem+json."""
    jwt.expired_token_loader(_claims("token_expired", "The token has expired; refresh it or log in again."))
    jwt.revoked_token_loader(_claims("token_revoked", "The token is no longer valid; log in again."))
    jwt.needs_fresh_token_loader(_claims("token_not_fresh", "Log in again."))
    jwt.token_verification_failed_loader(_claims("invalid_token", "The token is not valid here."))
    jwt.user_lookup_error_loader(_claims("invalid_token", "The token's user is unknown."))
    jwt.invalid_token_loader(_reason("invalid_token", "The token is malformed or of the wrong kind."))
    jwt.unauthorized_loader(_reason("unauthorized", "Send `Authorization: Bearer <access token>`."))


def _claims(code: str, detail: str) -> Callable[[Any, Any], Response]:
    return lambda _header, _claims: _answer(code, detail)


def _reason(code: str, detail: str) -> Callable[[str], Response]:
    return lambda _reason: _answer(code, detail)


def _answer(code: str, detail: str) -> Response:
    return problem_response(Unauthorized(detail, code=code, headers=CHALLENGE))
