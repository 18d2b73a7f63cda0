<?xml version="1.0" encoding="iso-8859-2"?>
<!DOCTYPE TS>
<TS version="1.1" language="pl">
<context>
    <name>Dialog</name>
    <message encoding="UTF-8">
        <source>Close 2 windows</source>
        <translation>Zamknij 2 okna - łódź</translation>
    </message>
</context>
</TS>
