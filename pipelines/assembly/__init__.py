"""How parts come together: an installation's parts by name, the store that its settings choose, its pipelines."""
