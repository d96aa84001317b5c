"""What the evidence of a test amounts to. Pure."""
