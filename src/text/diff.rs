//! What differs between two texts, word by word.

/// What became of a stretch of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// In both.
    Same,
    /// In the first only.
    Gone,
    /// In the second only.
    New,
}

/// With more differences than this the middle is shown as replaced whole: nobody reads it word by word.
const MOST: usize = 1500;

/// The stretches that make the second text of the first: words, with the blanks behind them.
pub fn words(before: &str, after: &str) -> Vec<(Fate, String)> {
    let (a, b) = (pieces(before), pieces(after));
    let head = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let (rest_a, rest_b) = (&a[head..], &b[head..]);
    let tail = rest_a.iter().rev().zip(rest_b.iter().rev()).take_while(|(x, y)| x == y).count();
    let (mid_a, mid_b) = (&rest_a[..rest_a.len() - tail], &rest_b[..rest_b.len() - tail]);
    let mut out = Vec::new();
    push(&mut out, Fate::Same, &a[..head]);
    for (fate, piece) in middle(mid_a, mid_b) {
        push(&mut out, fate, &[piece]);
    }
    push(&mut out, Fate::Same, &rest_a[rest_a.len() - tail..]);
    out
}

/// Words with the blanks behind them; line ends are pieces of their own.
fn pieces(text: &str) -> Vec<&str> {
    let mut all = Vec::new();
    for line in text.split_inclusive('\n') {
        let bare = line.strip_suffix('\n').unwrap_or(line);
        all.extend(bare.split_inclusive(' '));
        if bare.len() < line.len() {
            all.push("\n");
        }
    }
    all
}

fn push(out: &mut Vec<(Fate, String)>, fate: Fate, pieces: &[&str]) {
    for piece in pieces {
        match out.last_mut() {
            Some((last, text)) if *last == fate => text.push_str(piece),
            _ => out.push((fate, (*piece).to_owned())),
        }
    }
}

/// The shortest way from one to the other (Myers), or all of it replaced where that is long.
fn middle<'a>(old: &[&'a str], new: &[&'a str]) -> Vec<(Fate, &'a str)> {
    let Some(trace) = trace(old, new) else {
        let gone = old.iter().map(|p| (Fate::Gone, *p));
        return gone.chain(new.iter().map(|p| (Fate::New, *p))).collect();
    };
    let (mut x, mut y) = (old.len() as isize, new.len() as isize);
    let mut back = Vec::new();
    for (d, reach) in trace.iter().enumerate().rev() {
        let (k, d) = (x - y, d as isize);
        let at = |diagonal: isize| reach[(diagonal + d + 1) as usize];
        let down = k == -d || (k != d && at(k - 1) < at(k + 1));
        let from = if d == 0 { 0 } else { at(if down { k + 1 } else { k - 1 }) };
        let from_y = if d == 0 { 0 } else { from - if down { k + 1 } else { k - 1 } };
        while x > from + isize::from(d > 0 && !down) && y > from_y + isize::from(d > 0 && down) {
            (x, y) = (x - 1, y - 1);
            back.push((Fate::Same, old[x as usize]));
        }
        if d > 0 {
            back.push(if down { (Fate::New, new[from_y as usize]) } else { (Fate::Gone, old[from as usize]) });
            (x, y) = (from, from_y);
        }
    }
    back.reverse();
    back
}

/// How far each diagonal reaches with ever more differences, before each step; none where there are too many.
fn trace(old: &[&str], new: &[&str]) -> Option<Vec<Vec<isize>>> {
    let (wide, high) = (old.len() as isize, new.len() as isize);
    let most = ((wide + high) as usize).min(MOST) as isize;
    let mut reach = vec![0; 2 * most as usize + 3];
    let mid = most + 1;
    let mut steps = Vec::new();
    for d in 0..=most {
        steps.push(reach[(mid - d - 1) as usize..=(mid + d + 1) as usize].to_vec());
        for k in (-d..=d).step_by(2) {
            let at = |k: isize| reach[(mid + k) as usize];
            let mut x = if k == -d || (k != d && at(k - 1) < at(k + 1)) { at(k + 1) } else { at(k - 1) + 1 };
            while x < wide && x - k < high && old[x as usize] == new[(x - k) as usize] {
                x += 1;
            }
            reach[(mid + k) as usize] = x;
            if x >= wide && x - k >= high {
                return Some(steps);
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn told(before: &str, after: &str) -> String {
        let one = |(fate, text): (Fate, String)| match fate {
            Fate::Same => text,
            Fate::Gone => format!("[-{text}-]"),
            Fate::New => format!("{{+{text}+}}"),
        };
        words(before, after).into_iter().map(one).collect()
    }

    #[test]
    fn words_that_differ_are_told() {
        assert_eq!(told("Take one tablet.", "Take two tablets."), "Take [-one tablet.-]{+two tablets.+}");
        assert_eq!(told("a b c d", "a c d"), "a [-b -]c d");
        assert_eq!(told("a\nb", "a\nx\nb"), "a\n{+x\n+}b");
        assert_eq!(told("", "new"), "{+new+}");
        assert_eq!(told("same", "same"), "same");
    }

    #[test]
    fn a_long_text_written_anew_is_shown_as_replaced() {
        let (a, b) = ("one two ".repeat(2000), "three four ".repeat(2000));
        assert_eq!(words(&a, &b), vec![(Fate::Gone, a), (Fate::New, b)]);
    }

    proptest! {
        #[test]
        fn nothing_is_lost(a in "[ab \n🙂]{0,40}", b in "[ab \n🙂]{0,40}") {
            let all = words(&a, &b);
            let of = |not: Fate| all.iter().filter(|(f, _)| *f != not).map(|(_, t)| t.as_str()).collect::<String>();
            prop_assert_eq!(of(Fate::New), a);
            prop_assert_eq!(of(Fate::Gone), b);
        }
    }
}
