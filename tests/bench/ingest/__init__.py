"""Bench of the first load: the engine and the whole stack against the bare parts. One JSON line per figure."""
