"""What the routes of accounts take and give."""

from datetime import datetime
from typing import Annotated, Any

from pydantic import Field, SerializerFunctionWrapHandler, StringConstraints, model_serializer

from webapp.http.shapes import Body, Out

Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)]
Password = Annotated[str, Field(min_length=1, max_length=1_000)]
Email = Annotated[str, Field(min_length=3, max_length=320, examples=["ada@example.org"])]


class RegisterIn(Body):
    """A new account; without ``organization_name`` the organisation is named after the person."""

    email: Email
    password: Annotated[str, Field(max_length=1_000, description="at least 10 characters, none of the known ones")]
    password_confirm: Annotated[str, Field(max_length=1_000)]
    first_name: Name
    last_name: Name
    organization_name: Annotated[str | None, StringConstraints(strip_whitespace=True, max_length=200)] = None


class LoginIn(Body):
    """Credentials."""

    email: Email
    password: Password


class DemoIn(Body):
    """The code of the demo's link."""

    code: Annotated[str, Field(min_length=1, max_length=200)]


class TokenIn(Body):
    """A refresh token, where it is not sent as Bearer or as a cookie."""

    refresh_token: Annotated[str | None, Field(max_length=4_000)] = None


class OrganizationOut(Out):
    """A tenant."""

    id: str
    name: str
    slug: str
    plan: Annotated[str | None, Field(description="its limits: free, team, enterprise or one of the installation")]


class UserOut(Out):
    """A user with their organisation."""

    id: str
    email: str
    first_name: str
    last_name: str
    full_name: str
    is_active: bool
    created_at: datetime
    last_login: datetime | None
    organization: OrganizationOut
    role: str
    is_operator: Annotated[bool, Field(description="runs this installation: sees the System page and Prefect")] = False


class SessionOut(Out):
    """Tokens and their user; without ``refresh_token`` in cookie mode."""

    user: UserOut
    access_token: str
    refresh_token: str | None = None
    access_expires_at: datetime
    refresh_expires_at: datetime

    @model_serializer(mode="wrap")
    def _leave_out(self, serialize: SerializerFunctionWrapHandler) -> dict[str, Any]:
        fields: dict[str, Any] = serialize(self)
        if self.refresh_token is None:
            del fields["refresh_token"]
        return fields
