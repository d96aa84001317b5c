"""`pcsol outbox`: what waits for the hub."""
