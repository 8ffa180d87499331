"""What the reader shows, measured without the service's own code: the words under boxes, by pdfium on the original."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdfium2
from playwright.sync_api import Page, expect

BOXES = """() => [...document.querySelectorAll('[data-box]')].map((box) => {
  const sheet = box.parentElement.getBoundingClientRect();
  const at = box.getBoundingClientRect();
  return [(at.left - sheet.left) / sheet.width, (at.top - sheet.top) / sheet.height,
          (at.right - sheet.left) / sheet.width, (at.bottom - sheet.top) / sheet.height];
})"""


@dataclass(frozen=True)
class Box:
    """A box in fractions of the page, from its top left."""

    left: float
    top: float
    right: float
    bottom: float

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies in it."""
        return self.left <= x <= self.right and self.top <= y <= self.bottom


def boxes_on(page: Page) -> list[Box]:
    """The boxes as the browser drew them on the sheet."""
    expect(page.locator("[data-box]").first).to_be_attached()
    drawn: list[Any] = page.evaluate(BOXES)
    return [Box(*one) for one in drawn]


def letters(text: str) -> str:
    """What is compared: letters and digits; spaces and hyphens at line ends are the layout's."""
    return "".join(each for each in text if each.isalnum())


def letters_under(boxes: list[Box], file: Path, number: int) -> str:
    """The letters whose centre lies in one of the boxes, in the order of the page's text."""
    with pypdfium2.PdfDocument(file) as document:
        page = document[number - 1]
        width, height = page.get_size()
        words = page.get_textpage()
        found = []
        for at in range(words.count_chars()):
            left, bottom, right, top = words.get_charbox(at)
            x, y = (left + right) / 2 / width, 1 - (bottom + top) / 2 / height
            if right > left and any(box.holds(x, y) for box in boxes):
                found.append(words.get_text_range(at, 1))
        words.close()
        page.close()
        return letters("".join(found))


def picture_is_drawn(page: Page) -> bool:
    """Whether the page's image has come and has a size."""
    expect(page.get_by_role("img", name="Page ")).to_be_visible()
    return bool(page.evaluate("() => [...document.images].every((one) => one.complete && one.naturalWidth > 0)"))
