"""A real OpenID Connect provider beside the tests, a process of its own: `python -m tests.provider PORT DATABASE BACK`.

django-oauth-toolkit with a sign-in page, users whose address is in their claims, and keys made at the start. Prints "ready".
"""

CLIENT, SECRET, PASSWORD = "stoep-tests", "a secret between two", "an identity card"
PEOPLE = {  # user: (given name, family name, street and number, postcode)
    "wout": ("Wout", "Peeters", "Brugstraat 8", "9000"),
    "other": ("Wout", "Peeters", "Brugstraat 9", "9000"),
    "nobody": ("Iemand", "Anders", "Brugstraat 8", "9000"),
    "bare": ("Wout", "Peeters", "", ""),
}
