"""What `pcsol batch` opens for the batch: the rooms of this tower, the line to the hub, the screen."""
