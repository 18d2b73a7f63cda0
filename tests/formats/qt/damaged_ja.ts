<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ja">
<context><name>A</name>
<message><source>First of 5</source><translation>5の1</translation></message>
<message><source>Second of 5<translation>5の2</translation></message>
<message><source>Third of 5</source><translation>5の3 &foo;</translation></message>
<message><source>Fourth of 5</source><translation>5の4</translation>
<message><source>Fifth of 5</source><translation>5の5</translation></message>
</contex>
<context><name>B</name>
<message><source>Sixth of 6</source><translation>6の6</translation></message>
</context>
