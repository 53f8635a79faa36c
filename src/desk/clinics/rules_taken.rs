//! Who sits where in a session: the seats, and how many there are of each kind.

use super::model::{Appointment, Session};

/// Who sits in a session: minute of the day and number of every seat, and how many there are of each kind.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Taken {
    /// In order, none twice.
    seats: Vec<(u16, u16)>,
    /// By the first letter, which is another for each of [`KINDS`].
    kinds: [u16; 26],
}

impl Taken {
    /// Reads the line that the file keeps of a session: `09000n09200f`.
    pub fn read(line: &str) -> Self {
        let mut out = Self::default();
        for (seat, kind) in tokens(line) {
            out.seats.push(seat);
            if let Some(count) = out.kinds.get_mut(letter(kind)) {
                *count += 1;
            }
        }
        out.seats.sort_unstable();
        out
    }

    /// Adds somebody: the seat as it is kept, and the kind of the appointment.
    pub fn add(&mut self, seat: &str, kind: &str) {
        let Some(one) = seat_parts(seat).and_then(key) else { return };
        if let Err(at) = self.seats.binary_search(&one) {
            self.seats.insert(at, one);
        }
        if let Some(count) = self.count_of(kind) {
            *count += 1;
        }
    }

    /// Takes somebody out.
    pub fn remove(&mut self, seat: &str, kind: &str) {
        let Some(Ok(at)) = seat_parts(seat).and_then(key).map(|one| self.seats.binary_search(&one)) else { return };
        self.seats.remove(at);
        if let Some(count) = self.count_of(kind) {
            *count = count.saturating_sub(1);
        }
    }

    fn count_of(&mut self, kind: &str) -> Option<&mut u16> {
        self.kinds.get_mut(letter(*kind.as_bytes().first()?))
    }

    /// Those of these appointments that sit.
    pub fn of(all: &[Appointment]) -> Self {
        let mut out = Self::default();
        for one in all.iter().filter(|a| a.is_live()) {
            if let Some(seat) = &one.seat {
                out.add(seat, &one.kind);
            }
        }
        out
    }

    /// Whether a seat is taken.
    pub fn has(&self, at: &str, n: usize) -> bool {
        key((at, n)).is_some_and(|one| self.seats.binary_search(&one).is_ok())
    }

    /// How many of a kind sit.
    pub fn of_kind(&self, kind: &str) -> i64 {
        let first = kind.as_bytes().first().map_or(usize::MAX, |k| letter(*k));
        self.kinds.get(first).copied().unwrap_or(0).into()
    }

    /// How many sit.
    pub fn len(&self) -> usize {
        self.seats.len()
    }

    /// Whether nobody sits.
    pub fn is_empty(&self) -> bool {
        self.seats.is_empty()
    }

    /// The lowest number that is free at a time, from `from` on.
    pub fn next_free(&self, at: &str, from: usize) -> usize {
        (from..=from + self.seats.len()).find(|n| !self.has(at, *n)).unwrap_or(from)
    }

    /// How many sit beyond the slots of a session.
    pub fn over(&self, session: &Session) -> i64 {
        let places = |minute: u16| session.slots.iter().filter(|s| minute_of(&s.at) == Some(minute)).count();
        self.seats.iter().filter(|(minute, n)| usize::from(*n) >= places(*minute)).count() as i64
    }
}

/// Who sits by the line that the file keeps: minute of the day and number, and the first letter of the kind.
fn tokens(line: &str) -> impl Iterator<Item = ((u16, u16), u8)> {
    let mut rest = line.as_bytes();
    std::iter::from_fn(move || {
        let minute = rest.get(..4).and_then(|d| minutes(&d[..2], &d[2..]))?;
        let end = rest.iter().position(u8::is_ascii_alphabetic)?;
        let (n, kind) = (number(&rest[4..end]), rest[end]);
        rest = &rest[end + 1..];
        Some(((minute, n), kind))
    })
}

/// Whether all of these are taken by the line that the file keeps, without reading it into anything: minute of the day and
/// number, in order. It may say no of a line with more than ten of one time.
pub fn are_taken(seats: &[(u16, u16)], line: &str) -> bool {
    let mut taken = tokens(line).map(|(seat, _)| seat);
    seats.iter().all(|seat| taken.find(|t| t >= seat).as_ref() == Some(seat))
}

/// The place in the alphabet; past its end for what is no letter.
fn letter(byte: u8) -> usize {
    usize::from(byte.to_ascii_lowercase().wrapping_sub(b'a'))
}

fn number(digits: &[u8]) -> u16 {
    digits.iter().fold(0, |n: u16, d| n.saturating_mul(10).saturating_add(u16::from(d.wrapping_sub(b'0'))))
}

fn minutes(hours: &[u8], minutes: &[u8]) -> Option<u16> {
    let digits = hours.iter().chain(minutes).all(u8::is_ascii_digit);
    digits.then(|| number(hours) * 60 + number(minutes))
}

/// The minute of the day of a time as it is kept: 540 of `09:00`.
pub fn minute_of(at: &str) -> Option<u16> {
    match at.as_bytes() {
        [a, b, b':', c, d] => minutes(&[*a, *b], &[*c, *d]),
        _ => None,
    }
}

fn key((at, n): (&str, usize)) -> Option<(u16, u16)> {
    Some((minute_of(at)?, u16::try_from(n).ok()?))
}

/// The time and the number of a seat: `2026-03-03T09:00 session 0`.
pub fn seat_parts(seat: &str) -> Option<(&str, usize)> {
    let at = seat.get(11..16)?;
    Some((at, seat.rsplit(' ').next()?.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::clinics::rules_plan::KINDS;

    #[test]
    fn a_line_of_the_file_says_what_the_seats_say() {
        let mut taken = Taken::default();
        taken.add("2026-03-03T09:20 c.20260303 0", "follow-up");
        taken.add("2026-03-03T08:40 c.20260303 10", "new");
        assert_eq!(Taken::read("084010n09200f"), taken);
        assert_eq!((taken.len(), taken.of_kind("new"), taken.of_kind("video")), (2, 1, 0));
        assert!(taken.has("08:40", 10) && !taken.has("08:40", 0));
        taken.remove("2026-03-03T08:40 c.20260303 10", "new");
        assert_eq!(Taken::read("09200f"), taken);
        assert_eq!(Taken::read(""), Taken::default());
        assert!(are_taken(&[(520, 0), (560, 0)], "08400n09000n09200f") && are_taken(&[], ""));
        assert!(!are_taken(&[(520, 0), (560, 1)], "08400n09000n09200f") && !are_taken(&[(520, 0)], ""));
    }

    #[test]
    fn no_two_kinds_begin_alike() {
        let mut first: Vec<u8> = KINDS.iter().map(|k| k.as_bytes()[0]).collect();
        first.sort_unstable();
        first.dedup();
        assert_eq!(first.len(), KINDS.len());
    }
}
