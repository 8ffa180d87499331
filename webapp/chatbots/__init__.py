"""Chatbots and their settings."""
