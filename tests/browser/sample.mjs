// Translations with faults, made for the tests of the page: every kind of thing that it shows.

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const JAPANESE = [
  ["revenue", "Revenue was $40.59 billion, up 14% from a year ago.", "売上高は前年比14％増の40.59億ドルだった。"],
  ["chips", "Meta trains on more than 100,000 NVIDIA Corp (NASDAQ:NVDA) H100 GPUs.", "メタは10,000基以上のエヌビディア（NASDAQ:NVDA）H200 GPUで訓練する。"],
  ["shares", "The shares fell 3.18% after hours, and are up 70.90% this year.", "株価は時間外で3.81％下落し、年初来では70.90％上昇している。"],
  ["dozen", "The company dismissed two dozen employees on 5 March 2024.", "同社は2024年3月6日に24人の従業員を解雇した。"],
  ["ascii", "Analysts expected $5.25 per share.", "アナリストは1株当たり5.25 ドルを予想していた。"],
];

const ARABIC = [
  ["growth", "Sales rose 12% to $3.4 million in 2023.", "ارتفعت المبيعات بنسبة 21% إلى 3.4 مليون دولار في عام 2023."],
  ["code", "Order number H100-27 was delivered on 14 May.", "تم تسليم الطلب رقم H100-72 في 14 مايو."],
  ["stay", "The project starts in 2026 and costs 250 million euros.", "يبدأ المشروع في عام 2025 ويكلف 250 مليون يورو."],
];

const GERMAN = [
  ["open", "Open {count} files", "{anzahl} Dateien öffnen", "Shown in the title bar; {count} is a number."],
  ["saved", "Saved <b>%d</b> of %d documents.", "<b>%d</b> Dokumente gespeichert.", ""],
  ["space", "Price:  19.99 EUR ", "Preis:\u00a020,99 EUR", ""],
  ["hidden", "The train leaves at 17:45.", "Der Zug fährt\u200b um 17:54 \u202eUhr\u202c.", ""],
  ["markup", "Write </script> or <!-- to end it after 3 lines.", "Schreibe </script> oder <!--, um es nach 4 Zeilen zu beenden.", "A note with <b>markup</b> & \"quotes\"."],
  ["a.very.long.key.that.a.developer.has.nested.in.many.levels.of.settings.and.dialogs.and.never.cut.short", "Wait 30 seconds", "Warte 60 Sekunden", ""],
];

const HEBREW = [["rate", "Inflation was 4.6% in July.", "האינפלציה עמדה על 6.4% ביולי."]];

/** A long paragraph with one fault in its middle. */
function long() {
  const source = [];
  const target = [];
  for (let year = 1990; year < 2020; year += 1) {
    source.push(`In ${year} the harbour counted ${year - 1900} ships and ${year * 3} passengers.`);
    target.push(`Im Jahr ${year === 2005 ? 2006 : year} zählte der Hafen ${year - 1900} Schiffe und ${year * 3} Fahrgäste.`);
  }
  return ["harbour", source.join(" "), target.join(" "), ""];
}

function table(rows) {
  const lines = rows.map((row) => row.map((cell) => cell.replaceAll("\t", " ")).join("\t"));
  return `key\tsource\ttarget\tnote\n${lines.join("\n")}\n`;
}

/** Writes the files of a small job in several languages into `folder`; gives their names. */
export function mixed(folder) {
  mkdirSync(join(folder, "po"), { recursive: true });
  const same = Array.from({ length: 12 }, (_, at) => [`button-${at}`, `Press {key} in room ${at + 100}`, `Drücken Sie die Taste in Raum ${at + 100}`, ""]);
  const files = {
    "report.en-ja.tsv": table(JAPANESE.map((row) => [...row, ""])),
    "report.en-ar.tsv": table(ARABIC.map((row) => [...row, ""])),
    "rate.en-he.tsv": table(HEBREW.map((row) => [...row, ""])),
    "po/app.en-de.tsv": table([...GERMAN, ...same, long()]),
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return Object.keys(files);
}

/** Writes a table with so many faulty rows; gives its name. */
export function many(folder, rows) {
  const name = "many.en-de.tsv";
  const row = (at) => [`row-${at}`, `Shelf ${at} holds ${at + 7} boxes of apples and was checked in May.`, `Regal ${at} enthält ${at + 9} Kisten Äpfel und wurde im Mai geprüft.`, ""];
  writeFileSync(join(folder, name), table(Array.from({ length: rows }, (_, at) => row(at))));
  return name;
}
