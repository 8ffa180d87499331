"""Words of a language that people ask in and words that its documents are written in, a module of groups each."""
