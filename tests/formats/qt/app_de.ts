<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE" sourcelanguage="en_US">
<context>
    <name>MainWindow</name>
    <message>
        <location filename="../mainwindow.ui" line="14"/>
        <location filename="../mainwindow.cpp" line="+41"/>
        <source>&amp;Open %1 files</source>
        <extracomment>A menu entry</extracomment>
        <translatorcomment>As in the manual</translatorcomment>
        <translation>%1 Dateien &amp;öffnen</translation>
    </message>
    <message numerus="yes">
        <location filename="../mainwindow.cpp" line="88"/>
        <source>%n file(s) found</source>
        <translation>
            <numerusform>%n Datei gefunden</numerusform>
            <numerusform>%n Dateien gefunden</numerusform>
        </translation>
    </message>
    <message>
        <source>Open</source>
        <comment>adjective</comment>
        <oldsource>Opened</oldsource>
        <translation>Offen</translation>
    </message>
    <message>
        <source>Not begun: 3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not sure: 4</source>
        <translation type="unfinished">Unsicher: 4</translation>
    </message>
    <message>
        <source>Gone: 5</source>
        <translation type="vanished">Weg: 5</translation>
    </message>
    <message>
        <source>Old: 6</source>
        <translation type="obsolete">Alt: 6</translation>
    </message>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation type="unfinished"><numerusform></numerusform><numerusform></numerusform></translation>
    </message>
</context>
<context>
    <name></name>
    <message id="msg_bell">
        <source>Bell<byte value="x7"/> rings 2 times</source>
        <translation>Glocke<byte value="7"/> läutet 2-mal,
dann &quot;Ende&quot;</translation>
    </message>
    <message id="msg_without"><translation>Ohne Quelle</translation></message>
    <message>
        <source>Name of 20</source>
        <translation variants="yes"><lengthvariant>Ein langer Name von 20</lengthvariant><lengthvariant>Name (20)</lengthvariant></translation>
    </message>
</context>
</TS>
