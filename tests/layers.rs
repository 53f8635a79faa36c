//! Keeps the table "Who may use whom": reads every source of the house and names whoever breaks it.

#[path = "layers/lexer.rs"]
mod lexer;
#[path = "layers/rules.rs"]
mod rules;

use rules::{Source, broken, long_files};
use std::fs;
use std::path::Path;

fn gather(folder: &Path, root: &Path, out: &mut Vec<Source>) {
    let entries = fs::read_dir(folder).expect("the sources are here");
    for path in entries.map(|entry| entry.expect("the folder can be read").path()) {
        if path.is_dir() {
            gather(&path, root, out);
        } else if path.extension().is_some_and(|end| end == "rs") {
            let name = path.strip_prefix(root).expect("it lies below the root").to_string_lossy().replace('\\', "/");
            out.push(Source { path: name, text: fs::read_to_string(&path).expect("a source is text") });
        }
    }
}

#[test]
fn the_house_keeps_its_rules() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut sources = Vec::new();
    gather(&root.join("src"), root, &mut sources);
    sources.sort_by(|a, b| a.path.cmp(&b.path));
    for (path, lines) in long_files(&sources) {
        println!("long: {path}, {lines} lines");
    }
    let broken = broken(&sources);
    assert!(broken.is_empty(), "{} broken:\n{}", broken.len(), broken.join("\n"));
}

#[test]
fn migrations_lie_in_the_store() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut folders = vec![root.join("src")];
    while let Some(folder) = folders.pop() {
        for path in fs::read_dir(&folder).expect("the sources are here").map(|entry| entry.expect("readable").path()) {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "sql") {
                assert!(path.starts_with(root.join("src/store")), "{} is SQL outside the store", path.display());
            }
        }
    }
}

fn source(path: &str, text: &str) -> Source {
    Source { path: path.to_owned(), text: text.to_owned() }
}

/// What the rules say of one made-up file in a house of three panes.
fn judge(path: &str, text: &str) -> Vec<String> {
    let mut house: Vec<Source> =
        ["inbox", "people", "diary"].map(|pane| source(&format!("src/desk/{pane}/mod.rs"), "")).into();
    house.push(source(path, text));
    broken(&house)
}

fn refused(path: &str, text: &str) {
    assert_eq!(judge(path, text).len(), 1, "should be refused once: {path}: {text}: {:?}", judge(path, text));
}

fn kept(path: &str, text: &str) {
    assert_eq!(judge(path, text), Vec::<String>::new(), "{path}: {text}");
}

#[test]
fn what_breaks_the_table_is_refused() {
    refused("src/ui/list.rs", "use crate::store::Db;");
    refused("src/ui/list.rs", "fn f() { crate::desk::inbox::model::open(); }");
    refused("src/ui/list.rs", "use super::super::app::Cx;");
    refused("src/text/names.rs", "use crate::ui::width;");
    refused("src/store/open.rs", "use crate::{text::names, app::Cx};");
    refused("src/store/open.rs", "use crate::desk::inbox::InboxPane;");
    refused("src/desk/inbox/model.rs", "use crate::store::Db;");
    refused("src/desk/inbox/model.rs", "use crate::clock::Clock;");
    refused("src/desk/inbox/model.rs", "use super::view::View;");
    refused("src/desk/inbox/alarms.rs", "use crate::app::Cx;");
    refused("src/desk/inbox/repo.rs", "use crate::ui::Look;");
    refused("src/desk/inbox/repo_counts.rs", "use crate::app::Cx;");
    refused("src/cli/find.rs", "use crate::app::App;");
    refused("src/cli/find.rs", "use rolltop::ui::Look;");
    refused("src/paper/letter.rs", "use crate::store::Store;");
    refused("src/exchange/ics/mod.rs", "use crate::app::Cx;");
    refused("src/keys/chord.rs", "use crate::desk::inbox::model::Query;");
    refused("src/demo/fill.rs", "use crate::ui::Look;");
}

#[test]
fn what_the_table_allows_is_kept() {
    kept("src/ui/list.rs", "use crate::text::names; use crate::ui::width; use ratatui::Frame;");
    kept(
        "src/desk/inbox/model.rs",
        "use crate::store::{Record, new_id}; use crate::text::when; use crate::clock::stamp;",
    );
    kept("src/desk/inbox/model.rs", "use crate::desk::people::model::Patient; use chrono::NaiveDate;");
    kept("src/desk/inbox/repo.rs", "use crate::store::Db; use super::model::Query; use rusqlite::params;");
    kept(
        "src/desk/inbox/view.rs",
        "use super::commands; use crate::app::Cx; use ratatui::Frame; use crate::desk::people::repo;",
    );
    kept("src/desk/inbox/view.rs", "use crate::desk::people::Patient; use crate::desk::links;");
    kept("src/desk/mod.rs", "use crate::app::AnyPane; fn f() { inbox::view::x(); self::inbox::pane(); }");
    kept("src/cli/find.rs", "use crate::desk::inbox::{model, repo, form}; use clap::Parser;");
    kept("src/screen.rs", "use crate::app::run; use crate::desk::PARTS;");
    kept("src/main.rs", "use rolltop::{app, cli}; use clap::Parser; use crossterm::event;");
    kept("src/app/run.rs", "use crate::desk::{panes, settings}; use crate::clock::Clock;");
}

