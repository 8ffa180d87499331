"""Base classes of what comes in and goes out as JSON, and of lists."""

from typing import Annotated, Any, ClassVar, Generic, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

T = TypeVar("T")

DEFAULT_LIMIT = 20
MOST = 100

Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
"""One to 200 characters, without surrounding white space."""


class Body(BaseModel):
    """A JSON body. Types are strict (``"5"`` is no number); a field that nobody declared is refused by its name."""

    model_config = ConfigDict(strict=True, extra="forbid")


class Partial(Body):
    """A change: fields that are left out stay; null only where ``may_be_null`` says so. Use ``exclude_unset``."""

    may_be_null: ClassVar[frozenset[str]] = frozenset()

    @field_validator("*", mode="before")
    @classmethod
    def _no_null(cls, value: Any, info: ValidationInfo) -> Any:
        if value is None and info.field_name not in cls.may_be_null:
            raise PydanticCustomError("null", "Must not be null; leave it out to keep it as it is.")
        return value


class Out(BaseModel):
    """An answer, made from a row or any object with these attributes."""

    model_config = ConfigDict(from_attributes=True)


def _digits(value: object) -> object:
    # int() accepts "1_0", "٣" and takes quadratic time for long strings: only plain digits are numbers here.
    if isinstance(value, str) and (len(value) > 6 or not value.isascii() or not value.isdigit()):
        raise ValueError("not a number")
    return value


class PageQuery(BaseModel):
    """Where a list goes on, and how many items it gives."""

    model_config = ConfigDict(extra="ignore")

    cursor: Annotated[str | None, Field(max_length=1_000, description="`next_cursor` of the previous answer")] = None
    limit: Annotated[int, Field(ge=1, le=MOST, description="most items"), BeforeValidator(_digits)] = DEFAULT_LIMIT


class ListOut(Out, Generic[T]):
    """A stretch of a list; without ``next_cursor`` it was the last."""

    items: list[T]
    next_cursor: str | None
