"""Two real manuals, 20 questions with known pages and 5 without an answer, over HTTP against a running stack.

``REFDESK_URL`` names the stack (default: the one that runs in the data folder). The manuals come from Debian's package
``debian-policy``; ``--folder`` names another place that has ``policy.pdf.gz`` and ``fhs/fhs-3.0.pdf.gz``.
"""

import argparse
import gzip
import json
import os
import re
import time
import uuid
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any

import httpx

from deployments.settings import read_settings
from deployments.stack.service import find_service

HERE = Path(__file__).parent
MANUALS = {"policy.pdf": "policy.pdf.gz", "fhs-3.0.pdf": "fhs/fhs-3.0.pdf.gz"}
ENDED = ("succeeded", "failed", "cancelled")


def figure(name: str, value: float, unit: str, **more: Any) -> None:
    """One JSON line."""
    store = "opensearch" if os.environ.get("REFDESK_OPENSEARCH_URL") else "sqlite"
    print(json.dumps({"figure": name, "store": store, "value": value, "unit": unit, **more}), flush=True)


def signed_in(url: str) -> httpx.Client:
    """A client of a fresh account."""
    client = httpx.Client(base_url=url, timeout=120)
    person = {"email": f"bench-{uuid.uuid4().hex}@example.org", "password": uuid.uuid4().hex}
    names = {"password_confirm": person["password"], "first_name": "Bench", "last_name": "Person"}
    token = client.post("/auth/register/", json=person | names).raise_for_status().json()["access_token"]
    client.headers["Authorization"] = f"Bearer {token}"
    return client


def load(client: httpx.Client, folder: Path) -> str:
    """A chatbot that holds the manuals. Answers its id; prints how long loading took."""
    chatbot = client.post("/api/v1/chatbots/", json={"name": "Manuals"}).raise_for_status().json()["id"]
    made = client.post(f"/api/v1/chatbots/{chatbot}/sources/", json={"name": "Manuals", "kind": "upload"})
    source = made.raise_for_status().json()["id"]
    files = [("files", (name, gzip.decompress((folder / path).read_bytes()))) for name, path in MANUALS.items()]
    started = time.monotonic()
    sync = client.post(f"/api/v1/sources/{source}/files/", files=files).raise_for_status().json()["sync"]
    while sync["status"] not in ENDED:
        time.sleep(0.2)
        sync = client.get(f"/api/v1/syncs/{sync['id']}/").raise_for_status().json()["sync"]
    if sync["counts"]["indexed"] != len(MANUALS):
        raise SystemExit(f"the manuals were not indexed: {sync}")
    figure("manuals_load", round(time.monotonic() - started, 1), "s")
    return str(chatbot)


def ask(client: httpx.Client, chatbot: str, question: str) -> dict[str, Any]:
    """The answer's message."""
    made = client.post(f"/api/v1/chatbots/{chatbot}/conversations/", json={}).raise_for_status().json()["id"]
    asked = client.post(f"/api/v1/conversations/{made}/messages/", json={"content": question})
    message: dict[str, Any] = asked.raise_for_status().json()["message"]
    return message


def is_right(message: dict[str, Any], expected: dict[str, Any]) -> bool:
    """Whether a citation quotes the expected words on an expected page of the expected document."""
    return message["answered"] and any(
        citation["uri"] == expected["document"]
        and citation["page"] in expected["pages"]
        and re.search(expected["quote"], " ".join(citation["quote"].split()))
        for citation in message["citations"]
    )


def unproven(client: httpx.Client, message: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Citations and nearest passages whose quote is not at its offsets in the stored text."""
    for citation in [*message["citations"], *message["nearest"]]:
        path = f"/api/v1/documents/{citation['document_id']}/text/"
        text = client.get(path, params={"version": citation["version"]}).raise_for_status().json()["text"]
        if text[citation["start"] : citation["end"]] != citation["quote"]:
            yield citation


def main() -> None:
    """Load, ask, count."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, default=Path("/usr/share/doc/debian-policy"))
    parser.add_argument("--show", action="store_true", help="print every answer")
    options = parser.parse_args()
    settings = read_settings()
    client = signed_in(find_service(settings.data_dir, variable=settings.url).url)
    questions = json.loads((HERE / "questions.json").read_text())
    chatbot = load(client, options.folder)
    took, right, invented, unasked = [], 0, 0, 0
    for expected in questions["answerable"]:
        started = time.monotonic()
        message = ask(client, chatbot, expected["question"])
        took.append(time.monotonic() - started)
        right += is_right(message, expected)
        invented += sum(1 for _ in unproven(client, message))
        if options.show:
            show(expected["question"], message, "right" if is_right(message, expected) else "WRONG")
    for question in questions["unanswerable"]:
        message = ask(client, chatbot, question)
        unasked += message["answered"]
        invented += sum(1 for _ in unproven(client, message))
        if options.show:
            show(question, message, "ANSWERED" if message["answered"] else "no answer")
    figure("manuals_right_page", right, "of 20", goal=16)
    figure("manuals_unanswerable_answered", unasked, "of 5", goal=0)
    figure("manuals_unproven_citations", invented, "citations", goal=0)
    figure("manuals_answer_p50", round(median(took) * 1000), "ms")
    figure("manuals_answer_max", round(max(took) * 1000), "ms")


def show(question: str, message: dict[str, Any], verdict: str) -> None:
    """A question, its answer and its evidence."""
    print(f"\n{verdict}: {question}\n  {message['confidence']:.2f} {message['content']}")
    for citation in message["citations"] or message["nearest"]:
        print(f"  [{citation.get('n')}] {citation['uri']} p. {citation['page']}: {citation['quote'][:160]}")


if __name__ == "__main__":
    main()
