"""Appels: one person at a time, the light before the number, the words to say, and a refusal always under the hand."""
