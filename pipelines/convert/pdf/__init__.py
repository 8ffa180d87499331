"""PDF to text and back to the page: lines, page furniture, paragraphs, headings, places."""
