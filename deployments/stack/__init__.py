"""The local stack: its processes under supervisor, its ports, its data folder's lock, its readiness, its demo."""
