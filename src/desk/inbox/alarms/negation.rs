//! Whether an alarm word was said only to say that it is not so: "no chest pain", "denies any fits".
//!
//! When in doubt it is taken as said. A banner too many costs a glance; one too few may cost a life.

use super::words::{Gap, Token, Vocabulary};

/// What a word does in a denial; one bit each.
mod class {
    pub const NO: u16 = 1;
    pub const NOT: u16 = 1 << 1;
    pub const NEVER: u16 = 1 << 2;
    pub const WITHOUT: u16 = 1 << 3;
    pub const DENY: u16 = 1 << 4;
    /// May stand between "no" and what is denied: "no history of".
    pub const OF_NO: u16 = 1 << 5;
    /// May stand between "not" and what is denied: "hasn't got any".
    pub const OF_NOT: u16 = 1 << 6;
    /// Ends even the reach of "denies".
    pub const BUT: u16 = 1 << 7;
    pub const OR: u16 = 1 << 8;
    /// Ends the reach of a denial: "no fever but chest pain".
    pub const BREAK: u16 = 1 << 9;
    /// Takes the denial for itself: "no better, chest pain".
    pub const TAKES: u16 = 1 << 10;
    /// "I hope it is not a stroke": not a denial at all.
    pub const UNSURE: u16 = 1 << 11;
    /// "never had chest pain like this": said because it is so now.
    pub const LIKE: u16 = 1 << 12;
    /// An answer after a colon or a question: "chest pain: none".
    pub const ANSWER: u16 = 1 << 13;
    pub const MORE: u16 = 1 << 14;
    /// A negative before "without" turns it round: "can't walk without chest pain".
    pub const TURNS: u16 = 1 << 15;
}
use class::{ANSWER, BREAK, BUT, DENY, LIKE, MORE, NEVER, NO, NOT, OF_NO, OF_NOT, OR, TAKES, TURNS, UNSURE, WITHOUT};

const ANY_NEGATIVE: u16 = NO | NOT | NEVER | WITHOUT | DENY;

const CLASSES: &[(u16, &str)] = &[
    (NO, "no nil zero neither nor"),
    (NOT, "not dont hasnt"),
    (NEVER, "never"),
    (WITHOUT, "without"),
    (DENY, "deny denies denied denying"),
    (TURNS, "cant wont not dont hasnt never hardly barely unable no"),
    (
        OF_NO,
        "any more history hx of sign signs evidence recent known obvious current actual associated symptom symptoms \
             episode episodes previous complaints reports mention mentions difficulty trouble problem \
             problems issue issues or nor",
    ),
    (
        OF_NOT,
        "any a an the of in got get getting have has had having been be being feel felt feeling more sign signs \
              symptoms known history evidence currently actually experience experiencing experienced suffer suffering \
              suffered from his her my their at all to complaining complained reported reporting mentioned ever yet \
              become become episodes episode taken",
    ),
    (BUT, "but however although though except and with because now then"),
    (OR, "or nor"),
    (
        BREAK,
        "but however although though except and with because now then still i he she it they we you has have had is \
             are was were got cant since when worse getting while so if sure know think whether just only",
    ),
    (
        TAKES,
        "better worse improvement change different sleep relief longer idea doubt one reply answer response good way \
             help letter appointment news sooner wonder need use problem answer warning luck joy choice point reason",
    ),
    (
        UNSURE,
        "hope hoping pray praying whether if worried wonder wondering surely check worry thought tell could might",
    ),
    (LIKE, "like this before such so as until till worse bad"),
    (ANSWER, "no nil none denied denies nope never negative absent"),
    (MORE, "more longer"),
];

/// The classes of each word of the vocabulary, by its number.
#[derive(Debug, Default, Clone)]
pub struct Negation {
    class: Vec<u16>,
}

impl Negation {
    /// Adds the words of denial to the vocabulary.
    pub fn teach(vocabulary: &mut Vocabulary) -> Self {
        let mut class = Vec::new();
        for (bit, words) in CLASSES {
            for word in words.split_whitespace() {
                let id = usize::from(vocabulary.intern(word));
                if class.len() <= id {
                    class.resize(id + 1, 0);
                }
                class[id] |= bit;
            }
        }
        Self { class }
    }

