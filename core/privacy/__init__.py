"""Personal data: the map of where it is, what a person gets of it, how it is taken out, how long it is kept.

Each app says in its module `personal` what its own tables hold; `core.privacy.map` explains the words.
"""
