"""Knowledge sources, their schedules and syncs."""
