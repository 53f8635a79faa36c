//! Tables out: Windows line ends, and an apostrophe before whatever a spreadsheet would take for a formula.

use std::borrow::Cow;

/// The table as UTF-8 with Windows line ends. Cells are guarded.
pub fn write_csv<H, R, C>(headings: &[H], rows: R) -> Vec<u8>
where
    H: AsRef<str>,
    R: IntoIterator,
    R::Item: IntoIterator<Item = C>,
    C: AsRef<str>,
{
    let mut out = ::csv::WriterBuilder::new()
        .terminator(::csv::Terminator::CRLF)
        .flexible(true)
        .from_writer(Vec::with_capacity(64 * 1024));
    if !headings.is_empty() {
        write_row(&mut out, headings);
    }
    for row in rows {
        write_row(&mut out, row);
    }
    out.into_inner().expect("writing to memory does not fail")
}

/// The same, with the mark at the beginning by which Excel knows UTF-8.
pub fn write_csv_with_bom<H, R, C>(headings: &[H], rows: R) -> Vec<u8>
where
    H: AsRef<str>,
    R: IntoIterator,
    R::Item: IntoIterator<Item = C>,
    C: AsRef<str>,
{
    let mut bytes = b"\xef\xbb\xbf".to_vec();
    bytes.extend(write_csv(headings, rows));
    bytes
}

fn write_row<C: AsRef<str>>(out: &mut ::csv::Writer<Vec<u8>>, cells: impl IntoIterator<Item = C>) {
    for cell in cells {
        out.write_field(guard(cell.as_ref()).as_bytes()).expect("writing to memory does not fail");
    }
    out.write_record(None::<&[u8]>).expect("writing to memory does not fail");
}

/// What a spreadsheet takes for the beginning of a formula, full-width forms included.
const STARTERS: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// A cell with an apostrophe before it where a spreadsheet would calculate it. Plain numbers and telephone numbers
/// are left as they are.
pub fn guard(cell: &str) -> Cow<'_, str> {
    let bare = cell.trim_start_matches('\'');
    let guarded_already = bare.len() < cell.len();
    if bare.starts_with(STARTERS) && (guarded_already || !is_harmless_number(cell)) {
        Cow::Owned(format!("'{cell}"))
    } else {
        Cow::Borrowed(cell)
    }
}

/// A cell without the apostrophe that [`guard`] put before it.
pub fn unguard(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if rest.trim_start_matches('\'').starts_with(STARTERS) => rest,
        _ => cell,
    }
}

/// `-5`, `+1.25`, `+44 (0)20 7946 0000`: nothing a spreadsheet could carry out.
fn is_harmless_number(cell: &str) -> bool {
    let Some(rest) = cell.strip_prefix(['+', '-']) else { return false };
    let number = rest.starts_with(|c: char| c.is_ascii_digit())
        && rest.chars().all(|c| c.is_ascii_digit() || c == '.')
        && rest.matches('.').count() < 2;
    let telephone = cell.starts_with('+')
        && rest.starts_with(|c: char| c.is_ascii_digit())
        && rest.chars().all(|c| c.is_ascii_digit() || matches!(c, ' ' | '(' | ')'));
    number || telephone
}
