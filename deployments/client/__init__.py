"""A client of the HTTP API: login, requests, the answer stream, uploads, and what a terminal may be shown."""
