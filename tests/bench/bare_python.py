"""What every program in Python costs."""
