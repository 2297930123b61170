"""How a dialogue is printed, one module for each output format."""
