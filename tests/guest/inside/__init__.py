"""What runs in the guest instead of the menu: plugs disks in, goes through the plan, tells the serial line."""
