"""Reports of syncs are believed only as they were signed, for the run that they were signed for."""

import json
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr, ValidationError

from pipelines.runs.secret_files import WrongKeyFile
from pipelines.runs.sync import Names, ReportKey, ReportNotBelieved, SyncPlan, SyncReport, report_key
from pipelines.settings import PipelineSettings

RUN, OTHER = "5b0c8f0e-9d0c-4a44-8f0f-3c1f4c7f0b11", "6b0c8f0e-9d0c-4a44-8f0f-3c1f4c7f0b11"
NOW = datetime(2026, 6, 1, tzinfo=UTC)
KEY = ReportKey(b"k" * 32, since=NOW)
REPORT = SyncReport(plan=SyncPlan(new=Names(count=1, names=["salaries.pdf"])))
# As the version before signatures wrote it.
UNSIGNED = (
    '{"dry_run":false,"full":false,"plan":null,"progress":{"done":2,"total":2,"current":null},'
    '"counts":{"indexed":2,"skipped":0,"failed":0,"deleted":0,"unchanged":0},"error":null}'
)


def test_a_signed_report_comes_back() -> None:
    """Whenever it was written."""
    data = KEY.sign(REPORT, RUN)
    assert KEY.read(data, RUN, written=NOW + timedelta(days=1)) == REPORT
    assert KEY.read(data, RUN, written=None) == REPORT


def altered(data: str) -> str:
    told = json.loads(data)
    return json.dumps({**told, "report": told["report"].replace("salaries", "harmless")})


@pytest.mark.parametrize(
    "data",
    [
        altered(KEY.sign(REPORT, RUN)),
        KEY.sign(REPORT, OTHER),
        ReportKey(b"another key of the same length...").sign(REPORT, RUN),
        json.dumps({"report": UNSIGNED, "mac": ""}),
        json.dumps({"report": UNSIGNED, "mac": "é"}),
        UNSIGNED,
        json.loads(UNSIGNED),
        json.loads(KEY.sign(REPORT, RUN)),
        "",
        "null",
        None,
        [],
        7,
    ],
    ids=str,
)
def test_nothing_else_is_believed(data: Any) -> None:
    """Altered, of another run, of another key, without a signature, or no report at all."""
    for written in (NOW, NOW + timedelta(days=1), None):
        with pytest.raises(ReportNotBelieved):
            KEY.read(data, RUN, written=written)


def test_what_was_written_before_there_was_a_key_is_believed() -> None:
    """Unsigned, as a string or as data, and unchanged since before; never with a configured key."""
    before = NOW - timedelta(seconds=1)
    for data in (UNSIGNED, json.loads(UNSIGNED)):
        assert KEY.read(data, RUN, written=before).counts.indexed == 2
        with pytest.raises(ReportNotBelieved):
            ReportKey(KEY.secret).read(data, RUN, written=before)
    with pytest.raises(ReportNotBelieved):
        KEY.read(altered(KEY.sign(REPORT, RUN)), RUN, written=before)


def test_the_key_is_random_kept_and_private(tmp_path: Path) -> None:
    """Made once per installation, with the moment; readable by its owner only, and shown nowhere."""
    made = report_key(tmp_path / "a", None)
    assert made == report_key(tmp_path / "a", None)
    assert made.secret != report_key(tmp_path / "b", None).secret
    assert stat.S_IMODE((tmp_path / "a" / "report-key").stat().st_mode) == 0o600
    assert made.since is not None
    assert made.since <= datetime.now(UTC)
    assert made.secret.hex() not in repr(made)
    assert str(made.secret) not in repr(made)


def test_a_configured_key_is_used(tmp_path: Path) -> None:
    """On several machines; nothing is written. A short one is refused and not repeated."""
    settings = PipelineSettings(report_key=SecretStr("s" * 40), data_dir=tmp_path)
    assert report_key(tmp_path, settings.report_key) == ReportKey(b"s" * 40)
    assert list(tmp_path.iterdir()) == []
    assert "s" * 40 not in repr(settings)
    with pytest.raises(ValidationError) as refused:
        PipelineSettings(report_key=SecretStr("brief"))
    assert "brief" not in str(refused.value)


def test_a_damaged_file_is_refused(tmp_path: Path) -> None:
    """An error that names the file, not a weak key."""
    for content in ("", "ab", "zz 2026-01-01", "abcd 2026-01-01"):
        (tmp_path / "report-key").write_text(content)
        with pytest.raises(WrongKeyFile, match="report-key"):
            report_key(tmp_path, None)
