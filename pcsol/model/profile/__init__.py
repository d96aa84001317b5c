"""What a centre may write itself: profiles of destinations and of operating systems."""
