"""The worker: serves the flows from one warm process, and tends what others left behind."""
