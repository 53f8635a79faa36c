//! The pages of a pane that has several: their names in one line, and turning them.

/// Pages, one of which is open.
pub trait Pages: Copy + PartialEq + 'static {
    /// All of them, in their order.
    const ALL: &'static [Self];

    /// What it is called.
    fn name(self) -> &'static str;

    /// The page so many further on, round and round.
    #[must_use]
    fn turned(self, by: usize) -> Self {
        let at = Self::ALL.iter().position(|p| *p == self).unwrap_or(0);
        Self::ALL[(at + by) % Self::ALL.len()]
    }

    /// The names of all in one line, that of this one in brackets.
    fn tabs(self) -> String {
        let one = |p: &Self| if *p == self { format!("[{}]", p.name()) } else { format!(" {} ", p.name()) };
        Self::ALL.iter().map(one).collect::<Vec<_>>().join(" ")
    }
}
