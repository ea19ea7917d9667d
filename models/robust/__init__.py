"""How a plan fares when things go otherwise than planned."""
