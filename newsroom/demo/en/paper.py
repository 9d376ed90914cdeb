"""“The Octet”, the English demo paper: who makes it, and what it is made of."""

NEWSPAPER = {
    "name": "The Octet",
    "tagline": "Technology, one fact at a time",
    "description": "An independent paper about machines and the people who live with them: "
    "artificial intelligence, security, hardware, society, software.",
    "contact_email": "desk@theoctet.example",
    "publisher": "Octet Publishing",
    "legal_form": "Octet Publishing Ltd (a fictitious company)",
    "address": "12 Relay Quay\nBristol",
    "phone": "0117 496 0000",
    "director": "Joan Carmody",
    "editor": "Soraya Benham",
    "host_name": "Demonstration Hosting",
    "host_address": "1 Server Street\nBristol",
    "host_phone": "0117 496 0001",
}

SECTIONS = [
    (
        "artificial-intelligence",
        "Artificial intelligence",
        "The models, those who train them, those who use them, and what they cost.",
    ),
    ("security", "Security", "Attacks told from the inside, defences explained without jargon."),
    ("hardware", "Hardware", "Chips, cables, batteries and keyboards: what weighs and wears out."),
    ("society", "Society", "School, work, voting, villages: what machines change in a life."),
    ("software", "Software", "Languages, databases and commons, and the people who mend them."),
]

AUTHORS = {
    "Ines Carpenter": (
        "Reporter, artificial intelligence",
        "A linguist by training, Ines Carpenter labelled texts for six years before she began to "
        "write about those who read them.",
    ),
    "Malo Guennec": (
        "Reporter, security",
        "Malo Guennec ran the servers of a hospital. He writes about outages, fraud and the "
        "people who mend things at three in the morning.",
    ),
    "Naomi Fairweather": (
        "Reporter, hardware",
        "An engineer who prefers workshops to trade fairs. Naomi Fairweather takes apart, weighs "
        "and measures before she writes.",
    ),
    "Anthony Vassar": (
        "Reporter, society",
        "Anthony Vassar goes to schools, town halls and markets to see what computers really do "
        "there. He also moderates the comments.",
    ),
    "Soraya Benham": (
        "Editor-in-chief, software",
        "A programmer for ten years, Soraya Benham runs the newsroom and follows free software, "
        "its budgets and its quarrels.",
    ),
}

# user name: (role, the author whose account it is)
ACCOUNTS = {
    "admin": (None, None),
    "noemie": ("Reporter", "Naomi Fairweather"),
    "malo": ("Reporter", "Malo Guennec"),
    "soraya": ("Editor", "Soraya Benham"),
    "hugo": ("Chief editor", "Hugh Delmas"),
    "anatole": ("Moderator", "Anthony Vassar"),
    "ines": ("Newsletter editor", "Ines Carpenter"),
}

MAIL_DOMAIN = "theoctet.example"
CREDIT = "Illustration: The Octet"
VIDEO_ALT = "An abstract composition: a disc of colour and a black rectangle"
REJECTED_BECAUSE = "It has nothing to do with the article."
CONSENT = "I want to receive the weekly letter of The Octet."
NEWSLETTER = {
    "name": "The Friday Octet",
    "promise": "Each Friday at 7, the week in one letter, without tracking.",
    "sender_name": "The Octet",
    "from_email": "letter@theoctet.example",
    "reply_to": "desk@theoctet.example",
}

# What the desk is still working on: (title, standfirst, body, section, author, in review?)
UNFINISHED = [
    (
        "The postman who also reads the soil",
        "In three valleys the post round now serves to read moisture probes. A quiet trial, and "
        "already some questions.",
        "<p>Since September the bag has weighed two hundred grams more. Beside the letters, a "
        "grey box asks the probes in the banks by radio as the van goes by.</p><h2>One round, two "
        "trades</h2><p>“All I was asked to do is drive,” says Bernard Locke.</p>",
        "society",
        "Naomi Fairweather",
        True,
    ),
    (
        "Printers: the war over cartridges is fought in a chip",
        "",
        "<p>To check: the figures of the refillers, and what the two makers answer.</p>",
        "hardware",
        "Naomi Fairweather",
        False,
    ),
]

VIDEOS = {"aircAruvnKk": "“But what is a neural network?”, 3Blue1Brown (2017)"}

FIRST_NAMES = [
    *("Ada", "Bola", "Cerys", "Dev", "Esther", "Farah", "Gwen", "Harriet", "Idris", "Joy"),
    *("Kieran", "Leila", "Morag", "Nia", "Owen", "Priya", "Quentin", "Rhys", "Sian", "Tariq"),
]
LAST_NAMES = [
    *("Abbott", "Begum", "Chandler", "Doyle", "Evans", "Fletcher", "Grant", "Hussain", "Innes"),
    *("Jarvis", "Khan", "Lowe", "Mensah", "Nolan", "Okafor", "Pryce", "Quayle", "Reid", "Shah"),
    "Turner",
]
