"""Tools that run, check and show the portal; nothing in the portal imports them."""
