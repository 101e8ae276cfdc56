"""Answers to and from other formats."""
