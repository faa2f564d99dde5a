"""Pages of the register, and of the thinking before it."""
