//! Text that was decoded with the wrong encoding, and what it was before.
//!
//! UTF-8 that is read as an older encoding turns each letter beyond ASCII into two or three characters
//! of which the first are always the same few: `é` becomes `Ã©`, `の` becomes `縺ｮ`. Encoding such a
//! text again and decoding it as what it was gives letters of its language, which no other text
//! does. The encodings are those of the WHATWG standard, by `encoding_rs`.

use crate::languages::Scripts;
use crate::text::Span;
use encoding_rs::{
    BIG5, EUC_KR, Encoding, GBK, KOI8_R, MACINTOSH, SHIFT_JIS, WINDOWS_1250, WINDOWS_1251,
    WINDOWS_1252,
};
use std::ops::RangeInclusive;
use std::sync::LazyLock;

/// A way in which a text is damaged.
struct Damage {
    /// What the text was read as.
    read_as: &'static Encoding,
    /// How that is called.
    name: &'static str,
    /// The characters that the first byte of a letter becomes, alone or with the second, as far as
    /// they are rare in other texts.
    first: &'static [RangeInclusive<char>],
    /// What may follow them.
    second: fn(char) -> bool,
    /// How many letters must come back.
    fewest: usize,
}

const DAMAGES: [Damage; 9] = [
    Damage {
        read_as: WINDOWS_1252,
        name: "Windows-1252",
        first: &['Â'..='ô'],
        second: |c| !c.is_ascii() && western(c).is_some_and(|byte| matches!(byte, 0x80..=0xbf)),
        fewest: 1,
    },
    Damage {
        read_as: SHIFT_JIS,
        name: "Shift_JIS",
        first: &['縺'..='縺', '繧'..='繧', '繝'..='繝', '｡'..='ﾟ'],
        second: |_| true,
        fewest: 3,
    },
    Damage {
        read_as: WINDOWS_1251,
        name: "Windows-1251",
        first: &['Р'..='С'],
        second: |c| !c.is_ascii() && !matches!(c, 'а'..='я'),
        fewest: 3,
    },
    Damage {
        read_as: WINDOWS_1250,
        name: "Windows-1250",
        first: &['Ă'..='Ă', 'Ä'..='Ä', 'Ĺ'..='Ĺ', 'â'..='â'],
        second: |c| !c.is_ascii() && !c.is_lowercase(),
        fewest: 1,
    },
    Damage {
        read_as: KOI8_R,
        name: "KOI8-R",
        first: &['п'..='п', 'я'..='я'],
        second: |c| matches!(c, '\u{2500}'..='\u{25a0}'),
        fewest: 3,
    },
    Damage {
        read_as: MACINTOSH,
        name: "Mac Roman",
        first: &['√'..='√', 'ƒ'..='ƒ', '≈'..='≈', '‚'..='‚'],
        second: |c| !c.is_ascii() && !c.is_whitespace(),
        fewest: 1,
    },
    Damage {
        read_as: GBK,
        name: "GBK",
        first: &['鐨'..='鐨', '銆'..='銆', '锛'..='锛', '涓'..='涓', '銇'..='銇', '鈥'..='鈥'],
        second: |_| true,
        fewest: 3,
    },
    Damage {
        read_as: BIG5,
        name: "Big5",
        first: &['嚗'..='嚗', '銝'..='銝', '\u{e000}'..='\u{f8ff}'],
        second: |_| true,
        fewest: 3,
    },
    Damage {
        read_as: EUC_KR,
        name: "EUC-KR",
        first: &['먯'..='먯', '쓽'..='쓽', '뒗'..='뒗', '怨'..='怨', '덈'..='덈'],
        second: |_| true,
        fewest: 3,
    },
];

/// The characters that any damage begins with, a bit for each.
static FIRST: LazyLock<Box<[u64; 1024]>> = LazyLock::new(|| {
    let mut bits = Box::new([0; 1024]);
    for c in DAMAGES.iter().flat_map(|damage| damage.first).cloned().flatten() {
        bits[c as usize >> 6] |= 1 << (c as u32 & 63);
    }
    bits
});

/// What was found: where, and what it was.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Mojibake {
    /// From the first damaged character to the last.
    pub span: Span,
    /// What the text was read as, though it was UTF-8.
    pub read_as: &'static str,
    /// What stood there before; lost characters are U+FFFD.
    pub was: String,
}

/// Looks for damage in `text`, which is written in these scripts.
pub(crate) fn find(text: &str, chars: &[char], scripts: Scripts) -> Option<Mojibake> {
    if text.is_ascii() {
        return None;
    }
    let first = &*FIRST;
    let suspicious =
        |c: char| first.get(c as usize >> 6).is_some_and(|bits| bits >> (c as u32 & 63) & 1 == 1);
    let mut tried = [false; DAMAGES.len()];
    for (at, &c) in chars.iter().enumerate().filter(|(_, c)| suspicious(**c)) {
        let next = chars.get(at + 1).copied().unwrap_or(' ');
        for (damage, tried) in DAMAGES.iter().zip(&mut tried) {
            let begins =
                damage.first.iter().any(|range| range.contains(&c)) && (damage.second)(next);
            if !begins || *tried {
                continue;
            }
            *tried = true;
            if let Some(found) = undo(text, damage, scripts) {
                return Some(found);
            }
        }
    }
    None
}

