//! Blocks that overlap stand side by side.

use std::ops::Range;

/// A block's column among those it overlaps with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// Its column, from 0.
    pub column: usize,
    /// How many columns its group needs.
    pub columns: usize,
}

/// Gives each span a column so that no two that overlap share one. Spans are in the order of their starts.
pub fn side_by_side(spans: &[Range<u32>]) -> Vec<Place> {
    let mut places: Vec<Place> = Vec::with_capacity(spans.len());
    let mut ends: Vec<u32> = Vec::new();
    let mut group = 0;
    for (at, span) in spans.iter().enumerate() {
        if ends.iter().all(|&end| end <= span.start) {
            close(&mut places[group..], ends.len());
            group = at;
            ends.clear();
        }
        let free = ends.iter().position(|&end| end <= span.start);
        let column = free.unwrap_or(ends.len());
        if free.is_none() {
            ends.push(0);
        }
        ends[column] = span.end;
        places.push(Place { column, columns: 1 });
    }
    close(&mut places[group..], ends.len());
    places
}

fn close(group: &mut [Place], columns: usize) {
    for place in group {
        place.columns = columns.max(1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn groups_are_as_wide_as_they_must_be() {
        let places = side_by_side(&[0..10, 5..8, 8..12, 20..30]);
        let columns: Vec<_> = places.iter().map(|place| (place.column, place.columns)).collect();
        assert_eq!(columns, [(0, 2), (1, 2), (1, 2), (0, 1)]);
        assert!(side_by_side(&[]).is_empty());
    }

    proptest! {
        #[test]
        fn no_two_that_overlap_share_a_column(mut spans in prop::collection::vec((0u32..50, 1u32..20), 0..20)) {
            spans.sort_unstable();
            let spans: Vec<_> = spans.into_iter().map(|(start, len)| start..start + len).collect();
            let places = side_by_side(&spans);
            for (i, a) in spans.iter().enumerate() {
                prop_assert!(places[i].column < places[i].columns);
                for (j, b) in spans.iter().enumerate().skip(i + 1) {
                    let overlap = a.start < b.end && b.start < a.end;
                    prop_assert!(!overlap || places[i].column != places[j].column);
                    prop_assert!(!overlap || places[i].columns == places[j].columns);
                }
            }
        }
    }
}
