"""A worker like the product's, whose only flow does nothing but wait: what the WarmWorker itself promises."""

import asyncio
import os
import time
from datetime import timedelta
from pathlib import Path

from flows.settings import FlowSettings


def main() -> None:
    """Serve the flow ``plain``; every run adds a line to the file ``RUNS``, with the name in ``WORKER``.

    The file ``RUNS.go`` lets all of them end.
    """
    settings = FlowSettings()
    settings.apply()
    from prefect import flow, runtime
    from prefect.states import Cancelled

    from flows.reconcile import orphans, reconciler
    from flows.sync.stopping import stops
    from flows.worker import serving
    from flows.worker.logs import log_json
    from flows.worker.serving import Work, serve

    @flow(name="plain")
    def plain(*, seconds: float = 0.0):
        """Wait, and end cancelled when asked to stop."""
        path, until = Path(os.environ["RUNS"]), time.monotonic() + seconds
        with path.open("a") as runs:
            runs.write(f"{runtime.flow_run.id} {time.time()} {os.environ.get('WORKER', 'worker')}\n")
        stop, go = stops().of(str(runtime.flow_run.id)), path.with_suffix(".go")
        while time.monotonic() < until and not go.exists():
            if stop.wait(min(0.2, max(0.0, until - time.monotonic()))):
                return Cancelled(message="Stopped as asked.")
        return None

    # What takes its time may take less where a test waits for it.
    orphans.SILENT = reconciler.SILENT = timedelta(seconds=float(os.environ.get("SILENT_SECONDS", "40")))
    serving.REGISTER_SECONDS = float(os.environ.get("REGISTER_SECONDS", "30"))
    log_json()
    asyncio.run(serve(settings, Work(flows=[plain], prepare=lambda: None, tend=lambda: None)))


if __name__ == "__main__":
    main()
