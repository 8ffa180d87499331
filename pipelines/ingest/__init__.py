"""What brings documents in: a batch, and the components that convert, cut, embed and publish it."""
