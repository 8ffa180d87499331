"""What web app and flows agree on: names, parameters and signed reports of syncs, and the keys of an installation."""
