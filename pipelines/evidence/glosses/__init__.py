"""Questions of one language put into the words of another, by a list of everyday and office words."""
