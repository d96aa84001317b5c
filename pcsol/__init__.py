"""PCSol: test, document and prepare a donated computer for its second life."""

__version__ = "0.1.0"
