"""Pages and tables whose structure wants to cost more than their size: each grows with ``n``."""

from collections.abc import Callable, Mapping

_NESTED = (
    "nav div section article main aside footer header ul ol dl table blockquote details dialog form pre span b a q"
)
_CELLS = "".join(f"<td>{n}" for n in range(1_000))


def _nested(tag: str) -> Callable[[int], str]:
    return lambda n: f"<{tag} class='menu nav'>word " * (n // 2) + f"</{tag}>" * (n // 2)


def _wide_nested(tag: str) -> Callable[[int], str]:
    """As deep as a parser goes, again and again."""
    once = f"<{tag} class=related><a href=x>w</a>" * 500 + f"</{tag}>" * 500
    return lambda n: once * (n // 500)


PAGES: Mapping[str, Callable[[int], str]] = {
    **{f"nested {tag}": _nested(tag) for tag in _NESTED.split()},
    **{f"nested again {tag}": _wide_nested(tag) for tag in ("nav", "div", "table", "ul", "article")},
    "nested tables with cells": lambda n: ("<table><tr><td>x" * 400 + "</table>" * 400) * (n // 400),
    "siblings": lambda n: "<p>word</p>" * n,
    "articles": lambda n: "<article>word</article>" * n,
    "mains": lambda n: "<main>word</main>" * n,
    "unclosed tags": lambda n: "<font color=red>word " * n,
    "unclosed items": lambda n: "<ol>" + "<li>word " * n,
    "ends without beginnings": lambda n: "<div>" * 500 + "word </b></ul>" * n,
    "attributes": lambda n: "<p " + " ".join(f"a{at}=1" for at in range(n)) + ">word",
    "attributes in quotes": lambda n: "<p " + " ".join(f'a{at}="<>"' for at in range(n)) + ">word",
    "a long attribute": lambda n: f'<p class="{"nav " * 5 * n}">word</p>',
    "tags that begin": lambda n: "word <a <p b='" * n,
    "metas that begin": lambda n: "<meta <meta charset" * n,
    "comments that begin": lambda n: "<!-- <script <!-" * n + "word",
    "lists that count down": lambda n: "<ol reversed><li>word</ol>" * n,
    "spans": lambda n: "<table>" + "<tr><td colspan=1000>word<td>x" * n,
    "rows reached from above": lambda n: "<table><tr>" + "<td rowspan=65000 colspan=1000>w" * 5 + "<tr><td>w" * n,
    "short rows under a wide one": lambda n: f"<table><tr>{_CELLS}" + "<tr><td>w" * n,
    "formulas": lambda n: "<math>" + "<mfrac><mi>x</mi>" * (n // 100) + "</math>" + "<math><msup><mi>x" * n,
    "formulas in a formula": lambda n: "<math>" + "<msup><mrow>" * 500 + "<mi>x</mi>" * n,
    "leaves in leaves": lambda n: "<math>" + ("<mi>x" * 500 + "</mi>" * 500) * (n // 500),
    "readings": lambda n: "<ruby>w<rt>r" * n,
    "raised": lambda n: "<p>" + "<sup>1" * n,
    "terms": lambda n: "<dl>" + "<dt>word" * n,
    "line breaks": lambda n: "<p>" + "<br>" * n + "word",
    "references": lambda n: "<p>" + "&amp;&#173;&bogus;" * n,
    "rules of one name": lambda n: "<style>" + ".b .a{display:none}" * n + "</style>" + "<p class=a>w" * n,
    "names of one element": lambda n: "<style>.a{display:none}</style><p class='" + "b " * n + "'>w",
    "rules of all names": lambda n: (
        "<style>"
        + "".join(f".a{at}{{display:none}}" for at in range(n))
        + "</style><p class='"
        + " ".join(f"a{at}" for at in range(n))
        + "'>w"
    ),
    "children of one of many names": lambda n: (
        "<style>.x .a{display:none}</style><div class='" + "b " * n + "'>" + "<p class=a>w" * n
    ),
    "rules of ancestors": lambda n: (
        "<style>.x .a{display:none}</style>" + ("<b class=a>w" * 400 + "</b>" * 400) * (n // 400)
    ),
    "a long selector": lambda n: "<style>" + ".a " * n + "{display:none}</style><p class=a>w",
    "a selector of one name": lambda n: "<style>" + ".a" * n + "{display:none}</style>" + "<p class=a>w" * n,
    "blocks that begin": lambda n: "<style>" + "@media a{b{" * n + "</style><p>w",
    "comments in sheets that begin": lambda n: "<style>" + "/* ' [ (" * n + "</style><p>w",
    "states that begin": lambda n: "<style>" + ":is([" * n + "{display:block}</style><p>w",
}
TABLES: Mapping[str, Callable[[int], str]] = {
    "short rows under a wide one": lambda n: ",".join(f"n{at}" for at in range(1_000)) + "\n" + "1\n" * n,
    "empty cells": lambda n: ("," * 30 + "\n") * n + "word",
    "a quote that never ends": lambda n: 'a,b\n1,"2\n' + "word,word\n" * n,
    "quotes": lambda n: 'a;b\n"1""2";\'\n' * n,
    "a preamble": lambda n: "word word\n" * n + "a,b\n1,2\n",
    "one line": lambda n: "word," * n,
    "blank lines": lambda n: "a,b\n" + "\n" * n + "1,2\n",
    "delimiters that change": lambda n: "a,b;c\n1;2\t3|4\n" * n,
    "tables": lambda n: "a,b\n1,2\n\n" * n,
    "rows apart": lambda n: "a,b\n" + "word word,x\n\n" * n,
    "comments": lambda n: "a,b\n1,2\n" + "# a, b\n" * n,
    "ragged": lambda n: "\n".join("x," * (at % 40) + "y" for at in range(n)),
}
MARKDOWN: Mapping[str, Callable[[int], str]] = {
    "quotes": lambda n: "> " * n + "word",
    "quotes again": lambda n: ("> " * 50 + "word\n") * (n // 50),
    "items in a line": lambda n: "- " * n + "word",
    "brackets": lambda n: "[" * n,
    "links that begin": lambda n: "[a](" * n,
    "references that begin": lambda n: "[a\n" * n,
    "stars": lambda n: "*a **a " * n,
    "ticks": lambda n: "".join("`" * (at % 300) + "a " for at in range(n // 50)),
    "tags that begin": lambda n: "<a " * n,
    "comments that begin": lambda n: "<!-- word " * n,
    "cells in HTML": lambda n: "<table>" + "<tr><td><b>word " * n,
    "references": lambda n: "".join(f"[^a{at}]: b\n" for at in range(n)),
    "fences": lambda n: "```\n" * n,
    "front matter that never ends": lambda n: "---\n" + "a: b\n" * n,
    "lines above a rule": lambda n: "a\n" * n + "===\n",
    "headings": lambda n: "# a\n" * n,
    "tables": lambda n: "| a | b |\n|---|---|\n" * n,
}
