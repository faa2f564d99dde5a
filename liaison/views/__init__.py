"""Pages of this app, by what a person comes to do."""
