"""Programs of the pipelines; `refdesk` starts them with ``python -m``."""