    fn is(&self, token: Token, bits: u16) -> bool {
        self.class.get(usize::from(token.id)).is_some_and(|class| class & bits != 0)
    }

    /// Whether what the words from `first` to `last` (inclusive) say is denied.
    pub fn denies(&self, tokens: &[Token], first: usize, last: usize) -> bool {
        self.denied_before(tokens, first, last) || self.denied_after(tokens, last)
    }

    fn denied_before(&self, tokens: &[Token], first: usize, last: usize) -> bool {
        for at in (first.saturating_sub(14)..first).rev() {
            if tokens[at + 1].gap >= Gap::Colon {
                return false;
            }
            if self.is(tokens[at], ANY_NEGATIVE) {
                return self.reaches(tokens, at, first, last) && !self.unsure(tokens, at);
            }
        }
        false
    }

    fn reaches(&self, tokens: &[Token], at: usize, first: usize, last: usize) -> bool {
        let (negative, between) = (tokens[at], &tokens[at + 1..first]);
        let direct = |allowed: u16| {
            between.len() <= 5
                && tokens[at + 1..=first].iter().all(|t| t.gap == Gap::None)
                && between.iter().all(|t| self.is(*t, allowed))
        };
        if self.is(negative, WITHOUT) {
            return !self.turned(tokens, at) && (direct(OF_NO | OF_NOT) || self.listed(between, BREAK));
        }
        if self.is(negative, NEVER) {
            return direct(OF_NOT) && !self.like_this(tokens, last);
        }
        if self.is(negative, DENY) {
            return between.iter().all(|t| !self.is(*t, BUT)) && (between.len() <= 5 || self.listed(between, BUT));
        }
        if self.is(negative, NO) {
            return direct(OF_NO) || self.listed(between, BREAK);
        }
        direct(OF_NOT) || (between.first().is_some_and(|t| self.is(*t, OF_NOT)) && self.listed(&between[1..], BREAK))
    }

    /// "no fever, cough or chest pain": an "or" right before, and nothing between that ends or takes the denial.
    fn listed(&self, between: &[Token], breaks: u16) -> bool {
        let joined = between.last().is_some_and(|t| self.is(*t, OR));
        let clear = between.iter().all(|t| !self.is(*t, breaks));
        joined && clear && !between.first().is_some_and(|t| self.is(*t, TAKES))
    }

    fn turned(&self, tokens: &[Token], at: usize) -> bool {
        let from = at.saturating_sub(6);
        (from..at).rev().take_while(|&i| tokens[i + 1].gap < Gap::Colon).any(|i| self.is(tokens[i], TURNS))
    }

    fn unsure(&self, tokens: &[Token], at: usize) -> bool {
        let from = at.saturating_sub(5);
        (from..at).rev().take_while(|&i| tokens[i + 1].gap == Gap::None).any(|i| self.is(tokens[i], UNSURE))
    }

    fn like_this(&self, tokens: &[Token], last: usize) -> bool {
        let after = tokens.iter().skip(last + 1).take(3);
        after.take_while(|t| t.gap == Gap::None).any(|t| self.is(*t, LIKE))
    }

    /// "chest pain: none", "chest pain? no.", "the chest pain isn't there any more".
    fn denied_after(&self, tokens: &[Token], last: usize) -> bool {
        let Some(next) = tokens.get(last + 1) else { return false };
        let ends = tokens.get(last + 2).is_none_or(|t| t.gap != Gap::None);
        if matches!(next.gap, Gap::Colon | Gap::Question) && self.is(*next, ANSWER) && ends {
            return true;
        }
        let clause = tokens[last + 1..].iter().take(6).take_while(|t| t.gap == Gap::None).copied();
        let from_not = clause.enumerate().skip_while(|(at, t)| *at < 2 && !self.is(*t, NOT | NO));
        self.no_longer(&from_not.map(|(_, t)| t).collect::<Vec<_>>())
    }

    /// "not there any more", but not "not getting any better any more".
    fn no_longer(&self, clause: &[Token]) -> bool {
        let Some((not, rest)) = clause.split_first() else { return false };
        self.is(*not, NOT | NO)
            && rest.iter().any(|t| self.is(*t, MORE))
            && !rest.iter().any(|t| self.is(*t, BREAK | TAKES))
    }
}
