"""What private passages may do: inform an answer, and never be told from it (ADR 0241)."""
