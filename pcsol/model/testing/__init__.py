"""Hardware tests: what is planned, what came of it, and where a run was when it was interrupted."""
