"""The way in, for `pcsol` and for `python -m pcsol`."""

import signal


def main() -> None:
    """Import the front door and open it. Ctrl-C while this still loads (seconds, from a stick) just ends it."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:  # a shell's background job ignores it
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from pcsol import cli  # noqa: PLC0415  # not before the signal is set

    cli.main()


if __name__ == "__main__":
    main()
