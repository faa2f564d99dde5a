"""Pages of the library and the guide."""
