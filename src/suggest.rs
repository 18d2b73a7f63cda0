//! "Did you mean …?": the known name nearest to one that is not known.

/// The candidate nearest to `name`, if one is near enough to be a slip of the keyboard.
pub fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let folded = name.to_lowercase().replace('_', "-");
    candidates
        .into_iter()
        .map(|candidate| (likeness(&folded, candidate), candidate))
        // A tie goes to the first, so that the answer never depends on a sort.
        .reduce(|best, next| if next.0 > best.0 { next } else { best })
        .filter(|&(score, _)| score >= 0.8)
        .map(|(_, candidate)| candidate)
}

/// How alike two names are, from 0 to 1. One slip makes short names quite unlike by proportion, so
/// it counts as such.
fn likeness(a: &str, b: &str) -> f64 {
    let slip = if strsim::osa_distance(a, b) == 1 { 0.9 } else { 0.0 };
    strsim::jaro_winkler(a, b).max(slip)
}

/// `; did you mean `x`?` where there is something near, else nothing.
pub fn did_you_mean<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> String {
    nearest(name, candidates).map(|best| format!("; did you mean `{best}`?")).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_finds_its_name_and_a_stranger_finds_none() {
        let names = ["money-mismatch", "lost-hedge", "garbled-text"];
        assert_eq!(nearest("lost_hegde", names), Some("lost-hedge"));
        assert_eq!(nearest("Garbled-Text", names), Some("garbled-text"));
        assert_eq!(nearest("spelling", names), None);
        assert_eq!(nearest("tvs", ["po", "tsv"]), Some("tsv"));
        assert_eq!(did_you_mean("garbled", names), "; did you mean `garbled-text`?");
        assert_eq!(did_you_mean("xyz", names), "");
    }
}
