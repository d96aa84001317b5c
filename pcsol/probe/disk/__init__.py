"""One disk: what is asked about it, and how the answers become one noun."""
