"""The web interface in Chromium, against the real stack."""
