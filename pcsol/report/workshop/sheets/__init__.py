"""Lists on paper: a group's steps, a session, and a page that opens anywhere."""
