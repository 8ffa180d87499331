"""The attacks by what they wear out; ``ALL`` names them in the order of their turn."""
