"""Models of an organisation: providers that its people set up, their keys, prices and order."""
