"""How the suite runs: which process runs what, what runs alone, and what the time went into."""
