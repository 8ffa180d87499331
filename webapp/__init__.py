"""The Flask app: people, permissions, HTTP. Knows pipelines, no flows, no Prefect."""
