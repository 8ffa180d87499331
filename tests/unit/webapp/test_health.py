"""Readiness: what is asked, how long it may take."""

import threading
import time

import pytest

from pipelines.types import Health
from webapp.operation.health import Check, Doctor, Missing, prefect_probe

FINE = Check("fine", lambda: Health(ok=True, detail=""), "c")


def test_optional_parts_do_not_count() -> None:
    """Ready with a missing part, which is listed with what it means."""
    doctor = Doctor([FINE], [Missing("llm", "quoted", "set it")])
    readiness = doctor.readiness()
    doctor.close()
    assert readiness.status == "ready"
    assert [(check.name, check.state, check.remedy) for check in readiness.checks] == [
        ("fine", "ok", ""), ("llm", "missing", "set it"),
    ]  # fmt: skip


def test_a_part_that_works_says_what_it_is_at() -> None:
    """Ready, and how far something is that goes on by itself."""
    doctor = Doctor([Check("index", lambda: Health(ok=True, detail="", note="3 of 9"), "c")], [])
    readiness = doctor.readiness()
    doctor.close()
    assert readiness.status == "ready"
    assert [(check.state, check.consequence) for check in readiness.checks] == [("ok", "3 of 9")]


def test_one_failing_part_is_enough() -> None:
    """Whether it says so or raises."""

    def raises() -> Health:
        raise RuntimeError("secret detail")

    for probe in (lambda: Health(ok=False, detail="down", remedy="start it"), raises):
        doctor = Doctor([FINE, Check("bad", probe, "nothing works")], [])
        readiness = doctor.readiness()
        doctor.close()
        bad = readiness.checks[1]
        assert (readiness.status, bad.state, bad.consequence) == ("not_ready", "failing", "nothing works")
        assert bad.remedy
        assert "secret" not in bad.remedy


@pytest.mark.alone
def test_parts_that_hang_cost_two_seconds_together_and_one_thread_each() -> None:
    """However many hang and however often one asks."""
    release = threading.Event()
    asked: list[int] = []

    def hangs() -> Health:
        asked.append(1)
        release.wait(30)
        return Health(ok=True, detail="")

    doctor = Doctor([Check("a", hangs, "c"), Check("b", hangs, "c"), FINE], [])
    started = time.monotonic()
    readiness = doctor.readiness()
    assert 1.9 < time.monotonic() - started < 3
    assert [check.state for check in readiness.checks] == ["failing", "failing", "ok"]
    doctor.readiness()
    assert len(asked) == 2
    release.set()
    time.sleep(0.1)
    assert doctor.readiness().status == "ready"
    doctor.close()


def test_an_absent_prefect_server_is_told_with_its_address() -> None:
    """No exception, whatever the URL."""
    for url in ("http://127.0.0.1:9/api", "http://[bad", "nonsense"):
        health = prefect_probe(url)()
        assert not health.ok
        assert url in health.remedy


def test_no_password_of_an_address_is_told() -> None:
    """Readiness is open to anybody."""
    health = prefect_probe("http://user:hidden@127.0.0.1:9/api")()
    assert "http://127.0.0.1:9/api" in health.remedy
    assert "hidden" not in health.remedy + health.detail
