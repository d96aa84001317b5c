"""NVMe drives: sanitize, format."""
