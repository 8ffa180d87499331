"""The patterns of small talk, by language and subject: of folded words parted by single spaces, no punctuation.

``@file@`` is any word for a document. Lines are broken at spaces, which stay spaces.
"""

from collections.abc import Mapping

from pipelines.evidence.talk_patterns import de, en, es, fr, further

FILES: Mapping[str, str] = {"en": en.FILES, "de": de.FILES, "fr": fr.FILES, "es": es.FILES, **further.FILES}
PATTERNS: Mapping[str, Mapping[str, str]] = {
    "en": en.PATTERNS,
    "de": de.PATTERNS,
    "fr": fr.PATTERNS,
    "es": es.PATTERNS,
    **further.PATTERNS,
}
