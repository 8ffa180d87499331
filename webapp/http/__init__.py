"""HTTP plumbing, the same for every feature: requests, problems, headers, descriptions, the interface's files."""
