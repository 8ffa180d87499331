"""Words of a file as others read them: ``pdftotext``, or every text of a file's XML or HTML by ``lxml``."""

import io
import re
import shutil
import subprocess
import zipfile
from collections import Counter
from pathlib import Path

from lxml import etree

WORD = re.compile(r"\w+")
SECONDS = 120
# Members of archives that hold the text of a document, by its ending.
MEMBERS = {
    "docx": re.compile(r"word/(?:document|footnotes|endnotes)\.xml"),
    "pptx": re.compile(r"ppt/slides/slide\d+\.xml"),
    "xlsx": re.compile(r"xl/sharedStrings\.xml"),
    "odt": re.compile(r"content\.xml"),
    "ods": re.compile(r"content\.xml"),
    "odp": re.compile(r"content\.xml"),
    "epub": re.compile(r".*\.x?html?"),
}
TEXTS = re.compile(r"\{[^}]*(?:wordprocessingml|drawingml|spreadsheetml)[^}]*\}t")


def words(text: str) -> Counter[str]:
    """The words of a text, without case."""
    return Counter(WORD.findall(text.casefold()))


def read(path: Path) -> Counter[str] | None:
    """The file's words by another reader; None where none is installed for it or it gives up."""
    ending = path.suffix.lower().lstrip(".")
    try:
        if ending == "pdf":
            return _pdftotext(path)
        if ending in MEMBERS:
            return _archive(path, MEMBERS[ending], office=ending in ("docx", "pptx", "xlsx"))
        if ending in ("html", "htm", "xhtml"):
            return _html(path.read_bytes())
        return None
    except (OSError, subprocess.SubprocessError, zipfile.BadZipFile, etree.LxmlError, ValueError):
        return None


def _pdftotext(path: Path) -> Counter[str] | None:
    program = shutil.which("pdftotext")
    if program is None:
        return None
    done = subprocess.run([program, "-q", str(path), "-"], capture_output=True, timeout=SECONDS, check=True)
    return words(done.stdout.decode("utf-8", "replace"))


def _archive(path: Path, members: re.Pattern[str], *, office: bool) -> Counter[str]:
    found: Counter[str] = Counter()
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if members.fullmatch(name):
                found += _xml(archive.read(name), office=office)
    return found


def _xml(data: bytes, *, office: bool) -> Counter[str]:
    root = etree.parse(
        io.BytesIO(data), etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
    ).getroot()
    if root is None:
        return Counter()
    if not office:
        return words(" ".join(str(one) for one in root.itertext()))
    return words(" ".join(one.text or "" for one in root.iter() if TEXTS.fullmatch(str(one.tag))))


def _html(data: bytes) -> Counter[str]:
    root = etree.fromstring(data, etree.HTMLParser(no_network=True, huge_tree=True))
    for one in root.iter("script", "style", "noscript", "template", "head"):
        one.clear()
    return words(" ".join(str(one) for one in root.itertext()))
