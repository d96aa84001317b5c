"""What goes to other inventories: towers from the records, where they are sent, and what was sent."""
