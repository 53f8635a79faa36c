//! In which order letters are printed: by the envelope they go into, first class first, then by postcode.

use super::super::{Letter, Recipient};

/// One envelope, and the letters that go into it.
#[derive(Debug, Clone, PartialEq)]
pub struct Envelope {
    /// To whom, as on the first of its letters.
    pub to: Recipient,
    /// Its letters: the letter's place in the list, and the recipient's place in the letter.
    pub sheets: Vec<(usize, usize)>,
}

/// The envelopes of those who are still to get these letters by post: letters to one person at one address together.
pub fn envelopes(letters: &[Letter]) -> Vec<Envelope> {
    let mut all: Vec<(String, Envelope)> = Vec::new();
    for (at, letter) in letters.iter().enumerate() {
        for (place, to) in letter.recipients.iter().enumerate().filter(|(_, r)| r.way == "post" && !r.is_sent()) {
            let key = format!("{}\n{}", to.class, to.envelope());
            match all.iter_mut().find(|(known, _)| *known == key) {
                Some((_, envelope)) => envelope.sheets.push((at, place)),
                None => all.push((key, Envelope { to: to.clone(), sheets: vec![(at, place)] })),
            }
        }
    }
    all.sort_by_cached_key(|(_, e)| (e.to.class != "first", e.to.postcode.to_uppercase(), e.to.name.to_lowercase()));
    all.into_iter().map(|(_, envelope)| envelope).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn to(name: &str, postcode: &str, class: &str) -> Recipient {
        Recipient {
            name: name.into(),
            postcode: postcode.into(),
            class: class.into(),
            way: "post".into(),
            state: "to_send".into(),
            ..Recipient::default()
        }
    }

    fn letter(recipients: Vec<Recipient>) -> Letter {
        Letter { recipients, ..Letter::default() }
    }

    #[test]
    fn the_same_person_at_the_same_address_gets_one_envelope() {
        let gp = to("Dr Lee", "ZZ1 2AA", "");
        let all = [
            letter(vec![to("Mrs Okafor", "ZZ9 1AA", ""), gp.clone()]),
            letter(vec![to("Mr Smith", "ZZ1 1AA", ""), Recipient { name: "DR  Lee".into(), ..gp }]),
        ];
        let said: Vec<(String, Vec<(usize, usize)>)> =
            envelopes(&all).into_iter().map(|e| (e.to.name, e.sheets)).collect();
        let wanted = [("Mr Smith", vec![(1, 0)]), ("Dr Lee", vec![(0, 1), (1, 1)]), ("Mrs Okafor", vec![(0, 0)])];
        assert_eq!(said, wanted.map(|(name, sheets)| (name.to_owned(), sheets)));
    }

    #[test]
    fn first_class_is_first_and_another_address_is_another_envelope() {
        let home = to("Mrs Okafor", "ZZ1 1AA", "");
        let all = [
            letter(vec![home.clone()]),
            letter(vec![Recipient { address: vec!["Ward 7".into()], ..home.clone() }]),
            letter(vec![to("Mr Zed", "ZZ9 9ZZ", "first")]),
            letter(vec![Recipient { state: "sent".into(), ..home.clone() }, Recipient { way: "email".into(), ..home }]),
        ];
        let found = envelopes(&all);
        assert_eq!(found.len(), 3);
        assert_eq!(found[0].to.name, "Mr Zed");
    }
}
