"""What becomes of ``<…>`` in an answer: HTML goes, placeholders such as ``<file name>`` stay, with other brackets."""

import re
from collections.abc import Callable

_NAME = re.compile(r"/?\s*([A-Za-z][A-Za-z0-9-]*)")
_PLACEHOLDER = re.compile(r"(?!.*www)[A-Za-z][\w .,+/-]{0,60}$", re.IGNORECASE)
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S*$")
_NAMES = """
a abbr acronym address applet area article aside audio b base basefont bdi bdo bgsound big blink blockquote body br
button canvas caption center cite code col colgroup data datalist dd del details dfn dialog dir div dl dt em embed
fieldset figcaption figure font footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe image
img input ins kbd label legend li link main map mark marquee math menu meta meter nav nobr noembed noframes noscript
object ol optgroup option output p param picture plaintext portal pre progress q rp rt ruby s samp script search
section select slot small source span strike strong style sub summary sup svg table tbody td template textarea tfoot th
thead time title tr track tt u ul use var video wbr xmp
"""
_HTML = frozenset(_NAMES.split())


def inert_tag(inner: str, words: Callable[[str], str]) -> str:
    """The replacement of ``<inner>``. ``words`` makes plain words of an address."""
    if inner[0] in "!?":
        return ""
    if _ADDRESS.match(inner):
        return words(inner)
    name = _NAME.match(inner)
    if name is None or name.group(1).lower() in _HTML or not _PLACEHOLDER.match(inner):
        return ""
    return f"‹{inner}›"
