"""Word documents, read from their XML: what is shown, in its order, where the document shows it."""
