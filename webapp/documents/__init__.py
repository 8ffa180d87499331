"""Documents of sources: files sent in, texts, pages, first questions."""
