"""The hub: one inventory for all benches. It reads letters and never walks into the house (docs/adr/0013-hub.md)."""
