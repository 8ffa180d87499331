"""How the web app is served: gunicorn with threads, one worker process, because answers are streamed from threads."""

import contextlib
import ctypes
import signal
from http import HTTPStatus
from pathlib import Path
from typing import Any

import structlog
from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped]
from gunicorn.errors import AppImportError  # type: ignore[import-untyped]
from gunicorn.glogging import Logger  # type: ignore[import-untyped]
from gunicorn.http.errors import (  # type: ignore[import-untyped]
    ExpectationFailed,
    ForbiddenProxyRequest,
    InvalidResponseHeader,
    InvalidResponseHeaderName,
    LimitRequestHeaders,
    LimitRequestLine,
    ParseException,
    UnsupportedTransferCoding,
)
from pydantic import ValidationError

from pipelines.errors import PipelineInvalid
from pipelines.metrics import track_metric
from pipelines.runs.secret_files import DataFolderOpen
from webapp.gate.refusals import refusal
from webapp.gate.worker import GateWorker
from webapp.operation.logs import configure
from webapp.settings import WebSettings

log = structlog.get_logger()
GRACE_SECONDS = 3
MOST_CONNECTIONS = 1_024
UNREADABLE_DETAIL = "The request is not HTTP as this server reads it."
UNREADABLE = {
    ExpectationFailed: HTTPStatus.EXPECTATION_FAILED,
    ForbiddenProxyRequest: HTTPStatus.FORBIDDEN,
    LimitRequestHeaders: HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
    LimitRequestLine: HTTPStatus.REQUEST_URI_TOO_LONG,
    UnsupportedTransferCoding: HTTPStatus.NOT_IMPLEMENTED,
}
PR_SET_PDEATHSIG = 1
SHARED_MEMORY = Path("/dev/shm")  # noqa: S108 - gunicorn makes an unlinked file there


class PlainLogger(Logger):  # type: ignore[misc]
    """Gunicorn's messages go where the others go; its access log is off, ``request_ids`` writes one without tokens."""

    def setup(self, cfg: Any) -> None:
        """Leave the handlers to ``webapp.operation.logs``."""
        self.loglevel = self.LOG_LEVELS.get(cfg.loglevel.lower(), 20)
        self.error_log.propagate = True
        self.error_log.setLevel(self.loglevel)
        self.access_log.propagate = False


def options(settings: WebSettings) -> dict[str, Any]:
    """Gunicorn's options. Measured: 100 streams on 128 threads, 3 ms p95 delay."""
    return {
        "bind": f"{_bracketed(settings.host)}:{settings.port}",
        "worker_class": ProblemWorker,
        "workers": 1,
        "threads": settings.threads,
        "worker_connections": max(MOST_CONNECTIONS, settings.threads * 4),
        # Sent past the socket's deadlines otherwise.
        "sendfile": False,
        "control_socket_disable": True,
        "graceful_timeout": GRACE_SECONDS,
        "timeout": 60,
        "keepalive": 15,
        "limit_request_line": 8190,
        # The heartbeat file must not wait for a disk.
        "worker_tmp_dir": str(SHARED_MEMORY) if SHARED_MEMORY.is_dir() else None,
        "accesslog": None,
        "logger_class": PlainLogger,
        "loglevel": "info",
        "proc_name": "refdesk-web",
        "post_fork": _die_with_master,
        "worker_exit": _worker_exit,
    }


class ProblemWorker(GateWorker):
    """The worker behind its gate, whose own refusals of what is not HTTP are problem+json too."""

    def handle_error(self, *refused: Any) -> None:
        """Answer what could not be parsed; everything else is gunicorn's to log and answer."""
        _request, client, _address, exc = refused
        if not isinstance(exc, ParseException) or isinstance(exc, (InvalidResponseHeader, InvalidResponseHeaderName)):
            super().handle_error(*refused)
            return
        log.warning("request_unreadable", error=type(exc).__name__)
        track_metric("gate_refusals", reason="unreadable")
        status = HTTPStatus(UNREADABLE.get(type(exc), HTTPStatus.BAD_REQUEST))
        with contextlib.suppress(OSError):
            client.sendall(refusal(status, _code(status), UNREADABLE_DETAIL))


class Server(BaseApplication):  # type: ignore[misc]
    """Gunicorn around ``create_app``; the app is built in the worker, after the fork."""

    def __init__(self, settings: WebSettings) -> None:
        self.settings = settings
        super().__init__()

    def load_config(self) -> None:
        """Take the options; files and command line are not read."""
        for name, value in options(self.settings).items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        """The app. Imported here, in the worker: the master stays small. What it cannot start with ends it in words."""
        from webapp.app import create_app

        try:
            return create_app(self.settings)
        except (PipelineInvalid, DataFolderOpen) as invalid:
            raise AppImportError(f"[{invalid.code}] {invalid.message} {invalid.action}") from invalid


def main() -> None:
    """Serve as the environment configures it, until SIGTERM."""
    configure()
    settings = _settings()
    log.info("web_starting", host=settings.host, port=settings.port)
    Server(settings).run()


def _settings() -> WebSettings:
    try:
        return WebSettings()
    except ValidationError as error:
        wrong = (f"{'.'.join(map(str, item['loc']))}: {item['msg']}" for item in error.errors(include_input=False))
        raise SystemExit("The configuration is not usable.\n" + "\n".join(wrong)) from error


def _die_with_master(_server: Any, _worker: Any) -> None:
    # A worker whose master was killed would keep the port for seconds; the kernel ends it at once (prctl(2)).
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, int(signal.SIGKILL), 0, 0, 0)


def _code(status: HTTPStatus) -> str:
    return status.phrase.lower().replace(" ", "_")


def _worker_exit(_server: Any, worker: Any) -> None:
    app = getattr(worker, "wsgi", None)
    services = app.extensions.get("refdesk.services") if app is not None else None
    if services is not None:
        services.close()


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host and not host.startswith("[") else host
