"""« L’Octet », the demo paper: who makes it, and what it is made of."""

NEWSPAPER = {
    "name": "L’Octet",
    "tagline": "Le numérique, un fait à la fois",
    "description": "Journal indépendant des techniques et de ceux qui vivent avec : "
    "intelligence artificielle, sécurité, matériel, société, logiciel.",
    "youtube_url": "https://www.youtube.com/@loctet-demo",
    "google_news_url": "https://news.google.com/publications/loctet-demo",
    "contact_email": "redaction@loctet.example",
    "publisher": "Éditions de l’Octet",
    "legal_form": "SAS au capital de 8 192 €, RCS Rennes 000 000 000 (société fictive)",
    "address": "12, quai des Relais\n35000 Rennes",
    "phone": "02 99 00 00 00",
    "director": "Jeanne Kermadec",
    "editor": "Soraya Benhamou",
    "host_name": "Hébergeur de démonstration",
    "host_address": "1, rue du Serveur\n35000 Rennes",
    "host_phone": "02 99 00 00 01",
}

SECTIONS = [
    (
        "intelligence-artificielle",
        "Intelligence artificielle",
        "Les modèles, ceux qui les entraînent, ceux qui s’en servent et ce qu’ils coûtent.",
    ),
    (
        "cybersecurite",
        "Cybersécurité",
        "Les attaques racontées de l’intérieur, les défenses expliquées sans jargon.",
    ),
    (
        "materiel",
        "Matériel",
        "Puces, câbles, batteries et claviers : le numérique qui pèse, chauffe et se répare.",
    ),
    (
        "societe",
        "Société",
        "L’école, le travail, le vote, les villages : ce que les machines changent à la vie.",
    ),
    (
        "logiciel",
        "Logiciel",
        "Langages, bases de données et communs : le code et les personnes qui l’entretiennent.",
    ),
]

AUTHORS = {
    "Inès Carpentier": (
        "Journaliste, intelligence artificielle",
        "Ancienne linguiste, Inès Carpentier a passé six ans à étiqueter des corpus avant "
        "d’enquêter sur ceux qui les lisent. Elle suit les modèles de langue et le travail caché.",
    ),
    "Malo Le Guennec": (
        "Journaliste, cybersécurité",
        "Malo Le Guennec a administré les serveurs d’un hôpital breton. Il écrit depuis sur les "
        "pannes, les fraudes et les personnes qui les réparent à trois heures du matin.",
    ),
    "Noémie Faure": (
        "Journaliste, matériel",
        "Ingénieure de formation, Noémie Faure préfère les ateliers aux salons. Elle démonte, "
        "pèse et mesure avant d’écrire.",
    ),
    "Anatole Vasseur": (
        "Journaliste, société",
        "Anatole Vasseur parcourt les collèges, les mairies et les marchés pour voir ce que le "
        "numérique y fait vraiment. Il modère aussi les commentaires du journal.",
    ),
    "Soraya Benhamou": (
        "Rédactrice en chef, logiciel",
        "Développeuse pendant dix ans, Soraya Benhamou dirige la rédaction de L’Octet et suit "
        "les logiciels libres, leurs budgets et leurs disputes.",
    ),
}

# user name: (role, the author whose account it is)
ACCOUNTS = {
    "admin": (None, None),
    "noemie": ("Reporter", "Noémie Faure"),
    "malo": ("Reporter", "Malo Le Guennec"),
    "soraya": ("Editor", "Soraya Benhamou"),
    "hugo": ("Chief editor", "Hugo Delmas"),
    "anatole": ("Moderator", "Anatole Vasseur"),
    "ines": ("Newsletter editor", "Inès Carpentier"),
}

MAIL_DOMAIN = "loctet.example"
CREDIT = "Illustration : L’Octet"
VIDEO_ALT = "Composition abstraite : un disque de couleur et un rectangle noir"
REJECTED_BECAUSE = "Sans rapport avec l’article."
CONSENT = "Je souhaite recevoir la lettre hebdomadaire de L’Octet."
NEWSLETTER = {
    "name": "L’Octet du vendredi",
    "promise": "Chaque vendredi à 7 heures, l’essentiel de la semaine : une lettre, sans pistage.",
    "sender_name": "L’Octet",
    "from_email": "lettre@loctet.example",
    "reply_to": "redaction@loctet.example",
}

# What the desk is still working on: (title, standfirst, body, section, author, in review?)
UNFINISHED = [
    (
        "Le facteur qui relève aussi les capteurs",
        "Dans trois vallées du Jura, les tournées du courrier servent à lire des sondes "
        "d’humidité. Un essai discret, et déjà des questions.",
        "<p>À Saint-Amour-le-Haut, la sacoche pèse deux cents grammes de plus depuis "
        "septembre. À côté des lettres, un boîtier gris interroge par radio les sondes plantées "
        "dans les talus, à mesure que la voiture passe.</p><h2>Une tournée, deux métiers</h2>"
        "<p>« On ne m’a rien demandé de plus que de rouler », dit Bernard Lacroix, facteur depuis "
        "vingt-deux ans. La commune, elle, économise une antenne.</p>",
        "societe",
        "Noémie Faure",
        True,
    ),
    (
        "Imprimantes : la guerre des cartouches se joue dans une puce",
        "",
        "<p>À vérifier : les chiffres du syndicat des reconditionneurs, et la réponse des deux "
        "fabricants.</p>",
        "materiel",
        "Noémie Faure",
        False,
    ),
    (
        "Ce que contient vraiment une mise à jour de sécurité",
        "Nous avons suivi un correctif de sa première ligne de code jusqu’au téléphone d’une "
        "institutrice de Morlaix.",
        "<p>Le correctif fait onze lignes. Il lui a fallu quatre-vingt-trois jours pour atteindre "
        "le téléphone de Claire Morvan.</p><h2>Onze lignes, six signatures</h2><p>La première "
        "relecture a duré une heure. Les cinq autres, deux mois.</p>",
        "cybersecurite",
        "Malo Le Guennec",
        True,
    ),
]

# The true titles of the videos that articles show
VIDEOS = {
    "cdiD-9MMpb0": "Andrej Karpathy, entretien avec Lex Fridman (2022, en anglais)",
    "aircAruvnKk": "« But what is a neural network? », 3Blue1Brown (2017, en anglais)",
}

FIRST_NAMES = [
    *("Adèle", "Bakary", "Camille", "Driss", "Élise", "Fatou", "Gaspard", "Hélène", "Ismaël"),
    *("Judith", "Karim", "Louane", "Mathis", "Nadia", "Octave", "Pauline", "Quentin", "Rachida"),
    *("Solenn", "Tristan"),
]
LAST_NAMES = [
    *("Abadie", "Bertin", "Chevallier", "Diallo", "Étienne", "Fournier", "Garnier", "Haddad"),
    *("Imbert", "Jaouen", "Kerbrat", "Lemoine", "Morvan", "Nguyen", "Ollivier", "Perrin"),
    *("Quéméner", "Rousset", "Traoré", "Vidal"),
]
