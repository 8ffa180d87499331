"""Personal data in texts: where it stands, how it is withheld, and how a model is kept from it."""
