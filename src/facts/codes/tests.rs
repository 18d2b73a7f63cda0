//! What is read as a code, and what must be left to the figures.

use super::*;
use crate::locale::Locale;

/// The codes of `text`.
pub(super) fn codes_in(text: &str) -> Vec<Code> {
    let locale = Locale::parse("und", "").expect("an empty language file works");
    let mut facts = crate::facts::Facts::default();
    crate::facts::read(text, &locale, &mut crate::facts::Scratch::default(), &mut facts);
    for pair in facts.codes.windows(2) {
        assert!(pair[0].span.end <= pair[1].span.start, "{text}: {:?}", facts.codes);
    }
    for code in &facts.codes {
        assert!(code.span.contains(code.symbol), "{text}: {code:?}");
        let masked = facts.masks.iter().find(|m| m.span.overlaps(code.span));
        let own = |mask: &Mask| code.is_address() && mask.span == code.span;
        assert!(masked.is_none_or(own), "{text}: {code:?}");
    }
    facts.codes
}

/// The codes as `canonical`, `exchange:canonical` or `?canonical` where bare.
fn shown(text: &str) -> Vec<String> {
    let show = |code: Code| {
        let bare = if code.bare { "?" } else { "" };
        let exchange = code.exchange.map_or_else(String::new, |e| {
            let labels: Vec<_> = e.labels().collect();
            format!("{}:", labels.join("|"))
        });
        format!("{bare}{exchange}{}", code.canonical)
    };
    codes_in(text).into_iter().map(show).collect()
}

#[track_caller]
fn case(text: &str, expected: &[&str]) {
    assert_eq!(shown(text), expected, "{text}");
}

#[test]
fn symbols_after_their_exchange() {
    case("Meta Platforms Inc (NASDAQ:META) CEO", &["NASDAQ:META"]);
    case("ペプシコ（ナスダック：ＰＥＰ）は", &["NASDAQ:PEP"]);
    case("トヨタ自動車（東証プライム：7203）、(東証7203)", &["TSE:7203", "TSE:7203"]);
    case("보잉(뉴욕증권거래소: BA) 주가는", &["NYSE:BA"]);
    case("أغلق سهم إنتل (ناسداك: INTC) يوم", &["NASDAQ:INTC"]);
    case("L’action Intel (NASDAQ : INTC) a clôturé", &["NASDAQ:INTC"]);
    case("(NYSE: BRK.A, BRK.B)", &["NYSE:BRK.A", "NYSE:BRK.B"]);
    case("(NYSE: BRK-B; LSE: VOD)", &["NYSE:BRK.B", "LSE:VOD"]);
    case("(HKEX: 0700) (SEHK:700) (B3: PETR4)", &["HKEX:700", "HKEX:700", "B3:PETR4"]);
    case("NASDAQ: NVDA rose. NYSE:GE's", &["NASDAQ:NVDA", "NYSE:GE"]);
    case("(NYSE BA) (AAPL:NASDAQ)", &["NYSE:BA", "NASDAQ:AAPL"]);
    case("証券コード7203、ティッカー：META", &["7203", "META"]);
}

#[test]
fn symbols_with_suffixes_and_signs() {
    case("7203.T and 600519.SH, 0700.HK.", &["TSE:7203", "SSE:600519", "HKEX:700"]);
    case("(VOD.L) (BRK/B)", &["LSE:VOD", "?BRK.B"]);
    case("7203 JP Equity, (VOD LN)", &["TSE:7203", "?LSE:VOD"]);
    case("$META fell, ^GSPC rose", &["META", "GSPC"]);
    case("<7203> 【9984】 <130A>", &["7203", "9984", "130A"]);
    case("USD/JPY, EURUSD and BTC-USDT", &["USDJPY", "EURUSD", "BTCUSDT"]);
    case("BTCUSDT, JPY=X and CL=F", &["BTCUSDT", "JPY=X", "CL=F"]);
    case("(.SPX) (.N225) of .NET", &["?SPX", "?N225"]);
    case("(AMD) and (CEO)", &["?AMD"]);
}

