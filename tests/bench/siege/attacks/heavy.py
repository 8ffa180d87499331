"""Files that are more than they seem: names without end, what unpacks to gigabytes, a million tags, very long texts."""

import io
import zipfile
from email.message import EmailMessage

from tests.bench.siege.field import Assault, Field
from tests.bench.siege.people import Attacker, attacker, sent

MB = 1_000_000


def long_names(ground: Field) -> Assault:
    """File names of thousands of letters, of dots and slashes, of nothing; a thousand parts in a form."""
    person = attacker(ground)
    long = ("n" * 30_000 + ".md", "../" * 900 + "x.md", "." * 5_000, "a/" * 4_000 + "b.md")
    names = (*long, "\u202egpj.md", ".md", "nul\tx.md")

    def send(number: int) -> None:
        if number == len(names):
            _send(ground, person, {f"{each}.md": b"x" for each in range(2_000)})
        else:
            _send(ground, person, {names[number]: b"# One\n\nThe valve."})
        ground.stop.wait(0.5)

    return lambda: ground.many(send, len(names) + 1)


def bombs(ground: Field) -> Assault:
    """What unpacks to gigabytes: archives in archives in a mail, a book of one endless sheet, sixty thousand files."""
    person = attacker(ground)
    zeros = _zip({"zeros.txt": b"0" * (200 * MB)})
    sheet = b"<worksheet><sheetData>" + b"<row/>" * (10 * MB)
    files = {
        "nested.zip": _zip({f"{each}.zip": zeros for each in range(20)}),
        "mail.eml": _mail(_zip({"inner.zip": zeros})),
        "sheet.xlsx": _zip({"xl/worksheets/sheet1.xml": sheet, "[Content_Types].xml": b"<Types/>"}),
        "many.zip": _zip({f"{each}.md": b"# x" for each in range(60_000)}),
        "mails.mbox": b"From a@example.org Mon Jan  1 00:00:00 2026\nSubject: x\n\nx\n" * 150_000,
    }

    def assault() -> None:
        while not ground.stop.is_set():
            for name, content in files.items():
                _send(ground, person, {name: content})
            ground.stop.wait(5)
        ground.notes["attacker_files"] = {one["uri"]: one["status"] for one in person.documents()[:8]}

    return assault


def many_tags(ground: Field) -> Assault:
    """A million tags, of elements, of entities, of headings, of list items; a line of ten million letters."""
    person = attacker(ground)
    files = {
        "tags.html": b"<b>" * 1_000_000,
        "headings.md": b"# x\n" * 400_000,
        "lists.md": b"- " * 400_000,
        "quotes.md": b"> " * 400_000,
        "stars.md": b"*_" * 400_000,
        "brackets.md": b"[" * 500_000,
        "ticks.md": b"` `` " * 200_000,
        "cells.csv": b"a,b,c,d\n" * 300_000,
        "line.txt": b"a" * (4 * MB),
        "entities.html": b"&amp;" * 500_000,
        "tables.html": b"<table><tr><td>" * 100_000,
        "attributes.html": b"<p " + b"a=b " * 500_000 + b">x",
    }

    def assault() -> None:
        for name, content in files.items():
            _send(ground, person, {name: content})
        ground.stop.wait()
        ground.notes["attacker_files"] = {one["uri"]: one["status"] for one in person.documents()}

    return assault


def deep_windows(ground: Field) -> Assault:
    """The largest windows of a long text, far back, whole texts, and summaries, by many at once."""
    person = attacker(ground)
    lines = (b"## %d\n\nThe valve %d is opened.\n\n" % (number, number) for number in range(30_000))
    document = person.stored("long.md", b"".join(lines))
    ground.notes["long_text"] = document["status"]
    path = f"/api/v1/documents/{document['id']}/"
    beyond = "text/?start=99999999999999999999"
    reads = ("text/?start=3000000&end=3200000", "text/", "text/?start=0&end=99999999", "summary/", beyond)

    def read(number: int) -> None:
        sent(ground, person.http, f"GET {path}{reads[number % len(reads)]}")

    return lambda: ground.many(read, 30)


def _send(ground: Field, person: Attacker, files: dict[str, bytes]) -> None:
    parts = [("files", one) for one in files.items()]
    sent(ground, person.http, f"POST /api/v1/sources/{person.source}/files/", files=parts)


def _zip(files: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return made.getvalue()


def _mail(attached: bytes) -> bytes:
    mail = EmailMessage()
    mail["Subject"], mail["From"], mail["To"] = "Valves", "a@example.org", "b@example.org"
    mail.set_content("The valve is opened.")
    for number in range(30):
        mail.add_attachment(attached, maintype="application", subtype="zip", filename=f"{number}.zip")
    return bytes(mail)
