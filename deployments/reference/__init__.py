"""Writes ``docs/reference/`` from the settings, the command line and the error codes: ``make reference``."""
