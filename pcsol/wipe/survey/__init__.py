"""What must be known of every disk before one may be erased. Reads only; opens no disk."""
