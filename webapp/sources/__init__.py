"""Knowledge sources, files, syncs and documents."""
