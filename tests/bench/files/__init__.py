"""Any folder of files, read by the product's own converters and compared with independent readers."""
