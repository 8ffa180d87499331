"""What a program counts and measures: declared names, one collector per process, all processes together."""

from pipelines.metrics.collector import COLLECTOR, track_metric

__all__ = ["COLLECTOR", "track_metric"]
