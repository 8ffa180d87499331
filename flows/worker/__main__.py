"""The worker's program: ``python -m flows.worker``. Settings first, then Prefect, which reads them when imported."""

import asyncio

from flows.settings import FlowSettings


def main() -> None:
    """Serve until SIGTERM or SIGINT, waiting for Prefect and for the index where they are not there yet."""
    settings = FlowSettings()
    settings.apply()
    from flows.reconcile.tending import tend
    from flows.sync.sync_source import sync_source
    from flows.wiring import workshop
    from flows.worker.logs import log_json
    from flows.worker.serving import Work, serve
    from pipelines.metrics import COLLECTOR
    from pipelines.metrics.shared import Sharing
    from pipelines.settings import PipelineSettings

    log_json()
    Sharing(COLLECTOR, PipelineSettings().numbers_dir, program="worker").start()
    work = Work(flows=[sync_source], prepare=workshop, tend=lambda: tend(workshop(), settings))
    asyncio.run(serve(settings, work))


if __name__ == "__main__":
    main()
