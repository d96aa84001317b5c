"""A donor's proof: in words (`page`), and as a document (`pdf`)."""
