"""Documents that take long: to be drawn, to be read, to be deleted."""

import time
import zlib
from collections.abc import Callable

from tests.bench.siege.field import Assault, Field
from tests.bench.siege.people import Attacker, attacker, heard, sent

SETTLE_SECONDS = 240.0
CURVES = 60_000


def slow_page(curves: int = CURVES) -> bytes:
    """A PDF of one page that is read in a moment and drawn for long: dashed curves over each other."""
    lines = [b"BT /F1 12 Tf 72 720 Td (The valve is opened by hand on the first day.) Tj ET", b"[1 1] 0 d 9 w"]
    for number in range(curves):
        x, y = number % 600, number % 790
        lines.append(b"%d %d m %d %d %d %d %d %d c S" % (x, y, 600 - x, y, x, 790 - y, 600 - x, 790 - y))
    content = zlib.compress(b"\n".join(lines))
    fonts = b"/Resources << /Font << /F1 5 0 R >> >>"
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R " + fonts + b" >>"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        page,
        b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    made, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return made + b"xref\n0 6\n0000000000 65535 f \n%strailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        table,
        len(made),
    )


def slow_html(number: int) -> bytes:
    """1 MB: navigation in navigation around 75,000 links."""
    links = b'<a href="#">x</a>' * 55_000
    inside = b"<nav>" * 900 + links + b"</nav>" * 900
    return b"<html><body>%d" % number + inside + b"<p>The end of it.</p></body></html>"


def articles() -> bytes:
    """3.6 MB: an article for each word."""
    return b"<html><body>" + b"<article>word</article>" * 150_000 + b"</body></html>"


def pictures(ground: Field) -> Assault:
    """132 ask for the picture of one slow page, at widths of their own."""
    person = attacker(ground)
    document = person.stored("slow.pdf", slow_page())
    ground.notes["slow_pdf"] = document["status"]

    def look(number: int) -> None:
        path = f"/api/v1/documents/{document['id']}/pages/1/image/?width={400 + number}"
        sent(ground, person.http, f"GET {path}")
        ground.stop.wait(0.5)

    return lambda: ground.many(look, 132)


def slow_files(ground: Field) -> Assault:
    """Two files of another organisation that are read for long."""
    person = attacker(ground)

    def assault() -> None:
        heard(ground, person.upload({f"slow-{number}.html": slow_html(number) for number in range(2)}))
        _until_read(ground, person)
        ground.stop.wait()

    return assault


def deletion(ground: Field) -> Assault:
    """A source of very many small pieces is deleted."""
    person = attacker(ground)
    began = time.monotonic()
    document = person.stored("articles.html", articles(), SETTLE_SECONDS)
    ground.notes |= {"articles": document["status"], "read_seconds": round(time.monotonic() - began, 1)}

    def assault() -> None:
        since = time.monotonic()
        sent(ground, person.http, f"DELETE /api/v1/sources/{person.source}/")
        ground.notes["deleted_seconds"] = round(time.monotonic() - since, 1)
        ground.stop.wait()

    return assault


def same_source_at_once(ground: Field) -> Assault:
    """Uploads, deletions, syncs and cancellations of one source by twelve hands at once."""
    person = attacker(ground)
    base = f"/api/v1/sources/{person.source}"

    def act(number: int) -> None:
        turn = number % 4
        if turn == 0:
            heard(ground, person.upload({f"one-{each}.md": b"# One\n\nThe valve %d." % number for each in range(5)}))
        elif turn == 1:
            sync = sent(ground, person.http, f"POST {base}/sync/")
            if sync is not None and sync.is_success:
                sent(ground, person.http, f"POST /api/v1/syncs/{sync.json()['sync']['id']}/cancel/")
        else:
            ids = [one["id"] for one in person.documents()]
            action = "delete" if turn == 2 else "retry"
            sent(ground, person.http, f"POST {base}/documents/bulk/", json={"action": action, "document_ids": ids})

    return lambda: ground.many(_quietly(ground, act), 12)


def _quietly(ground: Field, act: Callable[[int], None]) -> Callable[[int], None]:
    def careful(number: int) -> None:
        try:
            act(number)
        except Exception as error:  # noqa: BLE001 - what came is what the attacker was told
            ground.told.hear(0, type(error).__name__)

    return careful


def _until_read(ground: Field, person: Attacker) -> None:
    began = time.monotonic()
    while not ground.stop.is_set():
        states = {one["status"] for one in person.documents()}
        if states and not states & {"pending", "running", "processing"}:
            ground.notes |= {"attacker_files": sorted(states), "read_seconds": round(time.monotonic() - began, 1)}
            return
        ground.stop.wait(0.5)
