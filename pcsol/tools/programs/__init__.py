"""One file per outside program: its questions, and a pure `parse`."""
