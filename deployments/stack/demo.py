"""The sample library: loaded once, through the ordinary HTTP paths, by an account made for it.

Every step looks whether it was done before, so an interrupted load is taken up where it stopped.
"""

import json
import secrets
from collections.abc import Callable
from pathlib import Path

from pydantic import BaseModel, ValidationError

from deployments.client.answers import ask
from deployments.client.api import Api, Json
from deployments.client.chatbots import ensure_chatbot, ensure_source
from deployments.client.failures import CommandFailed, Unreachable
from deployments.client.tokens import TokenStore, write_private
from deployments.client.uploads import LocalFile, send, troubles, wait_for_sync

SAMPLE = Path(__file__).resolve().parents[1] / "sample"
QUESTIONS = "questions.json"
CHATBOT, SOURCE, EMAIL = "Demo", "Sample library", "demo@example.com"
ABOUT = {
    "description": "Loans, fees, rooms and opening hours of a small public library, from its own documents.",
    "welcome_message": (
        "Welcome to the library's desk. Ask about loans, fees, rooms or opening hours; every answer shows the passage "
        "it rests on."
    ),
}


class DemoState(BaseModel):
    """``<data>/demo.json`` (mode 600): the account, and whether the sample was loaded to the end."""

    email: str = EMAIL
    password: str
    loaded: bool = False
    chatbot_id: str | None = None


class Demo:
    """The demo of one data folder at one web app."""

    def __init__(self, url: str, data_dir: Path, *, say: Callable[[str], None], look: Callable[[], None]) -> None:
        self._path = data_dir / "demo.json"
        self._store = TokenStore(data_dir)
        self._api = Api(url, store=self._store)
        self._say = say
        self._look = look
        self.state = self._read()

    def ready(self) -> None:
        """Account logged in for the command line and sample loaded. Raises ``CommandFailed``."""
        self._log_in()
        if not self.state.loaded:
            self._load()

    def question(self) -> tuple[str, Json] | None:
        """The sample's first question and its answer, in a conversation that is removed again.

        None when the owner has deleted the demo chatbot.
        """
        asked = sample_question()
        try:
            talk = self._api.post(f"/api/v1/chatbots/{self.state.chatbot_id}/conversations/")
        except CommandFailed as gone:
            if gone.status == 404:
                return None
            raise
        message = ask(self._api, talk["id"], asked, on_token=lambda _: None)
        self._api.delete(f"/api/v1/conversations/{talk['id']}/")
        return asked, message

    def close(self) -> None:
        """Close the connection."""
        self._api.__exit__()

    def _log_in(self) -> None:
        login = self._store.get(self._api.url)
        if self.state.loaded and login and login.email != self.state.email:
            return
        if login and login.email == self.state.email and self._still_in():
            return
        try:
            self._api.login(self.state.email, self.state.password)
        except Unreachable:
            raise
        except CommandFailed:
            self._register()

    def _still_in(self) -> bool:
        try:
            self._api.get("/auth/me/")
        except Unreachable:
            raise
        except CommandFailed:
            return False
        return True

    def _register(self) -> None:
        """A new account; a database that does not know the old one has no sample either."""
        try:
            self._register_as(EMAIL)
        except Unreachable:
            raise
        except CommandFailed:  # somebody has that name: the password of an earlier demo is lost
            self._register_as(f"demo-{secrets.token_hex(4)}@example.com")

    def _register_as(self, email: str) -> None:
        self.state = DemoState(email=email, password=secrets.token_urlsafe(15))
        self._keep()
        body = {
            "email": email,
            "password": self.state.password,
            "password_confirm": self.state.password,
            "first_name": "Demo",
            "last_name": "Reader",
            "organization_name": "Demo",
        }
        self._api.keep(self._api.call("POST", "/auth/register/", authorized=False, json=body))

    def _load(self) -> None:
        chatbot = ensure_chatbot(self._api, CHATBOT)
        if not chatbot["description"]:
            self._api.call("PATCH", f"/api/v1/chatbots/{chatbot['id']}/", json=ABOUT)
        source = ensure_source(self._api, chatbot["id"], SOURCE)
        files = sample_files()
        self._say(f"Loading the sample library: {len(files)} documents")
        for sent in send(self._api, source["id"], files):
            ended = wait_for_sync(self._api, sent.sync["id"], self._progress)
            if ended["status"] != "succeeded":
                error = ended["error"] or {}
                raise CommandFailed(
                    f"Loading the sample library {ended['status']}: {error.get('message', 'no reason')}"
                )
        failed = troubles(self._api, source["id"], {file.name for file in files})["failed"]
        for document in failed:
            self._say(f"Not loaded: {document['uri']}: {(document['error'] or {}).get('message')}")
        self.state = self.state.model_copy(update={"loaded": True, "chatbot_id": chatbot["id"]})
        self._keep()

    def _progress(self, sync: Json) -> None:
        self._look()
        progress = sync["progress"]
        if progress["total"]:
            self._say(f"Loading the sample library: {progress['done']} of {progress['total']}")

    def _read(self) -> DemoState:
        try:
            return DemoState.model_validate_json(self._path.read_bytes())
        except (FileNotFoundError, ValidationError):
            return DemoState(password=secrets.token_urlsafe(15))

    def _keep(self) -> None:
        write_private(self._path, self.state.model_dump_json(indent=1))


def sample_files() -> list[LocalFile]:
    """The sample's documents."""
    if not SAMPLE.is_dir():
        raise CommandFailed(f"The sample library is missing: {SAMPLE}.")
    paths = sorted(path for path in SAMPLE.iterdir() if path.is_file() and path.name != QUESTIONS)
    return [LocalFile(path, path.name, path.stat().st_size) for path in paths]


def sample_question() -> str:
    """The question that a start asks: the first of the sample's."""
    try:
        raw = json.loads((SAMPLE / QUESTIONS).read_text("utf-8"))
    except FileNotFoundError as missing:
        raise CommandFailed(f"The sample library's questions are missing: {missing.filename}.") from missing
    first = (raw["questions"] if isinstance(raw, dict) else raw)[0]
    return str(first["question"] if isinstance(first, dict) else first)
