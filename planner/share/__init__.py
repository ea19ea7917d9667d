"""What leaves the neutral party: for each audience its own zone and the shared zone, nothing else, and a log of every
disclosure."""
