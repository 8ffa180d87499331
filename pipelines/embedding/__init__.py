"""Embedders: texts to unit vectors, behind one protocol; which one an index uses is stored in its spec."""
