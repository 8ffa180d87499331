"""What an answer rests on: the sentences that support it, how sure we are, the proof of every quote. No Haystack."""
