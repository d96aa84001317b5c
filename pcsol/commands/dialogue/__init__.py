"""What is asked of the person at the keyboard."""
