"""The static site over an output folder: what was found, where it stands on the page, and how sure it is.

The site opens from disk without a network or a server. Browsers let a page from disk load scripts and
images, but no data, so the search index is made of scripts.
"""
