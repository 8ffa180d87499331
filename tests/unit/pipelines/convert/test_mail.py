"""A mail is what it says: headers decoded, one of several bodies, history kept, files as documents of their own."""

from email.message import EmailMessage
from email.policy import SMTP

import pytest

from pipelines.convert.convert import convert
from pipelines.convert.source import Converted, Source
from pipelines.errors import PipelineError
from tests.growth import growth


def read(mail: EmailMessage | bytes, name: str = "a.eml") -> Converted:
    return convert(Source(mail if isinstance(mail, bytes) else mail.as_bytes(policy=SMTP), name))


def mail(body: str = "The desk opens at eight.", subject: str = "Öffnungszeiten") -> EmailMessage:
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = "Jörg <j@example.org>", "b@example.org", subject
    made["Date"] = "Tue, 3 Mar 2026 10:00:00 +0100"
    made.set_content(body)
    return made


def test_headers_and_body() -> None:
    """Subject as title, who and when as text and as what is known of the document; history stays."""
    text = read(mail("The desk opens at eight.\n\n> When does it open?\n")).text
    assert text.title == "Öffnungszeiten"
    assert "From: Jörg <j@example.org>\nTo: b@example.org\nDate: Tue, 03 Mar 2026" in text.text
    assert [text.text[one.start : one.end] for one in text.blocks if one.kind == "quote"] == ["> When does it open?"]
    assert text.meta == {"author": "Jörg <j@example.org>", "created": "2026-03-03T09:00:00+00:00"}


def test_one_of_two_bodies() -> None:
    """HTML is read for its table, once; where it says nearly nothing, the plain text is read."""
    made = mail("Mon 8")
    made.add_alternative("<table><tr><th>Day</th><th>Hour</th></tr><tr><td>Mon</td><td>8</td></tr></table>", "html")
    text = read(made).text
    assert text.text.count("Mon") == 1
    assert any(block.kind == "row" and block.header for block in text.blocks)
    made = mail("A long explanation. " * 20)
    made.add_alternative("<p>See text.</p>", "html")
    assert "long explanation" in read(made).text.text


def test_attachments() -> None:
    """Files and forwarded mails are members with their names; a picture of the text's own is none."""
    made = mail()
    made.add_attachment(b"# Rules", maintype="text", subtype="markdown", filename="größe 日本.md")
    made.add_attachment(mail("Herons nest in May.", "Inner"))
    made.add_attachment(b"\x89PNG", maintype="image", subtype="png", disposition="inline", cid="<logo>")
    members = read(made).members
    assert members is not None
    assert [one.name for one in members] == ["größe 日本.md", "Inner.eml"]
    assert "Herons nest" in read(members[1].data).text.text


@pytest.mark.parametrize(
    ("header", "title"),
    [
        (b"Subject: =?utf-8?B?w5ZmZm51bmc=?= =?utf-8?Q?szeit?=", "Öffnungszeit"),
        (b"Subject: =?nowhere?B?w5ZmZm51bmc=?=", "Öffnung"),
        ("Subject: Öffnung".encode(), "Öffnung"),
        ("Subject: Öffnung".encode("cp1252"), "Öffnung"),
        (b"Subject: folded\r\n over lines", "folded over lines"),
    ],
)
def test_subjects(header: bytes, title: str) -> None:
    """Encoded, wrongly encoded, not encoded at all."""
    assert read(header + b"\r\nFrom: a@example.org\r\n\r\nText.").text.title == title


def test_charset_and_flowed_lines() -> None:
    """The body's own charset; lines broken for a screen are whole."""
    head = b"From: a@example.org\r\nContent-Type: text/plain; charset=%s; format=flowed\r\n\r\n"
    assert read(head % b"windows-1252" + b"The fee \r\nis 5 \x80.\r\n").text.text.endswith("The fee is 5 €.")
    assert read(head % b"no-such" + "Größe".encode()).text.text.endswith("Größe")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"Just a text.", "type_mismatch"),
        (b"From: a@example.org\nContent-Type: application/pkcs7-mime\n\nMIIB", "encrypted"),
        (b"From: a@example.org\n\n \n", "empty"),
    ],
)
def test_refused(data: bytes, code: str) -> None:
    """What is no mail, cannot be read, or says nothing."""
    with pytest.raises(PipelineError) as failure:
        read(data)
    assert failure.value.code == code


def nested(size: int) -> bytes:
    """Parts that begin and never end, headers without end, quotes within quotes."""
    head = b"From: a@example.org\nSubject: " + b"=?utf-8?q?a?= " * size + b"\n"
    parts = b"".join(b"--b\nContent-Type: text/plain\n\n" + b">" * 50 + b" w \n" for _ in range(size))
    return head + b"Content-Type: multipart/mixed; boundary=b\n\n" + parts


def test_hostile_mails_take_linear_time() -> None:
    """Twice as much takes about twice as long."""
    assert growth(lambda size: read(nested(size)), 1_500) < 3


@pytest.mark.parametrize(
    ("one", "files"),
    [
        (b"Content-Type: message/rfc822\n\nSubject: inner\n", [("message.eml", "broken")]),
        (b"Content-Type: multipart/mixed; boundary=%d\n\n--%d\n", []),
    ],
)
def test_mails_in_mails(one: bytes, files: list[tuple[str, str]]) -> None:
    """Of a mail that nests deeper than its parser bears, what comes before that is read."""
    head = b"From: a@example.org\nContent-Type: multipart/mixed; boundary=q\n\n--q\n\nOuter words.\n--q\n"
    made = read(head + b"".join(one.replace(b"%d", b"b%d" % n) for n in range(1_000)))
    assert made.text.text.startswith("From: a@example.org\n\nOuter words.")
    assert [(held.name, held.refused) for held in made.members or ()] == files
