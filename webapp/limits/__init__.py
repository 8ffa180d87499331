"""What an organisation and its people may do: requests in a window, quotas of a month, room for documents."""
