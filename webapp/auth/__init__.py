"""Accounts, organisations, tokens."""
