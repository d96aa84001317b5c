"""Photos of towers: made small, and free of what a phone writes into them."""
