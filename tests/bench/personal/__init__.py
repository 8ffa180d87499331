"""How much of what is personal is found, and what is taken for it: two halves, by two makers."""
