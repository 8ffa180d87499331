"""How questions are asked and answered in languages other than English, a module each; ``telling`` says which it is."""
