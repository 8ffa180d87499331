"""Source kinds as plain functions: list what there is, fetch one document. No Prefect."""
