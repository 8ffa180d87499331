"""A stored text to the spans of its passages: what depends on nothing but the text, the sizes and its language."""
