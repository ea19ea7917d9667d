"""Schedule-generation schemes on compiled kernels: the first plan in well under a second."""