#[test]
fn classes_of_shares_in_every_writing() {
    for text in ["BRK.B", "BRK-B", "BRK/B", "BRKb", "BRK B"] {
        case(&format!("Berkshire (NYSE: {text})"), &["NYSE:BRK.B"]);
    }
    for text in ["BAC-PL", "BAC.PRL", "BAC PrL", "BAC/PRL", "BACpL"] {
        case(&format!("Bank of America (NYSE: {text})"), &["NYSE:BAC.PL"]);
    }
    for text in ["ABC.WS", "ABC WS", "ABC/WS", "ABC+", "ABC-WT"] {
        case(&format!("a warrant (NYSE: {text})"), &["NYSE:ABC.WS"]);
    }
    case("(NYSE: ABC.U) (NASDAQ: ABCDU)", &["NYSE:ABC.U", "NASDAQ:ABCDU"]);
    case("(VOLV-B.ST) (NOVOb.CO)", &["Stockholm:VOLV.B", "Copenhagen:NOVO.B"]);
    case("(NSE: M&M) (BMV: WALMEX*)", &["NGX|Nairobi|NSE|Nagoya:M.M", "BMV:WALMEX"]);
    case(
        "(NASDAQ: GOOG GOOGL) (NYSE: GM/F)",
        &["NASDAQ:GOOG", "NASDAQ:GOOGL", "NYSE:GM", "NYSE:F"],
    );
}

#[test]
fn local_codes_without_their_exchange() {
    case("トヨタ（7203）は、Toyota (7203), 테스트(7203)", &["7203", "7203", "7203"]);
    case("삼성전자(005930)는 贵州茅台(600519)", &["005930", "600519"]);
    case("SH600519 sz000001 HK00700", &["SSE:600519", "SZSE:000001", "HKEX:700"]);
    case("（コード：7203）（コード7203、東証プライム）", &["7203", "TSE:7203"]);
    case("（7203、東証プライム）(600519,SH)", &["TSE:7203", "SSE:600519"]);
    case("（港股代码：00700）（上交所代码：600519）", &["HKEX:700", "SSE:600519"]);
    for text in
        ["人口（5000）", "the people (7203)", "in（202411）", "（2024）と（1999）", "（123000）"]
    {
        case(text, &[]);
    }
}

#[test]
fn symbols_in_quotes_behind_a_word_that_announces_them() {
    for text in [
        "under the symbol \"META\".",
        "unter dem Kürzel „META“",
        "sous le symbole « META »",
        "ティッカー「META」",
        "под тикером «META»",
    ] {
        case(text, &["META"]);
    }
    case("the symbol META stands for", &[]);
}

#[test]
fn exchanges_that_share_a_symbol() {
    case("Alamos (TSX, NYSE: AGI)", &["NYSE|TSX:AGI"]);
    case("(NASDAQ ticker: META)", &["NASDAQ:META"]);
    case("(NASDAQ: AMX)", &["NASDAQ:AMX"]);
}

#[test]
fn what_is_no_ticker() {
    for text in [
        "Nasdaq: A look back at 5 years",
        "NASDAQ 100 and ナスダック100",
        "東証：3万8000円 東証：1234社 NYSE: 52.5",
        "the time is 10:30, ratio 3:2",
        "【2024】<2024>(2024)（7203）",
        "US$5 A$5 $USD 500 $5M C$3bn",
        "in the U.S. A.B.C. Washington D.C.",
        "Note: IBM, CEO: TIM, USD/EUR/JPY",
        "1234.5 2.0 3.T",
    ] {
        case(text, &[]);
    }
}

