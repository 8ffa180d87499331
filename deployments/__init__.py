"""Where it runs: the local stack, the command line, the Prefect server's launcher."""
