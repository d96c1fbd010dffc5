"""What a window shows while its registry is empty."""
