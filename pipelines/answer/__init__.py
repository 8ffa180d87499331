"""What answers: the pipeline from question to proven answer, its components, and the one writer of an answer."""
