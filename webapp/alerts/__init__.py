"""Alerts: what the installation and its organisations should know of before somebody complains."""
