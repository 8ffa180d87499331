"""Real servers for the tests, each started once a run and only when a test asks for it."""

pytest_plugins = ["tests.servers.opensearch", "tests.servers.prefect", "tests.servers.stack"]
