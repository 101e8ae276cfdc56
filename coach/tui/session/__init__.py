"""A session on the screen: its steps, and one step by itself."""
