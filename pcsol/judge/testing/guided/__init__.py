"""What guided tests saw and heard."""
