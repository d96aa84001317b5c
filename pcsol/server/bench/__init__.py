"""The room: towers that are tested and erased side by side, what each says, and what the hub wants of it."""
