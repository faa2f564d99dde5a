"""What was typed, by the part of an agreement’s life it belongs to."""
