"""What was made once and is asked for again, kept in this process and, where there is one, on Redis."""
