"""Kills at random moments: what the next process makes of it equals what a process makes that nobody killed."""
