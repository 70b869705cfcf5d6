"""Research questions judged by hand before the checker was tried on them: is this about how pupils learn?

The rules were written with an eye on SEEN; nobody looked at HELD_OUT until they stood.
"""

# (question, whether it is about how pupils learn)
SEEN = [
    (
        "We willen begrijpen hoe leerlingen breuken vergelijken, zodat ze niet alleen naar teller of noemer kijken.",
        True,
    ),
    (
        "We willen begrijpen wat leerlingen doen als ze een zin niet begrijpen, zodat ze leren haperen en herstellen.",
        True,
    ),
    ("Hoe leggen leerlingen in groep 5 aan elkaar uit waarom een rechthoek geen vierkant hoeft te zijn?", True),
    ("Welke strategieën gebruiken kinderen als ze een moeilijk woord tegenkomen?", True),
    (
        "We willen weten hoe kleuters tellen als de rij door elkaar ligt, zodat ze leren dat elk ding één keer telt.",
        True,
    ),
    ("Wat denken leerlingen bij een staafdiagram waarvan de as niet bij nul begint?", True),
    (
        "We willen begrijpen hoe leerlingen samen een proef plannen, zodat zij leren één ding tegelijk te veranderen.",
        True,
    ),
    ("Waar lopen leerlingen vast als ze een samenvatting schrijven?", True),
    ("Hoe redeneren leerlingen over drijven en zinken?", True),
    ("We onderzoeken hoe meertalige kinderen hun thuistaal gebruiken, zodat ze een tekst beter begrijpen.", True),
    ("Hoe kan ik mijn instructie korter maken?", False),
    ("Hoe krijgen we betere toetsresultaten?", False),
    ("Wat doet de leraar als de klas onrustig is?", False),
    ("Hoe zorgen wij voor meer differentiatie in de rekenles?", False),
    ("Werkt coöperatief leren?", False),
    ("We willen begrijpen hoe leraren feedback geven, zodat leerlingen beter schrijven.", False),
    ("Hoe organiseer ik een combinatiegroep?", False),
    ("Welke methode voor begrijpend lezen is de beste?", False),
    ("Hoe houd ik orde bij groepswerk?", False),
    ("We willen de Cito-scores van leerlingen verhogen.", False),
]

HELD_OUT = [
    ("We willen begrijpen hoe leerlingen de klok leren lezen, zodat ze kwartieren niet met minuten verwarren.", True),
    ("Hoe vertellen leerlingen een verhaal na als ze alleen de plaatjes zien?", True),
    ("Wat merken kinderen op in een kunstwerk voordat iemand iets zegt?", True),
    ("Hoe controleren leerlingen of hun antwoord kan kloppen?", True),
    ("We willen weten welke fouten leerlingen maken bij werkwoordspelling, zodat ze leren de stam te zoeken.", True),
    ("Hoe beoordelen leerlingen of een website te vertrouwen is?", True),
    ("We willen begrijpen wat peuters tegen elkaar zeggen in de bouwhoek, zodat hun spel rijker wordt.", True),
    ("Op welk moment vragen leerlingen elkaar om hulp bij programmeren?", True),
    ("Hoe schatten leerlingen van groep 4 een hoeveelheid zonder te tellen?", True),
    (
        "We willen begrijpen waarom leerlingen bij delen met rest het verhaal vergeten zodat ze hun antwoord zien",
        True,
    ),
    ("Hoe kunnen wij leerlingen beter motiveren?", False),
    ("Wat is een goede opbouw van een rekenles?", False),
    ("Hoe geef ik effectieve feedback aan leerlingen?", False),
    ("We willen onderzoeken hoe de leerkracht vragen stelt.", False),
    ("Zijn tablets nuttig in de klas?", False),
    ("Hoe maken we ouders meer betrokken?", False),
    ("We willen dat alle leerlingen referentieniveau 1S halen.", False),
    ("Hoe wordt ons team beter in directe instructie?", False),
    ("Wanneer grijpt de juf in bij een ruzie tussen kinderen?", False),
    ("Hoe kan de leraar zorgen dat leerlingen harder werken?", False),
]
