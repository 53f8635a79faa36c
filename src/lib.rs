//! Rolltop: a medical secretary's whole desk in one terminal.
//!
//! The map of the house, from the key to the file and back:
//! `app` turns a key into a command of a pane in `desk`, which asks for a `store::Change`;
//! the panes read again through their `repo` and are drawn with the widgets of `ui`.
//! `text` reads and writes what people type, `words` knows how it is spelt and what it means, `keys` holds chords and
//! command rows, `form` edits records, `paper` typesets, `exchange` reads and writes other programs' files, `cli` is the command line, `screen` opens the desk.

pub mod app;
pub mod cli;
pub mod clock;
pub mod config;
pub mod demo;
pub mod desk;
pub mod exchange;
pub mod form;
pub mod keys;
pub mod paper;
pub mod screen;
pub mod store;
pub mod text;
pub mod ui;
pub mod words;
