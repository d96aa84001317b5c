"""Serve the hub: its certificate, its first account, its name on the local network, its processes."""
