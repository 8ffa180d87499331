"""The claim ledger: what of an answer is backed by what was retrieved, by rules that anybody can apply again."""
