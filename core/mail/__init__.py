"""The post room: which addresses fail, and what administrators see of mail."""
