"""Transformer embedders without a model hub: ONNX weights out of Maven artifacts, or out of a folder."""