#[test]
fn words_of_letters_and_digits() {
    case("100,000 H100s, an H100 GPU, Ｈ１００", &["H100", "H100", "H100"]);
    case("A-320, SM-G991B, B-52, F-35A", &["A320", "SMG991B", "B52", "F35A"]);
    case("ACE2-positive 2G-Regelungen, MP3-Player", &["ACE2", "2G", "MP3"]);
    case("5G, 3D, 2FA, 12AX7 and H1N1", &["5G", "3D", "2FA", "12AX7", "H1N1"]);
    case("USB3.1と「iOS14」 nRF52833 BitBox02", &["USB3.1", "IOS14", "NRF52833", "BITBOX02"]);
    case("SARS-COV-2 SARS-CoV-2 EF4-5", &["SARSCOV2", "SARSCOV2", "EF4-5"]);
    case("COVID-19, Covid-19 and covid 19", &["COVID19", "COVID19", "COVID19"]);
    case("PERSON7 met PERSON12", &["PERSON7", "PERSON12"]);
}

#[test]
fn figures_are_left_alone() {
    for text in [
        "5km 3.5bn 10m 2x 15th 1990s 3pm 24h 200kg 1080p 10am 22let",
        "Q3 H1 FY24 3Q24 Q3FY24 1H25 Q4-24",
        "US$5 A$5 Rs500 €5m US$3bn EUR500",
        "35GB 15GBs 500ML 750V 20EUR 0200GMT 10M 52M 4K 30Tage 1500BCE",
        "10x15cm 16mm2 km2 08H00 24h365 4x3 6ft2in 1500x225",
        "20-year-old 16-bit Boeing 737-800 2010-2019 24/7 50-50",
        "12.05.2024 1.234.567 24.12.98 2024-05-12 10:30:15 3,5",
        "No5 vol3 x2 AM9 TOP-10 FY-24 NASDAQ-100",
        "Windows11 FANTASY6 title2003 Nogizaka46",
        "1,234,567 and 1 234 567 and +1 234 567",
    ] {
        case(text, &[]);
    }
}

#[test]
fn versions_and_numbers_with_a_form() {
    case("v2.0.1 = 2.0.1, 192.168.0.1", &["2.0.1", "2.0.1", "192.168.0.1"]);
    case("call +81-3-1234-5678 or (03) 1234-5678", &["81312345678", "0312345678"]);
    case("DE89 3704 0044 0532 0130 00 now", &["DE89370400440532013000"]);
    case("ISO/IEC 27001 and ISO 9001:2015", &["ISO/IEC27001", "ISO9001:2015"]);
}

#[test]
fn telephone_numbers_agree_across_borders() {
    let codes = codes_in("+81-3-1234-5678, 03-1234-5678, 03-1234-5679");
    assert!(codes[0].agrees(&codes[1]) && !codes[0].agrees(&codes[2]));
}

#[test]
fn masks_are_left_alone() {
    case("`H100` {0} <b1>H100</b1>", &["H100"]);
    case(
        "https://a.b/H100, a1@b2.com @user12 #AI24 /usr/lib/x86",
        &["a.b/h100", "a1@b2.com", "@user12", "#ai24", "/usr/lib/x86"],
    );
}

mod any_text {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// Pieces of everything the readers look for, in any order, with anything between them.
        #[test]
        fn neither_panics_nor_overlaps(pieces in prop::collection::vec(
            prop_oneof![
                prop::sample::select(vec![
                    "NASDAQ", "ナスダック", "(", "：", ":", "META", "7203", ".T", "BRK.B", "$", "^", "H100s", "A-320", "+81",
                    "03-1234-5678", "ISIN ", "ISO", "{n, plural,", "=0{", "}", "%1$s", "%", "`", "<b>", "<", "&#", "https://", "@",
                    "#", "__", "C:\\", "/usr/", "e@x.y", "19", "-", " ", "٣", "Ａ", "é", "\u{fffc}", "{ $x ->", "[one]",
                ]).prop_map(str::to_owned),
                any::<String>(),
            ],
            0..12,
        )) {
            let text = pieces.concat();
            for code in codes_in(&text) {
                prop_assert!(text.get(code.span.range()).is_some());
                prop_assert!(text.get(code.symbol.range()).is_some());
                stands_in(&code, &text, &[]);
            }
        }
    }
}
