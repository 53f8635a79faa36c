//! The fonts inside the program, parsed once, and which characters all of them can show.

use std::collections::HashSet;
use std::sync::OnceLock;

use typst::foundations::Bytes;
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;

/// Liberation Sans and Serif in four faces each; their licence lies beside them.
const FACES: [&[u8]; 8] = [
    include_bytes!("../../assets/fonts/LiberationSans-Regular.ttf"),
    include_bytes!("../../assets/fonts/LiberationSans-Bold.ttf"),
    include_bytes!("../../assets/fonts/LiberationSans-Italic.ttf"),
    include_bytes!("../../assets/fonts/LiberationSans-BoldItalic.ttf"),
    include_bytes!("../../assets/fonts/LiberationSerif-Regular.ttf"),
    include_bytes!("../../assets/fonts/LiberationSerif-Bold.ttf"),
    include_bytes!("../../assets/fonts/LiberationSerif-Italic.ttf"),
    include_bytes!("../../assets/fonts/LiberationSerif-BoldItalic.ttf"),
];

pub(super) struct Fonts {
    pub(super) list: Vec<Font>,
    pub(super) book: LazyHash<FontBook>,
}

pub(super) fn fonts() -> &'static Fonts {
    static FONTS: OnceLock<Fonts> = OnceLock::new();
    FONTS.get_or_init(|| {
        let list: Vec<Font> = FACES.iter().filter_map(|face| Font::new(Bytes::new(*face), 0)).collect();
        let book = LazyHash::new(FontBook::from_fonts(&list));
        Fonts { list, book }
    })
}

/// Whether every face has a glyph for the character, so that bold or serif cannot lose it.
pub(super) fn covers(c: char) -> bool {
    static SHARED: OnceLock<HashSet<u32>> = OnceLock::new();
    c.is_ascii_graphic() || c == ' ' || SHARED.get_or_init(shared).contains(&(c as u32))
}

fn shared() -> HashSet<u32> {
    let mut faces = fonts().list.iter().map(|font| font.info().coverage.iter().collect::<HashSet<u32>>());
    let first = faces.next().unwrap_or_default();
    faces.fold(first, |both, face| both.intersection(&face).copied().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_face_is_read() {
        assert_eq!(fonts().list.len(), FACES.len());
        assert_eq!(fonts().book.families().count(), 2);
    }

    #[test]
    fn knows_what_it_can_show() {
        for c in "Aéłŵ£€–’“”½°µ≥≤×→\u{a0}•□".chars() {
            assert!(covers(c), "{c:?}");
        }
        for c in ['🙂', '中', '\u{e000}'] {
            assert!(!covers(c), "{c:?}");
        }
    }
}
