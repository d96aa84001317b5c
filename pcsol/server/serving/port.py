"""Whether a port is free: asked before anything is made or said, for a server of that kind may run there already."""

import errno
import socket


def is_taken(host: str, port: int) -> bool:
    """Say whether something listens at this address already. What else is wrong with it, the server itself says."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as line:
        line.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            line.bind((host, port))
        except OSError as err:
            return err.errno == errno.EADDRINUSE
    return False
