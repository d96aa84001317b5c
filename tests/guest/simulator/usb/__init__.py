"""A USB disk in the kernel's own virtual USB host controller (vhci-hcd), spoken to by USB/IP over a socket pair."""
