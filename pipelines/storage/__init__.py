"""Bytes and texts: blobs in a folder or bucket, the stored text of every version, layouts beside it."""
