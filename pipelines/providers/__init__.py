"""Providers of chat models and embeddings, behind deadline, retry budget and circuit breaker."""
