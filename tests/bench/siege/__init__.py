"""``make siege``: attacks on a real stack beside a tenant that works on, and what that tenant notices."""
