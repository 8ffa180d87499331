"""The index on OpenSearch: one file per operation over one wire."""
