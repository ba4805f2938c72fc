"""Reading: from files to a checked timeline. Never imports showing."""
