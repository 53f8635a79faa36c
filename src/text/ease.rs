//! How easily a text is read, by Flesch: 206.835 - 1.015 words a sentence - 84.6 syllables a word. Sixty and more is
//! plain English, which letters to patients are advised to be.

/// With fewer words the figure says nothing.
const FEWEST: usize = 30;

/// The figure, from 0 (hard) to 100 (very easy); none for a text of a few words.
pub fn flesch(text: &str) -> Option<u8> {
    let (mut words, mut syllables, mut sentences) = (0_usize, 0_usize, 0_usize);
    for line in text.lines() {
        let mut open = false;
        for word in line.split_whitespace().filter(|w| w.contains(char::is_alphabetic)) {
            words += 1;
            syllables += of_word(word);
            open = !word.trim_end_matches(['"', '”', ')', '*']).ends_with(['.', '!', '?', ':', ';']);
            sentences += usize::from(!open);
        }
        // A heading, an item, a row ends with its line.
        sentences += usize::from(open);
    }
    if words < FEWEST {
        return None;
    }
    let (words, syllables, sentences) = (words as f64, syllables as f64, sentences.max(1) as f64);
    let ease = 206.835 - 1.015 * words / sentences - 84.6 * syllables / words;
    Some(ease.clamp(0.0, 100.0).round() as u8)
}

/// The figure in a word.
pub fn word(ease: u8) -> &'static str {
    match ease {
        60.. => "plain",
        50..60 => "fairly hard",
        30..50 => "hard",
        _ => "very hard",
    }
}

/// Syllables as they are counted for this figure: groups of vowels, but for a silent e at the end.
fn of_word(word: &str) -> usize {
    let letters: Vec<char> = word.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect();
    let vowel = |c: char| matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'à'..='ý');
    let groups = (0..letters.len()).filter(|at| vowel(letters[*at]) && (*at == 0 || !vowel(letters[at - 1]))).count();
    let silent = letters.ends_with(&['e']) && !letters.ends_with(&['l', 'e']) && groups > 1;
    (groups - usize::from(silent)).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn syllables_are_counted() {
        let counted = ["cat", "table", "make", "medicine", "the", "cardiology", "I", "5mg"].map(of_word);
        assert_eq!(counted, [1, 2, 1, 3, 1, 4, 1, 1]);
    }

    #[test]
    fn plain_words_are_easier_than_hard_ones() {
        let plain = "You came to see us last week. Your heart beats well. Take one tablet each day. We will see you in May. \
            Ring us if you feel worse. A nurse will help you. Thank you.";
        let hard = "Echocardiographic examination demonstrated preserved biventricular systolic function, notwithstanding \
            considerable atrial dilatation and haemodynamically insignificant regurgitation of the atrioventricular valves, \
            necessitating continuation of anticoagulation and multidisciplinary reconsideration of antihypertensive therapeutic \
            possibilities in accordance with contemporary recommendations.";
        assert!(flesch(plain).unwrap() >= 80);
        assert_eq!(flesch(hard), Some(0));
        assert_eq!((word(80), word(55), word(10)), ("plain", "fairly hard", "very hard"));
        assert_eq!(flesch("Too short."), None);
    }
}
