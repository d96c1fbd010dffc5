"""The readings of a study side by side, and what stands for it."""
