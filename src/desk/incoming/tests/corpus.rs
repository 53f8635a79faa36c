use super::*;
use crate::desk::incoming::open;

/// Every e-mail of other programs' test suites becomes a query, or is refused with a reason.
#[test]
fn every_sample_becomes_a_query_or_is_refused_with_a_reason() {
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/eml");
    let mut files = Vec::new();
    let mut folders = vec![samples.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            if entry.path().is_dir() { folders.push(entry.path()) } else { files.push(entry.path()) }
        }
    }
    if files.is_empty() {
        println!("skipped: {} is not there", samples.display());
        return;
    }
    let (desk, place) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let mut rig = rig(&desk);
    let (mut queries, mut again, mut refused) = (0, 0, Vec::new());
    files.sort();
    for (n, path) in files.iter().enumerate() {
        // Whatever it is called, it is tried as an e-mail.
        let copy = file(place.path(), &format!("{n}.eml"), fs::read(path).unwrap());
        match fate(&mut rig, &copy) {
            Ok(Fate::Taken(taken)) => {
                queries += 1;
                assert!(!taken.query.words.is_empty() || taken.attached.len() > 1, "{}: nothing of it", path.display());
                let clean = |text: &str| {
                    text.chars().all(|c| c == '\n' || !c.is_control() && !matches!(c, '\u{202a}'..='\u{202e}'))
                };
                assert!(clean(&taken.query.words) && clean(&taken.query.caller), "{}", path.display());
                for one in &taken.attached {
                    assert!(clean(&one.name) && !one.name.contains('/'), "{}: {}", path.display(), one.name);
                    open::path(&rig.cx().store, one).unwrap();
                }
            }
            Ok(Fate::Again(_)) => again += 1,
            Err(why) => {
                assert!(why.starts_with(&format!("{n}.eml was not taken in: ")) && why.ends_with('.'), "{why}");
                refused.push(format!("{}: {why}", path.display()));
            }
        }
    }
    println!(
        "{} files: {queries} queries, {again} the same again, {} refused\n{}",
        files.len(),
        refused.len(),
        refused.join("\n")
    );
    let mails = files.iter().filter(|f| f.extension().is_some_and(|e| e == "eml")).count();
    assert!(queries + again >= mails, "of {mails} e-mails only {queries} became queries");
}
