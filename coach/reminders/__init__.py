"""Reminders: when to send one, how it is delivered, and what runs the hourly check."""
