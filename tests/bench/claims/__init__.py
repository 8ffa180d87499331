"""How well the claim ledger tells what a passage says from what it does not."""
