"""SQL plumbing: the database, its schema, pages of rows."""
