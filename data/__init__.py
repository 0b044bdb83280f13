"""The graph that ships: announcements and tables, with their licences and sources."""
