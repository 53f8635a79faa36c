//! The questions about what came in.

use super::{Attachment, Post};
use crate::desk::people::Patient;
use crate::store::{Db, Refusal};

/// What a query came from; none where it did not come in as a file.
pub fn of_query(db: Db<'_>, query: &str) -> Result<Option<Post>, Refusal> {
    db.one("SELECT * FROM incoming WHERE query_id = $1 AND binned_at IS NULL", &[&query])
}

/// What was attached to a query, in its order.
pub fn attached(db: Db<'_>, query: &str) -> Result<Vec<Attachment>, Refusal> {
    db.rows("SELECT * FROM attachment WHERE query_id = $1 AND binned_at IS NULL ORDER BY n", &[&query])
}

/// What came in with this fingerprint.
pub fn by_hash(db: Db<'_>, hash: &str) -> Result<Option<Post>, Refusal> {
    db.one("SELECT * FROM incoming WHERE hash = $1 AND binned_at IS NULL", &[&hash])
}

/// What came in lately, the latest first.
pub fn latest(db: Db<'_>, most: i64) -> Result<Vec<Post>, Refusal> {
    db.rows("SELECT * FROM incoming WHERE binned_at IS NULL ORDER BY created_at DESC, id DESC LIMIT $1", &[&most])
}

/// Whom a query may be about, where nobody has said it yet: to be confirmed.
pub fn to_confirm(db: Db<'_>, query: &str) -> Result<Option<(Post, Patient)>, Refusal> {
    let Some(post) = of_query(db, query)? else { return Ok(None) };
    let Some(id) = post.guess_id.clone() else { return Ok(None) };
    Ok(db.get::<Patient>(&id)?.map(|patient| (post, patient)))
}
