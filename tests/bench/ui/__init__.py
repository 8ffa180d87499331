"""Budgets of the web interface: first load, largest contentful paint, interaction. One JSON line per figure."""
