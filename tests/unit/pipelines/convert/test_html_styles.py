"""What the style sheets within a page hide is not read; what they may show, is."""

from time import process_time

import pytest

from pipelines.convert.convert import convert
from pipelines.convert.source import Source
from tests.growth import growth

SEEN = "<p>The reading room opens at nine.</p>"


def read(style: str, body: str, attributes: str = "") -> str:
    page = f"<html><head><style{attributes}>{style}</style></head><body>{SEEN}{body}</body></html>"
    return convert(Source(page.encode(), "a.html")).text.text


@pytest.mark.parametrize(
    ("style", "body"),
    [
        (".old { display: none }", '<p class="note old">Secret</p>'),
        ("#gone{color:red;DISPLAY : None !important}", '<div id="gone"><p>Secret</p></div>'),
        ("aside, .x { visibility: hidden; }", "<aside>Secret</aside>"),
        ("p.draft{display:none}", '<p class="draft">Secret</p>'),
        (".page .draft > span{display:none}", '<div class="page"><p class="draft"><span>Secret</span></p></div>'),
        ("@media screen and (min-width: 600px){.phone{display:none}}", '<p class="phone">Secret</p>'),
        ("@supports (display:grid){.a{display:none}}", '<p class="a">Secret</p>'),
        ("/* .a{} */ .a{content:'}';display:none", '<p class="a">Secret</p>'),
        (".a{display:none} .a{color:red}", '<p class="a">Secret</p>'),
        (".a{display:none} @media print{.a{display:block}}", '<p class="a">Secret</p>'),
        (".a:hover{color:red} .a{display:none}", '<p class="a">Secret</p>'),
        (".a{display:none!important} .b.a{display:block}", '<p class="a b">Secret</p>'),
        ("<!-- .a{display:none} -->", '<p class="a">Secret</p>'),
        (".é{display:none}", '<p class="é">Secret</p>'),
    ],
)
def test_hidden(style: str, body: str) -> None:
    """By class, name, element and place, on a screen; what marks itself important wins."""
    assert "Secret" not in read(style, body)


@pytest.mark.parametrize(
    ("style", "body", "attributes"),
    [
        ("@media print{.a{display:none}}", '<p class="a">Said</p>', ""),
        (".a{display:none}", '<p class="a">Said</p>', ' media="print"'),
        ("@media (max-width: 600px){.a{display:none}}", '<p class="a">Said</p>', ""),
        ("@media not screen{.a{display:none}}", '<p class="a">Said</p>', ""),
        (".a{display:none} .a.open{display:block}", '<p class="a open">Said</p>', ""),
        (".tab{display:none} .tab:first-child{display:block}", '<div><p class="tab">Said</p></div>', ""),
        (".panel{display:none} input:checked ~ .panel{display:block}", '<p class="panel">Said</p>', ""),
        (".a{display:none}", '<p class="a" style="display: block">Said</p>', ""),
        (".b .a{display:none}", '<p class="a">Said</p>', ""),
        (".b > .a{display:none}", '<div class="b"><div><p class="a">Said</p></div></div>', ""),
        ("p:empty{display:none} p[lang]{display:none}", "<p>Said</p>", ""),
        ("body{visibility:hidden} html{display:none}", "<p>Said</p>", ""),
        ("@keyframes a{from{display:none}} .b{.a{display:none}}", '<p class="a">Said</p>', ""),
        (".A{display:none}", '<p class="a">Said</p>', ""),
        ("*{display:none} p{display:block}", "<p>Said</p>", ""),
    ],
)
def test_read(style: str, body: str, attributes: str) -> None:
    """Rules for print and small screens, of others, and what a page shows when somebody presses something."""
    assert "Said" in read(style, body, attributes)


def test_scripts_are_there() -> None:
    """What a page hides where no script runs is read."""
    page = f"<body><noscript><style>p{{display:none}}</style></noscript>{SEEN}</body>"
    assert "nine" in convert(Source(page.encode(), "a.html")).text.text


@pytest.mark.parametrize(
    "style",
    [
        ".group-hover-of-some-component\\:shown{display:none}",
        f"{'aé' * 200}({{display:none}}",
        f"{'[' * 30_000}{{display:block}}",
        f"@media ({' ' * 30_000}{{.gone{{display:none}}}}",
        f"a{' ' * 30_000}({{display:none}}",
    ],
)
def test_selectors_that_nobody_understands(style: str) -> None:
    """Names with signs in them, as utility classes have, and brackets without end take no time."""
    begun = process_time()
    assert "nine" in read(style, "")
    assert process_time() - begun < 0.5


def test_many_classes() -> None:
    """An element with a thousand classes is not read anew for each of those in it."""

    def work(size: int) -> None:
        inner = "".join(f"<p class='a b{n}'>w</p>" for n in range(size))
        classes = " ".join(map(str, range(5 * size)))
        assert "nine" in read("x .a{display:none}", f'<div class="{classes}">{inner}</div>')

    assert growth(work, 1_000) < 3.2
