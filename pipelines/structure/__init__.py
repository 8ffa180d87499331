"""What a stored text is made of: its blocks, the sentences within them, the place of an offset."""
