"""Pure Vietnamese text rules: no Django, no database, no clock.

Each module answers one question (folding, name order, money, dates, numbers,
phones, cleaning) and imports nothing but the standard library.
"""
