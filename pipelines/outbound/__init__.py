"""Requests to addresses that users give: one guard decides where they may lead, and bounds what comes back."""
