//! Every dependency has a licence that `deny.toml` allows; whoever has not is named.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

/// The packages of the lock file: name, version, licence expression.
fn packages() -> Vec<(String, String, Option<String>)> {
    let all = metadata(&[]).or_else(|_| {
        // Crates for other systems need not be here.
        let host = host();
        println!("only the crates for {host} are looked at: the others were never fetched");
        metadata(&["--filter-platform", &host])
    });
    let value: serde_json::Value =
        serde_json::from_slice(&all.unwrap_or_else(|error| panic!("{error}"))).expect("cargo writes JSON");
    let packages = value["packages"].as_array().expect("a list of packages");
    let text = |value: &serde_json::Value| value.as_str().map(str::to_owned);
    let dependencies = packages.iter().filter(|package| !package["source"].is_null());
    dependencies
        .map(|package| {
            (
                text(&package["name"]).expect("a name"),
                text(&package["version"]).expect("a version"),
                text(&package["license"]),
            )
        })
        .collect()
}

fn metadata(more: &[&str]) -> Result<Vec<u8>, String> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--locked", "--offline", "--format-version", "1"])
        .args(more)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .map_err(|error| format!("cargo metadata could not be started: {error}"))?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    Err(format!("cargo metadata failed: {}", String::from_utf8_lossy(&output.stderr)))
}

/// The system this runs on, as cargo names it.
fn host() -> String {
    let rustc = Path::new(env!("CARGO")).with_file_name("rustc");
    let rustc = if rustc.exists() { rustc } else { "rustc".into() };
    let output = Command::new(rustc).arg("-vV").output().expect("rustc is beside cargo");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let line = text.lines().find_map(|line| line.strip_prefix("host: "));
    line.expect("rustc names its host").to_owned()
}

/// What `deny.toml` allows.
fn allowed() -> BTreeSet<String> {
    let file: toml::Table = toml::from_str(include_str!("../deny.toml")).expect("deny.toml is TOML");
    let list = file["licenses"]["allow"].as_array().expect("a list of licences");
    list.iter().map(|name| name.as_str().expect("a name").to_owned()).collect()
}

/// Whether an SPDX expression can be met with what is allowed. The older "MIT/Apache-2.0" means "or".
fn is_met(expression: &str, allowed: &BTreeSet<String>) -> Result<bool, String> {
    let spaced = expression.replace('(', " ( ").replace(')', " ) ").replace('/', " OR ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut reader = Reader { words: &words, at: 0, allowed };
    let met = reader.either()?;
    if reader.at == words.len() { Ok(met) } else { Err(format!("\"{expression}\" goes on after its end")) }
}

struct Reader<'a> {
    words: &'a [&'a str],
    at: usize,
    allowed: &'a BTreeSet<String>,
}

impl<'a> Reader<'a> {
    fn take(&mut self, word: &str) -> bool {
        let taken = self.words.get(self.at) == Some(&word);
        self.at += usize::from(taken);
        taken
    }

    fn next(&mut self) -> Result<&'a str, String> {
        let word = self.words.get(self.at).copied().ok_or("the expression ends too early")?;
        self.at += 1;
        Ok(word)
    }

    fn either(&mut self) -> Result<bool, String> {
        let mut met = self.both()?;
        while self.take("OR") {
            met |= self.both()?;
        }
        Ok(met)
    }

    /// "AND" binds closer than "OR".
    fn both(&mut self) -> Result<bool, String> {
        let mut met = self.one()?;
        while self.take("AND") {
            met &= self.one()?;
        }
        Ok(met)
    }

    fn one(&mut self) -> Result<bool, String> {
        if self.take("(") {
            let met = self.either()?;
            return if self.take(")") { Ok(met) } else { Err("a bracket stays open".to_owned()) };
        }
        let name = self.next()?;
        if matches!(name, "AND" | "OR" | "WITH" | ")") {
            return Err(format!("{name} where a licence should stand"));
        }
        if self.take("WITH") {
            let exception = self.next()?;
            return Ok(self.allowed.contains(&format!("{name} WITH {exception}")));
        }
        Ok(self.allowed.contains(name))
    }
}

#[test]
fn every_dependency_has_a_licence_we_may_use() {
    let allowed = allowed();
    let packages = packages();
    assert!(packages.len() > 50, "only {} packages were read", packages.len());
    let mut offenders = Vec::new();
    for (name, version, licence) in &packages {
        match licence.as_deref().map(|licence| is_met(licence, &allowed)) {
            Some(Ok(true)) => {}
            Some(Ok(false)) => offenders.push(format!("{name} {version}: {}", licence.as_deref().unwrap_or_default())),
            Some(Err(why)) => offenders.push(format!("{name} {version}: {why}")),
            None => offenders.push(format!("{name} {version}: names no licence")),
        }
    }
    println!("licences: {} packages, all allowed by deny.toml", packages.len());
    println!("advisories: not checked; the advisory database comes from a git host, not from a package registry");
    assert!(offenders.is_empty(), "not allowed by deny.toml:\n{}", offenders.join("\n"));
}

#[test]
fn our_own_licence_stands_whole_in_one_file() {
    let licence = include_str!("../LICENSE");
    for part in [
        "MIT OR Apache-2.0",
        "Permission is hereby granted, free of charge",
        "TERMS AND CONDITIONS FOR USE",
        "END OF TERMS AND CONDITIONS",
    ] {
        assert!(licence.contains(part), "LICENSE lacks \"{part}\"");
    }
}

#[test]
fn expressions_are_read_as_they_are_meant() {
    let allowed: BTreeSet<String> = ["MIT", "Zlib", "Apache-2.0 WITH LLVM-exception"].map(str::to_owned).into();
    let met = |expression: &str| is_met(expression, &allowed);
    for good in [
        "MIT",
        "MIT OR GPL-3.0",
        "GPL-3.0/MIT",
        "MIT AND Zlib",
        "GPL-3.0 AND X OR MIT",
        "(GPL-3.0 OR MIT) AND Zlib",
        "Apache-2.0 WITH LLVM-exception",
    ] {
        assert_eq!(met(good), Ok(true), "{good}");
    }
    for bad in [
        "GPL-3.0",
        "MIT AND GPL-3.0",
        "(MIT OR Zlib) AND GPL-3.0",
        "Apache-2.0",
        "MIT WITH X",
        "GPL-3.0 OR GPL-2.0 AND MIT",
    ] {
        assert_eq!(met(bad), Ok(false), "{bad}");
    }
    for broken in ["", "MIT OR", "(MIT", "MIT MIT", "AND", "MIT)", "MIT WITH"] {
        assert!(met(broken).is_err(), "{broken}");
    }
}
