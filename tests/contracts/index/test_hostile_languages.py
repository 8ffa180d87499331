"""Texts in languages that nobody expects: each is indexed, found by its own words, and takes no other's place."""

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from pipelines.cutting.splitting import Rules
from pipelines.index.protocol import Index
from pipelines.ingest.batch import Prepared
from pipelines.ingest.structure_splitter import cut
from pipelines.types import Fusion, Lease, Publication, Text
from tests.contracts.index.making import SCOPE, document, seeded

THIRTY = """Der Anspruch auf Urlaub. The right to leave. Le droit aux congés. El derecho a vacaciones. Il diritto
alle ferie. O direito a férias. Het recht op verlof. Rätten till semester. Retten til ferie. Oikeus
lomaan. Prawo do urlopu. Právo na dovolenou. A szabadsághoz való jog. Dreptul la concediu. İzin hakkı.
Quyền nghỉ phép. Право на отпуск. Право на відпустку. Право на отпуск. Δικαίωμα άδειας. الحق في الإجازة.
حق مرخصی. רخصت کا حق. הזכות לחופשה. छुट्टी का अधिकार. ছুটির অধিকার. விடுப்பு உரிமை. สิทธิ์ในการลา.
休假的权利。休暇の権利。휴가에 대한 권리. შვებულების უფლება. Արձակուրդի իրավունք."""
TEXTS = {
    "thirty": THIRTY,
    "mixed directions": "\u202eThe word שלום stands beside مرحبا\u202c and \u2067zymurgy\u2069.",
    "emoji": "🥳🎉🦄👩‍👩‍👧‍👦🏴‍☠️",
    "one word": "q" * 1_000_000 + " wombat",
    "thai": "ห้องสมุดประชาชนเปิดให้บริการทุกวันยกเว้นวันจันทร์" * 60,
    "khmer": "បណ្ណាល័យបើករាល់ថ្ងៃលើកលែងតែថ្ងៃចន្ទ" * 60,
    "mathematical": "𝔗𝔥𝔢 𝕢𝕦𝕠𝕜𝕜𝕒 𝒿𝓊𝓂𝓅𝓈 𝟙𝟚𝟛",
    "old": "𐌰𐍄𐍄𐌰 𐌿𐌽𐍃𐌰𐍂 𒀭𒂗𒆠 𓀀𓁐 ᚠᚢᚦᚨᚱᚲ",
    "halves": "\ud800broken\udfff surrogates of a platypus",
}
ASKED = {
    "thirty": [
        "Urlaubsanspruch",
        "congés",
        "szabadsághoz",
        "отпуска",
        "Δικαίωμα",
        "الاجازة",
        "छुट्टी",
        "สิทธิ์",
        "休假",
        "휴가",
    ],
    "mixed directions": ["zymurgy", "שלום"],
    "one word": ["wombat", "q" * 1_000_000],
    "thai": ["ห้องสมุดประชาชน", "วันจันทร์"],
    "khmer": ["បណ្ណាល័យ", "ថ្ងៃចន្ទ"],
    "mathematical": ["quokka", "jump 123"],
    "old": ["𐌰𐍄𐍄𐌰", "𒀭𒂗𒆠", "ᚠᚢᚦᚨᚱᚲ"],
    "halves": ["platypus"],
}
PLAIN = {
    "en": ("The library is open from nine to five on weekdays.", "When does the library open?"),
    "de": ("Die Bücherei öffnet werktags um neun Uhr.", "Wann öffnet die Bücherei?"),
}


def publish(index: Index, uri: str, text: str, *, language: str = "") -> None:
    row = document(uri, title="T", language=language)
    done = cut(Prepared(row, "v1", Text(text)), Rules())
    assert isinstance(done, Prepared)
    vectors = np.stack([seeded(hash((uri, one.ordinal)) & 0xFFFF) for one in done.chunks])
    lease = Lease("run", datetime.now(UTC) + timedelta(seconds=60))
    assert not index.publish([Publication(row, "v1", done.chunks, vectors, lease)])


def first(index: Index, text: str) -> str:
    hits = index.search(SCOPE, text, None, k=2, fusion=Fusion()).hits
    return hits[0].document.uri if hits else ""


def test_every_text_is_found_by_its_own_words(index: Index) -> None:
    """And what is said in plain words stays first."""
    for language, (text, _) in PLAIN.items():
        publish(index, language, text)
    for uri, text in TEXTS.items():
        publish(index, uri, text)
    for uri, asked in ASKED.items():
        assert [first(index, text) for text in asked] == [uri] * len(asked)
    for language, (_, question) in PLAIN.items():
        assert first(index, question) == language
    assert first(index, TEXTS["emoji"]) == ""


@pytest.mark.parametrize("tag", ["th", "de", "'; DROP TABLE chunks; --"])
def test_a_wrong_language_breaks_nothing(index: Index, tag: str) -> None:
    """A document under a tag that is not true, or none at all, is found beside those that are right."""
    publish(index, "wrong", "Every employee of the brewery is entitled to a marzipan allowance.", language=tag)
    for language, (text, question) in PLAIN.items():
        publish(index, language, text, language=language)
        assert first(index, question) == language
    assert first(index, "marzipan allowances of employees") == "wrong"
