"""A session in plain lines, for screen readers, thin terminals and pipes."""
