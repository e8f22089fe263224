"""Where the shapes of drawings stand; templates draw them."""
