"""Letters: the key that signs records, and the files that are carried to the hub by hand."""
