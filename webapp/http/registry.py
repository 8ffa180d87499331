"""Where routes find the service of their feature: filled once by ``create_app``, asked by type."""

from collections.abc import Mapping
from typing import Any, TypeVar

from flask import Flask, current_app

T = TypeVar("T")
KEY = "refdesk"


def provide(app: Flask, instances: Mapping[type, Any]) -> None:
    """Give the app its services."""
    app.extensions.setdefault(KEY, {}).update(instances)


def service(kind: type[T]) -> T:
    """The app's instance of a service class."""
    instance: T = current_app.extensions[KEY][kind]
    return instance
