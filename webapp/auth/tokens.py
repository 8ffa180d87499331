"""Tokens of a login as they travel: JWTs, the refresh token also as a cookie."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

import jwt
from flask import Response, current_app, request
from flask_jwt_extended import create_access_token, create_refresh_token, decode_token
from werkzeug.http import dump_cookie

from webapp.auth.services import Grant
from webapp.errors import Forbidden, Unauthorized

COOKIE = "refdesk_refresh"
COOKIE_PATH = "/auth/"
HEADER = "X-Refdesk-Session"
CHALLENGE = {"WWW-Authenticate": 'Bearer realm="refdesk"'}
NEEDED = ("sub", "sid", "jti")
ALGORITHM = "HS256"


def cookie_mode() -> bool:
    """Whether the caller wants its refresh token as a cookie. Raises ``Forbidden`` without an Origin of this host."""
    if request.headers.get(HEADER) != "cookie":
        return False
    if _origin_of(request.headers.get("Origin", "")) != (request.scheme, request.host):
        raise Forbidden(
            "Cookie sessions are for pages of this host and scheme only. Behind a proxy, name it in "
            "REFDESK_TRUSTED_PROXIES.",
            code="bad_origin",
        )
    return True


def session_of(grant: Grant) -> dict[str, Any]:
    """What register, login and refresh answer."""
    claims = {"sid": grant.login_id}
    return {
        "user": grant.user,
        "access_token": create_access_token(
            grant.user.id, additional_claims=claims, expires_delta=grant.access_expires_at - datetime.now(UTC)
        ),
        "refresh_token": create_refresh_token(
            grant.user.id,
            additional_claims={**claims, "jti": grant.token_id},
            expires_delta=grant.refresh_expires_at - datetime.now(UTC),
        ),
        "access_expires_at": grant.access_expires_at,
        "refresh_expires_at": grant.refresh_expires_at,
    }


def claims_of(token: str, *kinds: str, needed: Sequence[str] = NEEDED) -> dict[str, Any]:
    """The claims of a token of one of these kinds. Raises PyJWT's errors or ``Unauthorized``: both become 401."""
    claims = _decoded(token)
    if claims.get("type") not in kinds or not all(isinstance(claims.get(name), str) for name in needed):
        raise Unauthorized("This is another kind of token.", code="invalid_token", headers=CHALLENGE)
    return claims


def bearer_token() -> str | None:
    """The token of ``Authorization: Bearer <token>``: the scheme in any case (RFC 9110, 11.1), with any white space."""
    scheme, *tokens = request.headers.get("Authorization", "").split() or [""]
    return tokens[0] if scheme.lower() == "bearer" and len(tokens) == 1 else None


def presented_token(in_body: str | None) -> str:
    """The token of a refresh or logout: Bearer, else the body, else (in cookie mode) the cookie."""
    token = bearer_token() or in_body or (request.cookies.get(COOKIE, "") if cookie_mode() else "")
    if not token:
        raise Unauthorized("Send the token as Bearer, as `refresh_token` or as the session's cookie.")
    return token


def cookie_header(session: dict[str, Any]) -> str:
    """The refresh token as a cookie that scripts cannot read and other sites cannot send."""
    return dump_cookie(
        COOKIE,
        session["refresh_token"],
        expires=session["refresh_expires_at"],
        path=COOKIE_PATH,
        httponly=True,
        secure=request.is_secure,
        samesite="Strict",
    )


def clear_cookie(response: Response) -> Response:
    """Forget the cookie."""
    response.delete_cookie(COOKIE, path=COOKIE_PATH, httponly=True, secure=request.is_secure, samesite="Strict")
    return response


def _decoded(token: str) -> dict[str, Any]:
    """A token's claims, its signature and times proven. Raises PyJWT's errors."""
    known = current_app.config
    key, issuer = known["JWT_SECRET_KEY"], known["JWT_DECODE_ISSUER"]
    try:
        claims: dict[str, Any] = jwt.decode(token, key, algorithms=[ALGORITHM], issuer=issuer)
    except jwt.ExpiredSignatureError:
        # The extension reads a token three times over, and is the one that knows what to tell of an expired one.
        return dict(decode_token(token))
    return claims


def _origin_of(origin: str) -> tuple[str, str] | None:
    try:
        parts = urlsplit(origin)
    except ValueError:
        return None
    return parts.scheme, parts.netloc
