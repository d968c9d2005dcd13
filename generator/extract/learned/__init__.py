"""The learned reader: linear scores over hashed features of the parse, used where a document is like what they saw.

`MODEL.md` beside this file says what it was trained on, how, and how well it does.
"""
