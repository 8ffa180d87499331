"""Source kinds, one per file: list what there is, fetch one document. No Prefect, no Flask."""
