"""How much a cache in front carries: readers who look about, simulated request by request."""
