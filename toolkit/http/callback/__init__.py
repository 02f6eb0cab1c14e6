"""To be called back by an occupational health service, on plain pages."""
