"""Converters: one file per format, bytes to Text with exact offsets, run in guarded child processes."""