/// The text before the damage, if it was damaged so.
fn undo(text: &str, damage: &Damage, scripts: Scripts) -> Option<Mojibake> {
    let (bytes, places) = encode(text, damage.read_as);
    let (mut good, mut bad) = (0, 0);
    let mut at = 0;
    let (mut first, mut last) = (None, 0);
    for chunk in bytes.utf8_chunks() {
        for c in chunk.valid().chars() {
            let end = at + c.len_utf8();
            if !c.is_ascii() && is_plausible(c, scripts) {
                good += 1;
                first.get_or_insert(at);
                last = end;
            }
            at = end;
        }
        at += chunk.invalid().len();
        // What was lost on the way speaks neither for nor against it.
        let lost = chunk.invalid().first().is_none_or(|byte| *byte == LOST)
            || bytes.get(at) == Some(&LOST);
        bad += usize::from(!lost);
    }
    // Western text has letters of its own between the damaged ones; in others everything is damaged.
    // Half-width katakana in another language is proof enough.
    let foreign = |c: char| matches!(c, '｡'..='ﾟ') && !Scripts::of_code("Jpan").meet(scripts);
    let few = damage.fewest == 1 || text.chars().any(foreign);
    let fewest = if few { damage.fewest.min(2) } else { damage.fewest };
    let enough = good >= fewest && (few || good > bad);
    let first = first.filter(|_| enough)?;
    let span = Span::new(places[first], places.get(last).copied().unwrap_or(text.len()));
    let was = String::from_utf8_lossy(&bytes[first..last]).into_owned();
    (was != span.of(text)).then_some(Mojibake { span, read_as: damage.name, was })
}

/// Whether a text in these scripts may hold `c`: a letter of theirs or a mark.
fn is_plausible(c: char, scripts: Scripts) -> bool {
    match c {
        '\u{2010}'..='\u{2027}'
        | '\u{2030}'..='\u{203a}'
        | '\u{3001}'..='\u{3011}'
        | '\u{ff01}'..='\u{ff5e}' => true,
        // Marks, and letters of phonetic alphabets.
        '\u{80}'..='\u{bf}' | '\u{250}'..='\u{2ff}' => false,
        _ => c.is_alphabetic() && Scripts::of(c).meet(scripts),
    }
}

/// What the encoding does not have becomes a byte that UTF-8 does not have.
const LOST: u8 = 0xff;

/// The text in an older encoding, and for each byte where its character stands.
fn encode(text: &str, encoding: &'static Encoding) -> (Vec<u8>, Vec<usize>) {
    let (mut bytes, mut places) = (Vec::with_capacity(text.len()), Vec::new());
    for (at, c) in text.char_indices() {
        if let Some(byte) = western(c).filter(|_| encoding == WINDOWS_1252) {
            bytes.push(byte);
        } else {
            let (own, _, failed) = encoding.encode(&text[at..at + c.len_utf8()]);
            bytes.extend_from_slice(if failed { &[LOST] } else { &own });
        }
        places.resize(bytes.len(), at);
    }
    (bytes, places)
}

/// The byte of a character in Windows-1252, or in Latin-1 where that has none.
fn western(c: char) -> Option<u8> {
    if let Ok(byte) = u8::try_from(u32::from(c)) {
        return Some(byte);
    }
    let mut letter = [0; 4];
    let (bytes, _, failed) = WINDOWS_1252.encode(c.encode_utf8(&mut letter));
    bytes.first().copied().filter(|_| !failed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str, script: &str) -> Option<(&'static str, String)> {
        let chars: Vec<char> = text.chars().collect();
        find(text, &chars, Scripts::of_code(script)).map(|found| (found.read_as, found.was))
    }

    /// `text`, which is UTF-8, read as another encoding.
    fn damaged(text: &str, read_as: &'static Encoding) -> String {
        read_as.decode_without_bom_handling(text.as_bytes()).0.into_owned()
    }

    #[test]
    fn every_damage_is_undone() {
        for (text, script, encodings) in [
            (
                "Die Brücke führt über den Fluß.",
                "Latn",
                &[WINDOWS_1252, WINDOWS_1250, MACINTOSH][..],
            ),
            ("Most prowadzi przez rzekę, a łódź śpi.", "Latn", &[WINDOWS_1252, WINDOWS_1250]),
            ("Мост ведёт через реку.", "Cyrl", &[WINDOWS_1252, WINDOWS_1251, KOI8_R, SHIFT_JIS]),
            ("橋は川を渡っています。", "Jpan", &[WINDOWS_1252, SHIFT_JIS, GBK]),
            ("这座桥是我们的，可以过河。", "Hans", &[WINDOWS_1252, GBK]),
            ("الجسر يعبر النهر.", "Arab", &[WINDOWS_1252, SHIFT_JIS]),
        ] {
            for encoding in encodings {
                let damaged = damaged(text, encoding);
                assert!(found(&damaged, script).is_some(), "{}: {damaged}", encoding.name());
            }
            assert_eq!(found(text, script), None);
        }
    }

    #[test]
    fn a_single_damaged_letter_is_undone_and_a_foreign_word_is_none() {
        assert_eq!(found("Il y a un cafÃ© ici.", "Latn"), Some(("Windows-1252", "é".to_owned())));
        for text in ["PÂTÉ EN CROÛTE", "« Là »", "SÃO PAULO", "5 Â°", "à «", "Ä Ö Ü", "Âm nhạc"]
        {
            assert_eq!(found(text, "Latn"), None, "{text}");
        }
        assert_eq!(found("ﾃｽﾄを実行する。", "Jpan"), None);
    }
}
