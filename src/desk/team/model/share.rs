//! Sharing work out evenly, within everybody's hours.

use super::Item;

/// By what it is shared out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// So many items each.
    Items,
    /// So many minutes of recording each; what has none is shared out by items.
    Audio,
}

/// Somebody who takes a share.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taker {
    /// The name.
    pub name: String,
    /// Minutes of work in a week: who works half the week gets half as much.
    pub week: i64,
}

/// To whom each of the items goes, as a place among the takers; none where nobody works any hours.
///
/// Each next item goes to whoever has least for their hours so far. By recordings the longest go first, so that the sums come out even.
pub fn shared(items: &[Item], takers: &[Taker], by: By) -> Vec<Option<usize>> {
    let mut order: Vec<usize> = (0..items.len()).collect();
    if by == By::Audio {
        order.sort_by_key(|at| std::cmp::Reverse(items[*at].audio_ms));
    }
    let mut to = vec![None; items.len()];
    let mut load = vec![(0i64, 0i64); takers.len()];
    for at in order {
        let weight = if by == By::Audio { items[at].audio_ms } else { 0 };
        let free = |n: &usize| takers[*n].week > 0;
        // Compared as fractions load / hours, without dividing.
        let worse = |a: &usize, b: &usize| {
            let cross = |x: i64, of: usize| i128::from(x) * i128::from(takers[of].week);
            let audio = cross(load[*a].0 + weight, *b).cmp(&cross(load[*b].0 + weight, *a));
            let items = cross(load[*a].1 + 1, *b).cmp(&cross(load[*b].1 + 1, *a));
            audio.then(items).then(a.cmp(b))
        };
        let next = (0..takers.len()).filter(free).min_by(worse);
        if let Some(n) = next {
            load[n] = (load[n].0 + weight, load[n].1 + 1);
        }
        to[at] = next;
    }
    to
}

#[cfg(test)]
mod tests {
    use super::super::{Item, ItemKind};
    use super::*;

    fn item(n: usize, audio_ms: i64) -> Item {
        let empty = String::new;
        Item {
            kind: ItemKind::Letter,
            id: n.to_string(),
            name: empty(),
            what: empty(),
            owner: "Jo".into(),
            consultant: empty(),
            since: "2026-03-01".into(),
            due: None,
            waits_on: empty(),
            state: empty(),
            late: false,
            audio_ms,
            for_name: empty(),
        }
    }

    fn takers(weeks: &[i64]) -> Vec<Taker> {
        weeks.iter().enumerate().map(|(n, week)| Taker { name: format!("T{n}"), week: *week }).collect()
    }

    fn loads(items: &[Item], weeks: &[i64], by: By) -> Vec<(usize, i64)> {
        let to = shared(items, &takers(weeks), by);
        let of = |n: usize| {
            let own = items.iter().zip(&to).filter(move |(_, t)| **t == Some(n));
            own.fold((0, 0), |(count, ms), (i, _)| (count + 1, ms + i.audio_ms))
        };
        (0..weeks.len()).map(of).collect()
    }

    #[test]
    fn items_are_shared_by_hours_and_recordings_by_length() {
        let plain: Vec<Item> = (0..46).map(|n| item(n, 0)).collect();
        assert_eq!(loads(&plain, &[2250, 2250], By::Items), [(23, 0), (23, 0)]);
        assert_eq!(loads(&plain, &[2000, 1000, 0], By::Items), [(31, 0), (15, 0), (0, 0)]);
        let audio: Vec<Item> = [600, 50, 50, 500, 40, 60].iter().enumerate().map(|(n, ms)| item(n, *ms)).collect();
        assert_eq!(loads(&audio, &[100, 100], By::Audio), [(2, 650), (4, 650)]);
        assert_eq!(loads(&plain, &[100, 100], By::Audio), [(23, 0), (23, 0)], "what has no recording goes by items");
        assert_eq!(shared(&plain[..1], &takers(&[0]), By::Items), [None], "nobody works");
    }
}
