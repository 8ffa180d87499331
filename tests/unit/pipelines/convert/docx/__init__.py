"""Word documents are read as they are shown."""
