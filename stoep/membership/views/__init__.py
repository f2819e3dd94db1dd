"""Pages of coming in and being here."""
