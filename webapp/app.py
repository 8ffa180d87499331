"""The web app: ``create_app`` mounts the features, ``from_environment`` is what gunicorn calls."""

from datetime import timedelta
from typing import Any

from apiflask import APIFlask
from flask_jwt_extended import JWTManager
from sqlalchemy import exc

from webapp.auth import guard
from webapp.auth.tokens import ALGORITHM
from webapp.http import (
    addresses,
    docs,
    doors,
    floor,
    headers,
    intake,
    interface,
    openapi,
    problems,
    request_ids,
    shares,
)
from webapp.http.addresses import TrustedProxies
from webapp.http.bodies import ReadableBodies
from webapp.http.registry import provide
from webapp.operation import metrics
from webapp.secrets import secret_key
from webapp.settings import WebSettings
from webapp.sql.schema import migrate
from webapp.sql.troubles import told
from webapp.wiring import Services, build_services


def create_app(settings: WebSettings, *, background: bool = True, **overrides: Any) -> APIFlask:
    """A web app with its database migrated, its index there and, with ``background``, its passes running.

    ``overrides`` replace parts of ``Services`` by name.
    """
    services = build_services(settings, overrides)
    migrate(services.db, settings.data_dir)
    services.index_start.run()
    app = APIFlask("webapp", title="Refdesk", version="1", docs_path=None, spec_path=None)
    app.request_class = intake.StrictRequest
    app.json.sort_keys = False  # type: ignore[attr-defined]
    # Both /x and /x/ are the route itself: no redirect, which would lose a POST's body.
    app.url_map.strict_slashes = False
    app.url_map.merge_slashes = False
    doors.install(app)
    _hooks(app, services)
    _mount(app, services)
    app.wsgi_app = TrustedProxies(ReadableBodies(app.wsgi_app), services.settings.proxies)  # type: ignore[method-assign]
    if background:
        services.background.start()
    return app


def from_environment() -> APIFlask:
    """The app as the environment configures it: ``gunicorn 'webapp.app:from_environment()'``."""
    return create_app(WebSettings())


def _hooks(app: APIFlask, services: Services) -> None:
    # In this order before a request; after it in the opposite one, so that the log line tells the final answer.
    request_ids.install(app)
    headers.install(app)
    addresses.answer_as(app, services.settings.hosts)
    intake.limit_bodies(app, services.settings)
    services.rates.install_first(app)
    _authentication(app, services.settings)
    services.rates.install(app)
    shares.share(app)
    floor.keep(app, services.settings)
    openapi.install(app)
    interface.install(app, services.settings.interface)


def _authentication(app: APIFlask, settings: WebSettings) -> None:
    app.config.update(
        JWT_SECRET_KEY=secret_key(settings),
        JWT_ALGORITHM=ALGORITHM,
        JWT_TOKEN_LOCATION=["headers"],
        JWT_ACCESS_TOKEN_EXPIRES=timedelta(minutes=settings.access_token_minutes),
        JWT_REFRESH_TOKEN_EXPIRES=timedelta(days=settings.refresh_token_days),
        JWT_ENCODE_ISSUER="refdesk",
        JWT_DECODE_ISSUER="refdesk",
    )
    guard.answer_401(JWTManager(app))
    app.before_request(guard.authenticate)


def _mount(app: APIFlask, services: Services) -> None:
    app.extensions["refdesk.services"] = services
    features = {kind: how for feature in services.features for kind, how in feature.problems.items()}
    problems.install(app, {exc.OperationalError: told, exc.TimeoutError: told, **features})
    app.register_blueprint(docs.blueprint)
    for feature in services.features:
        provide(app, feature.services)
        for blueprint in feature.blueprints:
            app.register_blueprint(blueprint)
    metrics.install(app)
