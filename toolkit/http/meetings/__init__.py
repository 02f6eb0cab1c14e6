"""Meetings of peers and registering for them, on plain pages."""
