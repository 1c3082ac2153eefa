"""The noisy channel behind the restorer: tokens, channel, candidates, language model, decoder."""
