"""Reminders that arrive: when to speak, how it gets through, and who calls us every hour."""
