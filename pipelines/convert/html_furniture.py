"""What surrounds the content of a page: menus, footers, boxes of links. Told by names and by how much is links."""

import re

from lxml import etree

from pipelines.convert.html_weights import HEADS, Weight, Weights

CONTAINERS = frozenset(["div", "ul", "ol", "section", "table", "header", "aside", "p", "form", "menu", "footer", "nav"])
# Within an article only these are surroundings, and only where they consist of links.
PATHS = r"nav|navbar|navigation|navheader|navfooter|menu|breadcrumbs?|toc|pagination|pager|share|social|skip-link"
SURROUNDINGS = re.compile(
    rf"\b(?:{PATHS}|sidebar|sphinxsidebar|footer|related|banner|masthead|advert|ads|cookies?)\b", re.IGNORECASE
)
WITHIN_ARTICLES = re.compile(rf"\b(?:{PATHS}|advert|ads)\b", re.IGNORECASE)
# Outside of one these are, whatever they consist of.
OVERLAYS = re.compile(
    r"\b(?:cookies?|consent|gdpr|newsletter|popup|modal|skip-link|navheader|navfooter|breadcrumbs?)\b", re.IGNORECASE
)
FEET = re.compile(r"\bfooter\b", re.IGNORECASE)
OVERLAY_SHARE = 1 / 3
PROSE = 200
FOOTNOTE = 80
SENTENCE = 12
SECTIONS = frozenset(["article", "main", "section", "aside", "blockquote"])


class Furniture:
    """Decides, element by element in the order of the document, what is left out."""

    def __init__(self, weights: Weights) -> None:
        self._weights = weights
        # Open sections, articles among them, parts of the content, and parts beside it that are read.
        self._sections = self._articles = self._mains = self._beside = 0
        self._opened: list[tuple[bool, bool, bool, bool]] = []

    def drops(self, element: etree._Element, number: int) -> bool:
        """Whether an element that begins is left out with all in it."""
        weight = self._weights.of[number]
        return self._stands_apart(element, number) or self._by_tag(element, weight) or self._by_name(element, weight)

    def enter(self, element: etree._Element, number: int) -> None:
        """An element that is read begins."""
        main = self._weights.is_main(number)
        role, tag = element.get("role"), element.tag
        section = tag in SECTIONS or role in ("article", "main")
        beside = self._is_beside(number) and not self._is_mixed(number)
        opened = section, main or tag == "article" or role == "article", main, beside
        self._opened.append(opened)
        self._shift(opened, 1)

    def leave(self) -> None:
        """It ends."""
        self._shift(self._opened.pop(), -1)

    def _shift(self, opened: tuple[bool, bool, bool, bool], by: int) -> None:
        section, article, main, beside = opened
        self._sections += by * section
        self._articles += by * article
        self._mains += by * main
        self._beside += by * beside

    def _is_beside(self, number: int) -> bool:
        return bool(self._weights.mains) and not self._mains and not self._weights.holds_main(number)

    def _stands_apart(self, element: etree._Element, number: int) -> bool:
        """Beside the content a page says nothing but a title and sentences."""
        if self._beside or not self._is_beside(number):
            return False
        weight = self._weights.of[number]
        if element.tag in HEADS or self._is_mixed(number):
            return element.tag in HEADS and weight.links
        return weight.letters > 0 and (weight.links or weight.words < SENTENCE)

    def _is_mixed(self, number: int) -> bool:
        """Whether links are the most of what stands around a heading: then its parts are looked at one by one."""
        weight = self._weights.of[number]
        return weight.heads > 0 and weight.links

    def _by_tag(self, element: etree._Element, weight: Weight) -> bool:
        role, tag = element.get("role"), element.tag
        if tag == "nav" or role == "navigation":
            return weight.links or weight.words < PROSE
        if tag == "footer" or role == "contentinfo":
            beside = bool(self._weights.mains) or weight.words < FOOTNOTE
            return not self._sections and (weight.links or beside)
        if tag == "aside" or role == "complementary":
            return not self._sections and weight.links
        return False

    def _by_name(self, element: etree._Element, weight: Weight) -> bool:
        if element.tag not in CONTAINERS:
            return False
        names = f"{element.get('class', '')} {element.get('id', '')}"
        if self._articles:
            return weight.links and WITHIN_ARTICLES.search(names) is not None
        if self._weights.mains and FEET.search(names):
            return True
        if OVERLAYS.search(names) and weight.words < OVERLAY_SHARE * self._weights.of[0].letters:
            return True
        return weight.links and not weight.titles and SURROUNDINGS.search(names) is not None
