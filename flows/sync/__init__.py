"""A sync: list, plan, index, report; Prefect tasks with retries around each outside thing."""
