"""Benches of the whole local stack: kills, memory, time from upload to first hit. One JSON line per figure."""
