"""What differs between two looks at one tower, part by part. Pure."""
