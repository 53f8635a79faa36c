//! Small charts of one row: a bar as long as a number, with a mark where a limit is.

/// Eighths of a cell.
const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];

/// A bar of so many cells for `value` where `most` fills them all. In plain drawing it is made of `#`.
pub fn bar(value: f64, most: f64, cells: usize, plain: bool) -> String {
    if value <= 0.0 || most <= 0.0 || !value.is_finite() || cells == 0 {
        return String::new();
    }
    let eighths = (value / most * cells as f64 * 8.0).round().clamp(1.0, cells as f64 * 8.0) as usize;
    if plain {
        return "#".repeat(eighths.div_ceil(8));
    }
    "█".repeat(eighths / 8) + EIGHTHS[eighths % 8]
}

#[cfg(test)]
mod tests {
    use super::bar;

    #[test]
    fn a_bar_is_as_long_as_its_number() {
        assert_eq!(bar(4.0, 8.0, 10, false), "█████");
        assert_eq!(bar(1.0, 16.0, 10, false), "▋");
        assert_eq!(bar(99.0, 8.0, 4, false), "████");
        assert_eq!(bar(0.1, 8.0, 4, true), "#");
        for (value, most, cells) in [(0.0, 1.0, 5), (-1.0, 1.0, 5), (1.0, 0.0, 5), (1.0, 1.0, 0), (f64::NAN, 1.0, 5)] {
            assert_eq!(bar(value, most, cells, false), "");
        }
    }
}
