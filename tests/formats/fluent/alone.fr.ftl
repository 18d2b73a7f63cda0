bonjour = Bonjour !
    .titre = 1 000 mercis