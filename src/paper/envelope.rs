//! Envelopes and labels: one for each who gets a letter by post.

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::clean::printable;
use super::engine::{Options, PaperError, typeset};
use super::letter::Addressee;
use super::view::{many, one};

const LAYOUT: &str = include_str!("../../assets/paper/envelope.typ");

/// What the addresses are printed on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stock {
    /// Envelopes of 220 by 110 mm.
    Dl,
    /// Envelopes of 229 by 162 mm.
    C5,
    /// Sheets of 21 labels, 63.5 by 38.1 mm.
    Labels21,
    /// Sheets of 14 labels, 99.1 by 38.1 mm.
    Labels14,
}

/// Labels on a sheet, and how they lie on it, in mm.
struct Grid {
    columns: usize,
    rows: usize,
    size: (f64, f64),
    margin: (f64, f64),
    gap: f64,
}

impl Stock {
    /// All there are.
    pub const ALL: [Self; 4] = [Self::Dl, Self::C5, Self::Labels21, Self::Labels14];

    /// In commands: `dl`, `c5`, `21`, `14`.
    pub fn id(self) -> &'static str {
        match self {
            Self::Dl => "dl",
            Self::C5 => "c5",
            Self::Labels21 => "21",
            Self::Labels14 => "14",
        }
    }

    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Dl => "DL envelopes",
            Self::C5 => "C5 envelopes",
            Self::Labels21 => "labels, 21 a sheet",
            Self::Labels14 => "labels, 14 a sheet",
        }
    }

    /// The stock of this name.
    pub fn of(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.id() == id)
    }

    /// How many labels there are on a sheet; envelopes are one.
    pub fn a_sheet(self) -> usize {
        self.grid().map_or(1, |g| g.columns * g.rows)
    }

    fn grid(self) -> Option<Grid> {
        match self {
            Self::Dl | Self::C5 => None,
            Self::Labels21 => Some(Grid { columns: 3, rows: 7, size: (63.5, 38.1), margin: (7.21, 15.15), gap: 2.54 }),
            Self::Labels14 => Some(Grid { columns: 2, rows: 7, size: (99.1, 38.1), margin: (4.63, 15.15), gap: 2.54 }),
        }
    }
}

/// Addresses on envelopes or on labels, as a PDF. `back` is to whom it is returned; `start` the first label that is
/// free on the first sheet, from 1.
///
/// # Errors
/// `start` is no label of the sheet, or an address cannot be printed.
pub fn pdf(
    stock: Stock,
    addresses: &[Addressee],
    back: &str,
    start: usize,
    date: NaiveDate,
) -> Result<Vec<u8>, String> {
    if !(1..=stock.a_sheet()).contains(&start) {
        return Err(format!("The first label is from 1 to {}.", stock.a_sheet()));
    }
    let title = format!("Addresses: {}", stock.words());
    let options = Options { title, author: "Rolltop".into(), date };
    typeset(LAYOUT, &data(stock, addresses, back, start), &options).map_err(|e: PaperError| e.to_string())
}

fn data(stock: Stock, addresses: &[Addressee], back: &str, start: usize) -> Value {
    let lines: Vec<Vec<String>> = addresses.iter().map(lines).collect();
    let size = if stock == Stock::C5 { (229.0, 162.0) } else { (220.0, 110.0) };
    let grid = stock.grid().map(|g| {
        json!({
            "columns": g.columns, "rows": g.rows, "width": g.size.0, "height": g.size.1,
            "left": g.margin.0, "top": g.margin.1, "gap": g.gap,
        })
    });
    json!({
        "addresses": lines, "back": one(back), "start": start - 1, "grid": grid,
        "width": size.0, "height": size.1,
    })
}

fn lines(to: &Addressee) -> Vec<String> {
    let mut all = many(&to.name);
    all.extend(many(&to.address));
    all.extend(Some(one(&to.postcode)).filter(|p| !p.is_empty()));
    all.iter().map(|line| printable(line)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(n: usize) -> Addressee {
        Addressee {
            name: vec![format!("Mrs Grace Okafor {n}")],
            address: vec!["Flat 2, Quay House".into(), "14 Harbour Rise".into(), "Stellswick".into()],
            postcode: "ZZ1 1AA".into(),
        }
    }

    #[test]
    fn every_stock_is_set_whatever_the_address() {
        let date = NaiveDate::from_ymd_opt(2026, 3, 3).unwrap();
        let long =
            Addressee { address: vec!["a very long line of an address that no label holds".into(); 12], ..address(1) };
        let hostile = Addressee { name: vec!["#read(\"/etc/passwd\") $x$ *b* \u{202e}\u{1b}[2J".into()], ..address(2) };
        let all: Vec<Addressee> = (0..25).map(address).chain([long, hostile]).collect();
        for stock in Stock::ALL {
            let pdf = pdf(stock, &all, "If undelivered: Cardiology, ZZ1 4HD", stock.a_sheet(), date).unwrap();
            assert!(pdf.starts_with(b"%PDF"));
        }
        assert!(pdf(Stock::Labels21, &all, "", 22, date).unwrap_err().contains("from 1 to 21"));
        assert!(pdf(Stock::Dl, &all, "", 2, date).is_err());
    }

    #[test]
    fn the_names_of_the_stocks_are_read_back() {
        for stock in Stock::ALL {
            assert_eq!(Stock::of(stock.id()), Some(stock));
        }
        assert_eq!(Stock::of("a4"), None);
    }
}
