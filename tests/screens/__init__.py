"""Screenshots of every page in both themes, for the documentation and for eyes."""