#[test]
fn a_pane_is_left_alone_by_the_others_and_by_the_loop() {
    refused("src/desk/inbox/commands.rs", "use crate::desk::people::commands::ROWS;");
    refused("src/desk/inbox/view.rs", "use crate::desk::people::view_wide::draw;");
    refused("src/desk/inbox/view.rs", "use super::super::people::form::FIELDS;");
    refused("src/app/run.rs", "use crate::desk::inbox;");
    refused("src/app/run.rs", "fn f() { crate::desk::people::model::x(); }");
    refused("src/cli/find.rs", "use crate::desk::inbox::commands::ROWS;");
}

#[test]
fn crates_stay_at_home() {
    refused("src/desk/letters/view.rs", "use typst::World;");
    refused("src/desk/inbox/view.rs", "fn f() { rusqlite::params!(); }");
    refused("src/desk/inbox/model.rs", "use ratatui::Frame;");
    refused("src/store/open.rs", "use crossterm::event;");
    refused("src/text/names.rs", "use ratatui::text::Line;");
    refused("src/desk/inbox/repo.rs", "use ratatui::Frame;");
    refused("src/app/run.rs", "use clap::Parser;");
    kept("src/paper/engine.rs", "use typst::World; use comemo::evict;");
}

#[test]
fn only_the_clock_reads_the_clock() {
    refused("src/app/run.rs", "fn f() { chrono::Local::now(); }");
    refused("src/desk/diary/view.rs", "fn f() { let t = Utc::now(); }");
    refused("src/store/open.rs", "fn f() { std::time::SystemTime::now(); }");
    refused("src/ui/list.rs", "fn f() { Instant::now(); }");
    kept("src/app/run.rs", "fn f() { Instant::now(); }");
    kept("src/clock.rs", "fn f() { Local::now(); SystemTime::now(); }");
}

#[test]
fn only_the_store_writes() {
    refused("src/desk/inbox/repo.rs", "const Q: &str = \"INSERT INTO query (id) VALUES ($1)\";");
    refused("src/desk/inbox/repo.rs", "const Q: &str = r#\"UPDATE query\n SET a = 1\"#;");
    refused("src/cli/find.rs", "fn f() { run(\"DELETE FROM query\n WHERE id = $1\"); }");
    refused("src/app/run.rs", "fn f() { run(\"delete from query where id = $1\"); }");
    kept("src/store/apply.rs", "const Q: &str = \"INSERT INTO query (id) VALUES ($1)\";");
    kept("src/desk/inbox/view.rs", "const HELP: &str = \"Delete from the list with Del\";");
    kept("src/desk/inbox/repo.rs", "const Q: &str = \"SELECT updated FROM query\"; // INSERT INTO x y");
}

#[test]
fn tests_may_do_as_they_like() {
    kept("src/desk/inbox/tests.rs", "use crate::desk::people::view::x; fn f() { chrono::Local::now(); }");
    kept("src/ui/list.rs", "#[cfg(test)]\nmod tests { use crate::store::Db; fn f() { Utc::now(); } }");
    refused("src/ui/list.rs", "#[cfg(test)]\nmod tests;\nuse crate::store::Db;");
    refused("src/ui/list.rs", "#[cfg(test)]\nmod tests { fn f() {} }\nuse crate::store::Db;");
}

#[test]
fn what_only_looks_like_a_path_is_let_be() {
    kept(
        "src/ui/list.rs",
        "// use crate::store::Db;\n/* crate::app::x /* nested */ crate::app::y */ const A: &str = \"crate::store::Db\";",
    );
    kept("src/ui/list.rs", "fn f<'a>(x: &'a str) -> char { let c = '\"'; let d = '\\''; x.crate_; c }");
    refused("src/ui/list.rs", "fn f<'a>(x: &'a str) { let c = '\"'; crate::store::g(); }");
    refused("src/ui/list.rs", "const A: &str = r#\"a \" b\"#; use crate::{text::{names, when as w}, store::Db};");
}

#[test]
fn long_files_and_functions_are_refused() {
    let long = "\n".repeat(701);
    refused("src/ui/list.rs", &long);
    kept("src/ui/list.rs", &"\n".repeat(700));
    assert_eq!(long_files(&[source("src/ui/list.rs", &"\n".repeat(401))]).len(), 1);
    let body = "    let a = 1;\n".repeat(61);
    refused("src/ui/list.rs", &format!("fn f() {{\n{body}}}\n"));
    kept("src/ui/list.rs", &format!("#[allow(clippy::too_many_lines)]\nfn f() {{\n{body}}}\n"));
    refused("src/ui/list.rs", &format!("#[allow(clippy::too_many_lines)]\nfn g() {{\n}}\nfn f() {{\n{body}}}\n"));
    kept("src/ui/list.rs", &format!("fn f() {{\n{}}}\n", "    // a reason\n\n    let a = 1;\n".repeat(60)));
}
