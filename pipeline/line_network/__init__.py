"""Tesseract's network for printed lines, run by onnxruntime: its weights, its graph, the reading of what it says."""
