"""Filling the next index, as people see it: how far it is, asked for or stopped by an operator."""
