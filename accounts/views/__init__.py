"""The pages of accounts, by what a person comes for."""
