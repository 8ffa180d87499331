"""A sync: list, plan, batches, report; Prefect tasks with retries around each outside thing."""
