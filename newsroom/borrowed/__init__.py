"""Sentences of Django's that our catalogues say in their own way, a module for each catalogue.

Django puts the name of any model into them, which in French gives "Ajout de article".
"""
