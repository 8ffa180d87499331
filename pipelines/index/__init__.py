"""Where documents and their chunks live: one protocol, two stores (SQLite, OpenSearch), one contract suite."""
