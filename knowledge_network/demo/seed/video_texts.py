"""What is told in the sessions of looking together of the demo."""

from __future__ import annotations

from lesson_study.video.enums import NoteKind

# (moment, question), then fragments: title, what happens, why this one.
MOMENTS = (
    (
        ("Pleinwacht", "Op het plein gaat het bijna altijd goed. Wat doen we daar zonder erover na te denken?"),
        (
            (
                "Het hek gaat open",
                (
                    "Zestig kinderen komen naar buiten. De leraar staat niet bij de deur, maar drie passen verder. Ze "
                    "zegt weinig; ze kijkt rond, knikt, en zet één stap als er twee groepen door elkaar lopen."
                ),
                "Je ziet bijna niets gebeuren. Juist daarom.",
            ),
            (
                "Ruzie om de bal",
                (
                    "Drie kinderen trekken aan één bal. De leraar loopt langzaam die kant op, legt een tweede bal neer "
                    "en loopt door. Pas na tien tellen kijkt ze om."
                ),
                "Iedereen van ons had iets anders gedaan, en toch kwam het goed.",
            ),
        ),
    ),
)
START = ("De start van de schooldag", "Tussen de bel en het eerste woord: wat maakt dat iedereen op zijn plek komt?")
ERASED = (
    ("De kring in groep 3", "Waarom wachten kinderen hier op elkaar?"),
    (
        ("De stoel ernaast", "Een kind schuift een stoel bij. Niemand vroeg erom.", "Het duurt drie tellen."),
        ("De stilte", "De leraar stelt een vraag en telt tot zes. Dan gaan er vijf vingers omhoog.", "Zes is lang."),
    ),
    (
        "Zes tellen wachten geeft stille kinderen een plek in het gesprek.",
        "De plek van de stoelen doet de helft van het werk.",
    ),
)
CAPTIONS = "0:01 0:04 Kijk eens wie daar is.\n0:05 0:08 Ik loop met je mee."
# (question, who, which fragment, kind, second, what they wrote)
NOTES = (
    (1, 1, 0, NoteKind.ROUTINE, 2, "Ze staat drie passen van de deur. Zo ziet ze de deur én het hek."),
    (2, 2, 0, NoteKind.STRENGTH, 5, "Knikken naar wie ze kent. Elk kind krijgt één blik."),
    (3, 0, 0, NoteKind.SURPRISE, 7, "Ik wist niet dat ik telde. Ik tel dus, bij elke groep."),
    (4, 3, 1, NoteKind.STRENGTH, 3, "De tweede bal ligt klaar achter de bank. Dat doet de conciërge, elke ochtend."),
    (5, 4, 1, NoteKind.SURPRISE, 6, "Aan de rand staat een kind dat meekijkt en dan zelf een bal haalt."),
    (6, 1, 1, NoteKind.KEEP, 7, "Doorlopen en pas later omkijken: het lost zichzelf op."),
    (7, 0, 1, NoteKind.DIFFERENT, None, "Ik wil proberen om het kind aan de rand vaker iets te vragen."),
)
INSIGHTS = (
    (NoteKind.STRENGTH, "Rust op het plein begint bij waar je staat, niet bij wat je zegt."),
    (NoteKind.KEEP, "Een tweede bal binnen handbereik: de oplossing ligt klaar voor de ruzie begint."),
    (NoteKind.DIFFERENT, "We vragen kinderen aan de rand één keer per week wat zij zien."),
)
