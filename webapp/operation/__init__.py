"""What an operator looks at: health, metrics, logs, passes in the background."""
