"""The words that `collection.py` makes incidents of. Groups, people and outlets are invented."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Shape:
    """How incidents of a kind are told."""

    weight: int
    noun: str
    lead: str
    targets: tuple[str, ...]
    target_type: str
    method: str | None = None
    weapon: tuple[str, str] | None = None
    deliberate: bool = True


KINDS = {
    "bombing": Shape(
        *(18, "bombing", "a bomb went off at"),
        ("the bus station", "a market", "the district court", "a police post", "the central hotel", "a rail bridge"),
        *("private-citizens", "bombing-explosion", ("a car bomb", "explosives")),
    ),
    "shooting": Shape(
        *(16, "shooting", "shots were fired at"),
        ("a school", "a shopping centre", "a night club", "the town hall", "a checkpoint", "a place of worship"),
        *("private-citizens", "armed-assault", ("an assault rifle", "firearms")),
    ),
    "stabbing": Shape(
        *(6, "stabbing", "a man with a knife struck at"),
        ("the main square", "a tram stop", "a museum", "a library"),
        *("private-citizens", "armed-assault", ("a kitchen knife", "melee")),
    ),
    "arson": Shape(
        *(6, "arson", "somebody set fire to"),
        ("a warehouse", "a party office", "an asylum centre", "a newspaper office"),
        *("business", "facility-attack", ("petrol bombs", "incendiary")),
    ),
    "kidnapping": Shape(
        *(6, "kidnapping", "armed men took people from"),
        ("a village school", "a mission hospital", "a road camp", "a fishing boat"),
        *("private-citizens", "hostage-taking-kidnapping"),
    ),
    "robbery": Shape(
        *(5, "robbery", "masked men robbed"),
        ("a jeweller", "a cash depot", "the savings bank", "an art dealer"),
        *("business", "armed-assault", ("hand guns", "firearms")),
    ),
    "terrorist-plot": Shape(
        *(6, "plot", "the police stopped a plot against"),
        ("the harbour festival", "an embassy", "the football stadium", "a power station"),
        *("tourists", "bombing-explosion", ("home-made explosives", "explosives")),
    ),
    "unrest": Shape(
        *(6, "riot", "a crowd clashed with the police at"),
        ("the parliament", "a stadium", "the university", "the port gate"),
        *("government-general", "unarmed-assault"),
    ),
    "cyberattack": Shape(
        *(4, "cyberattack", "intruders shut down the computers of"),
        ("the regional hospital", "a water works", "the land registry", "a pipeline firm"),
        *("utilities", "facility-attack", ("ransomware", "cyber")),
    ),
    "transport-accident": Shape(
        *(10, "train crash", "a train left the rails near"),
        ("the freight yard", "a level crossing", "the river bridge", "the old tunnel"),
        *("transportation", None, None),
        deliberate=False,
    ),
    "industrial-accident": Shape(
        *(6, "plant accident", "a tank burst at"),
        ("a chemical plant", "a sugar mill", "a gas terminal", "a copper mine"),
        *("business", None, None),
        deliberate=False,
    ),
    "fire": Shape(
        *(6, "fire", "a fire swept through"),
        ("a block of flats", "a textile factory", "a ferry", "a nursing home"),
        *("private-citizens", None, None),
        deliberate=False,
    ),
    "natural-disaster": Shape(
        *(5, "flood", "a flood destroyed"),
        ("the lower town", "a dam", "the coast road", "a camp site"),
        *("private-citizens", None, None),
        deliberate=False,
    ),
}

GROUP_FIRST = (
    *("Northern", "Southern", "Eastern", "Western", "Red", "Black", "Silver", "Free", "United", "New", "Iron", "River"),
    *("Mountain", "People’s", "Hidden", "Burning", "Third", "Open", "Broken", "Desert", "Coastal", "Winter", "Golden"),
)
GROUP_SECOND = (
    *("Dawn", "Front", "Brigade", "Column", "Vanguard", "Legion", "Circle", "Shield", "Hammer", "Movement", "Order"),
    *("Banner", "Wolves", "Falcons", "Army", "Cell", "League", "Command", "Torch", "Host", "Path", "Covenant", "Guard"),
)
FORENAMES = (
    *("Marek", "Lotte", "Iris", "Jonas", "Amina", "Pavel", "Rosa", "Tomás", "Zoë", "Björn", "Élodie", "Karim", "Noor"),
    *("Ana", "Yusuf", "Ingrid", "Mateo", "Chioma", "Sanjay", "Mei", "Olga", "Viktor", "Leïla", "Duarte", "Hana"),
    *("Teodor", "Greta", "Kofi", "Nadia", "Łukasz", "Renata", "Bram", "Saoirse", "Ivo", "Petra", "Rahim", "Linnea"),
)
SURNAMES = (
    *("Soll", "Vande", "Okor", "Peet", "Lindq", "March", "Kowal", "Ferr", "Brandt", "Haid", "Novak", "Castel", "Mbek"),
    *("Aydin", "Rasmus", "Tanak", "Berg", "Duval", "Moren", "Petrov", "Salv", "Ibra", "Kuzn", "Niels", "Abreu", "Zemm"),
    *("Horv", "Quint", "Strand", "Wolf", "Jansz", "Olivei", "Radu", "Sethi", "Tekle", "Ulrich", "Varga", "Wójc"),
)
ENDINGS = ("er", "en", "a", "ov", "ez", "sen", "i", "al", "in", "o", "ic", "as", "ani", "eira", "ut", "ski", "el")
OUTLET_FIRST = (
    *("Canal", "Maas", "Harbour", "Evening", "Morning", "National", "Valley", "Northern", "Capital", "Island", "City"),
    *("Delta", "Southern", "Frontier", "Atlantic"),
)
OUTLET_SECOND = ("Wire", "Courier", "Post", "Herald", "Tribune", "Dispatch", "Observer", "Gazette", "Monitor", "Radio")
FORCES = ("Police", "Fire Brigade", "Emergency Service", "Prosecution Service")
OFFICES = ("the mayor", "a police spokesman", "the prosecutor", "a hospital director", "the interior minister")
RESPONSES = {
    "raid": "{by} searched several houses during the night.",
    "arrest": "{by} arrested several people on the same day.",
    "evacuation": "{by} cleared the streets around the place.",
    "rescue": "{by} searched the ruins for survivors.",
    "investigation": "{by} opened an investigation.",
    "closure": "{by} closed the roads until further notice.",
}
MOTIVES = ("revenge for an arrest", "a dispute over land", "protest against an election", "ransom", "a quarrel")
CONTEXT = (
    "There had been several such incidents in {country} in the years before.",
    "{country} was to vote in a few weeks.",
    "Tension in this part of {country} had grown since the summer.",
    "Safety rules in {country} had been a subject of debate for years.",
)
QUOTES = (
    "We could not wait another night.",
    "It was over in less than a minute, and then nobody said a word.",
    "We are working with everything that we have, and we shall find out what happened.",
    "I heard it from the other side of the river.",
    "Nobody here will forget this day.",
)
SUMMARY = (
    "What led to it was not clear.",
    "The investigation was going on when this was reported.",
    "The place was closed for several days.",
    "The authorities asked witnesses to come forward.",
)
DOUBTS = (
    "The articles were written within a day of it; the numbers may have changed.",
    "One article gives the day before.",
    "The time of the first report is not stated.",
)
TAGS = ("harbour", "festival", "railway", "election", "border", "night", "school holidays", "winter", "claim", "trial")
FILLER = (
    "Shops in {town} stayed shut for the rest of the day, and buses went around the centre.",
    "The hospital called in everybody who was off duty, and asked for blood of all types.",
    "A woman who lives across the street said that her windows shook and that the lamp fell from the table.",
    "Schools in {town} were to open an hour later on the next morning.",
    "The government said that it would send help, and that it was too early to speak of causes.",
    "Relatives gathered in a sports hall, where the lists of names were read out every hour.",
    "Reporters were kept behind a tape two streets away, and could see smoke above the roofs.",
    "The railway said that trains to {town} would end one stop before until further notice.",
    "A service was held in the evening, and many of those who came had brought candles.",
    "The opposition asked for a debate in parliament, and for all papers to be laid open.",
    "Neighbouring towns offered beds, blankets and a field kitchen.",
    "The weather made the work hard; it had rained since the morning, and the wind was strong.",
)
