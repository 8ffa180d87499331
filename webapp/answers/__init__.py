"""Making answers, apart from recording them."""
