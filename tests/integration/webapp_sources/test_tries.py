"""Questions that are offered were tried as they would be asked: with the organisation's reranker, too."""

from tests.integration.webapp_sources.desk import Owner
from tests.servers.rerank_standin import rerank_standin
from tests.servers.waiting import wait_for

# Headings that are questions: what is asked of a heading in general is summed up, and nothing is ranked for that.
TEXTS = {
    "loans.md": b"# Loans\n\nBooks are lent for four weeks. A loan can be renewed once.\n\n"
    b"## How much does a reminder cost?\n\nA reminder costs two euros. It comes after seven days.\n",
    "films.md": b"# Films\n\nFilms are lent for one week. A reminder of a film costs one euro.\n",
    "maps.md": b"# Maps\n\nMaps are lent for two days. Nobody renews the loan of a map.\n",
}


def test_the_chatbots_reranker_is_asked(owner: Owner) -> None:
    """For a document in short, and for what might be asked next."""
    with rerank_standin() as ranks:
        base = ranks.url.removesuffix("/rerank")
        body = {"name": "Ranks", "kind": "rerank", "base_url": base, "default_model": "ranker"}
        ranker = owner.ok(owner.http.post("/api/v1/organization/providers/", json=body), 201)["id"]
        path = f"/api/v1/chatbots/{owner.chatbot}"
        owner.ok(owner.http.patch(f"{path}/settings/", json={"reranker_id": ranker}))
        source = owner.source()
        owner.upload(source, TEXTS)
        document = owner.documents(source)["loans.md"]["id"]
        told = f"/api/v1/documents/{document}/summary/"
        wait_for(lambda: not owner.ok(owner.http.get(told))["pending"])
        assert ranks.requests
        talk = owner.ok(owner.http.post(f"{path}/conversations/", json={}), 201)["id"]
        asked = {"content": "How long are books lent?"}
        answer = owner.ok(owner.http.post(f"/api/v1/conversations/{talk}/messages/", json=asked), 201)["message"]
        ranks.requests.clear()
        next_ = f"/api/v1/messages/{answer['id']}/followups/"
        wait_for(lambda: not owner.ok(owner.http.get(next_))["pending"])
        assert ranks.requests
