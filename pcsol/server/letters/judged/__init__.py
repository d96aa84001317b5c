"""What is thought of a letter, without asking anybody: its bounds, its body, its tower (pure)."""
