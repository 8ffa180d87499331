"""Conversations, messages, streamed answers and search."""
