"""What asking costs beside the model: time to the first token while others are answered, and retrieval alone."""
