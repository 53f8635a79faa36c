//! From a key to a command, and from a command to its keys: the rows as shipped, changed by the configuration.

use std::collections::{BTreeMap, HashMap};

use super::{Chord, RowInfo};

/// Where a key is looked up: a pane or a layer by its name, or everywhere (the empty name).
pub type Scope = &'static str;

/// The scope of what works everywhere.
pub const EVERYWHERE: Scope = "";

/// What is wrong with the keys.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// Two commands on one key.
    #[error("The key {key} is given to two commands: {one} and {other}. Give one of them another key.")]
    Clash {
        /// The key.
        key: String,
        /// One command.
        one: String,
        /// The other.
        other: String,
    },
    /// A key that cannot be read.
    #[error("The keys of {id}: {reason}")]
    BadKey {
        /// The command.
        id: String,
        /// Why.
        reason: String,
    },
    /// A command that is not there.
    #[error("There is no command {0} to give a key to. `rolltop keys` lists them all.")]
    Unknown(String),
}

/// All keys of the program.
#[derive(Debug, Default, Clone)]
pub struct Keymap {
    by_key: HashMap<(Scope, Chord), &'static str>,
    by_id: HashMap<&'static str, Vec<Chord>>,
}

impl Keymap {
    /// Builds the map. `scopes` gives the rows of each pane and layer, `changed` the keys from the configuration.
    ///
    /// # Errors
    /// Every fault at once, so that the configuration can be mended in one go.
    pub fn build(
        scopes: &[(Scope, Vec<RowInfo>)],
        changed: &BTreeMap<String, Vec<String>>,
    ) -> Result<Self, Vec<KeyError>> {
        let mut map = Self::default();
        let mut faults = Vec::new();
        for (scope, rows) in scopes {
            for row in rows {
                map.add(scope, row, changed, &mut faults);
            }
        }
        faults.extend(
            changed.keys().filter(|id| !map.by_id.contains_key(id.as_str())).map(|id| KeyError::Unknown(id.clone())),
        );
        faults.extend(map.shadows(scopes));
        if faults.is_empty() { Ok(map) } else { Err(faults) }
    }

    fn add(
        &mut self,
        scope: Scope,
        row: &RowInfo,
        changed: &BTreeMap<String, Vec<String>>,
        faults: &mut Vec<KeyError>,
    ) {
        let written: Vec<&str> =
            changed.get(row.id).map_or_else(|| row.keys.to_vec(), |keys| keys.iter().map(String::as_str).collect());
        let scope = if row.everywhere { EVERYWHERE } else { scope };
        self.by_id.entry(row.id).or_default();
        for text in written {
            match text.parse::<Chord>() {
                Err(reason) => faults.push(KeyError::BadKey { id: row.id.into(), reason }),
                Ok(chord) => self.bind(scope, chord, row.id, faults),
            }
        }
    }

    fn bind(&mut self, scope: Scope, chord: Chord, id: &'static str, faults: &mut Vec<KeyError>) {
        if let Some(other) = self.by_key.insert((scope, chord), id)
            && other != id
        {
            faults.push(KeyError::Clash { key: chord.to_string(), one: other.into(), other: id.into() });
        }
        if let Some(keys) = self.by_id.get_mut(id)
            && !keys.contains(&chord)
        {
            keys.push(chord);
        }
    }

    /// A pane's key that hides one that works everywhere. A layer may: it lies over everything.
    fn shadows(&self, scopes: &[(Scope, Vec<RowInfo>)]) -> Vec<KeyError> {
        let panes =
            |scope: &Scope| !scope.is_empty() && !scope.starts_with('+') && scopes.iter().any(|s| s.0 == *scope);
        let mut faults: Vec<KeyError> = self
            .by_key
            .iter()
            .filter(|((scope, _), _)| panes(scope))
            .filter_map(|((_, chord), id)| {
                let other = self.by_key.get(&(EVERYWHERE, *chord))?;
                (other != id).then(|| KeyError::Clash {
                    key: chord.to_string(),
                    one: (*other).into(),
                    other: (*id).into(),
                })
            })
            .collect();
        faults.sort_by_key(ToString::to_string);
        faults
    }

    /// The command on this key in this scope (not looking anywhere else).
    pub fn command(&self, scope: Scope, chord: Chord) -> Option<&'static str> {
        self.by_key.get(&(scope, chord)).copied()
    }

    /// The keys of a command.
    pub fn keys(&self, id: &str) -> &[Chord] {
        self.by_id.get(id).map_or(&[], Vec::as_slice)
    }

    /// The first key of a command, as it is shown; empty where it has none.
    pub fn shown(&self, id: &str) -> String {
        self.keys(id).first().map(ToString::to_string).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::super::Place;
    use super::*;

    fn row(id: &'static str, keys: &'static [&'static str], everywhere: bool) -> RowInfo {
        RowInfo { id, keys, label: "", sentence: "", place: Place::Menu, everywhere }
    }

    #[test]
    fn a_clash_is_refused_with_both_names() {
        let scopes = [("tasks", vec![row("tasks.done", &["d"], false), row("tasks.drop", &["x"], false)])];
        assert!(Keymap::build(&scopes, &BTreeMap::new()).is_ok());
        let changed = BTreeMap::from([("tasks.drop".to_owned(), vec!["d".to_owned()])]);
        let faults = Keymap::build(&scopes, &changed).unwrap_err();
        assert_eq!(
            faults[0].to_string(),
            "The key d is given to two commands: tasks.done and tasks.drop. Give one of them another key."
        );
    }

    #[test]
    fn a_pane_may_not_hide_a_key_that_works_everywhere_and_a_layer_may() {
        let over =
            |scope| [("inbox", vec![row("inbox.call", &["c"], true)]), (scope, vec![row("x.cancel", &["c"], false)])];
        assert!(Keymap::build(&over("tasks"), &BTreeMap::new()).is_err());
        assert!(Keymap::build(&over("+form"), &BTreeMap::new()).is_ok());
    }

    #[test]
    fn unknown_commands_and_bad_keys_are_named() {
        let changed =
            BTreeMap::from([("a.b".to_owned(), vec!["d".to_owned()]), ("t.d".to_owned(), vec!["hyper-q".to_owned()])]);
        let faults = Keymap::build(&[("t", vec![row("t.d", &["d"], false)])], &changed).unwrap_err();
        assert_eq!(faults.len(), 2);
    }
}
