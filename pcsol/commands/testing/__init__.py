"""What `pcsol test` asks, tells and keeps."""
