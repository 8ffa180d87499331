"""``make bench-reader``: the first boxes of a page far back in a long PDF, and what a click costs."""
