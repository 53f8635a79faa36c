//! An entry as it is read: plain English first, then what it means, how it is spelt, what it is made of.

use crate::ui::prose::Para;
use crate::words::{Entry, Glossary, Kind};

/// All that is known of an entry.
pub(super) fn paras(entry: &Entry, glossary: &Glossary) -> Vec<Para> {
    let mut all = vec![Para::heading(&entry.term)];
    let mut fact = |label: &str, text: &str| {
        if !text.is_empty() {
            all.push(Para::fact(label, text));
        }
    };
    fact("Also", &entry.variants.join(", "));
    fact("Plain English", &entry.plain);
    match entry.meanings().as_slice() {
        [] => {
            fact("Meaning", "Nobody has written down yet what it means. It is taken for right when a letter is spelt.");
        }
        [one] => fact(if entry.kind == Kind::Abbreviation { "Stands for" } else { "Meaning" }, one),
        many => many.iter().enumerate().for_each(|(n, one)| fact(if n == 0 { "Stands for" } else { "or for" }, one)),
    }
    fact("Spelling", &entry.spelling);
    for part in &entry.parts {
        fact(part, glossary.part(part).map_or("", |e| e.meaning.as_str()));
    }
    fact("Belongs to", &entry.subject);
    if entry.is_ambiguous() {
        all.push(Para::gap());
        all.push(Para::error("! It can be misread: write it out in a letter."));
    }
    all
}
