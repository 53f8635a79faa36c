//! Is the file whole? `SQLite`'s own check, the cipher's, the search index and the journal.

use super::{Refusal, Store};

/// How many lines of who sits where are not as the appointments have it.
const UNLIKE: &str = "WITH booked AS (SELECT on_date, session_id, group_concat(code, '') AS sits \
     FROM (SELECT * FROM seated ORDER BY seat) GROUP BY 1, 2) \
     SELECT (SELECT COUNT(*) FROM (SELECT * FROM booked EXCEPT SELECT * FROM sitting)) \
     + (SELECT COUNT(*) FROM (SELECT * FROM sitting EXCEPT SELECT * FROM booked))";

impl Store {
    /// What is wrong with the file, each fault a sentence; empty where nothing is.
    pub fn check(&self) -> Result<Vec<String>, Refusal> {
        // The cipher's check reads the main file only: what stands in the log must come home first.
        self.settle_into_one_file().or_else(|e| if e.to_string().contains("locked") { Ok(()) } else { Err(e) })?;
        let mut faults = self.lines("PRAGMA integrity_check")?;
        faults.retain(|l| l != "ok");
        if self.encrypted() {
            faults.extend(self.lines("PRAGMA cipher_integrity_check")?);
        }
        faults.extend(self.lines("SELECT 'Foreign key: ' || \"table\" FROM pragma_foreign_key_check")?);
        if let Err(e) = self.conn.execute("INSERT INTO find_word (find_word) VALUES ('integrity-check')", []) {
            faults.push(format!("The search index does not fit its records ({e})."));
        }
        if self.db().count(UNLIKE, &[])? > 0 {
            faults.push("The list of who sits in which session does not fit the appointments.".to_owned());
        }
        faults.extend(self.lost()?);
        Ok(faults)
    }

    /// Changes whose records are not as the journal left them.
    fn lost(&self) -> Result<Vec<String>, Refusal> {
        let mut faults = Vec::new();
        let orphans = "SELECT COUNT(*) FROM change_item i LEFT JOIN change c ON c.seq = i.seq WHERE c.seq IS NULL";
        if self.db().count(orphans, &[])? > 0 {
            faults.push("The journal has items without a change.".to_owned());
        }
        for table in self.tables {
            let name = table.name;
            let sql = format!(
                "SELECT COUNT(*) FROM {name} t WHERE NOT EXISTS (SELECT 1 FROM change_item i WHERE i.rec = t.id AND i.tbl = '{name}')"
            );
            let unknown = self.db().count(&sql, &[])?;
            if unknown > 0 {
                faults.push(format!("{unknown} {}(s) stand in the file without a line in the journal.", table.word));
            }
        }
        Ok(faults)
    }

    fn lines(&self, sql: &str) -> Result<Vec<String>, Refusal> {
        let mut statement = self.conn.prepare(sql)?;
        let rows = statement.query_map([], |r| r.get::<_, String>(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}
