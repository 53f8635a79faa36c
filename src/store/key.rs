//! The key of an encrypted desk: derived once from the passphrase, used raw ever after.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};

/// `SQLCipher`'s own rounds, so that its tools open the file with the same passphrase.
const ROUNDS: u32 = 256_000;

/// A raw key: 32 bytes of key and the 16 bytes of salt that stand at the head of the file.
#[derive(Clone, PartialEq, Eq)]
pub struct Key {
    key: [u8; 32],
    salt: [u8; 16],
}

impl Key {
    /// Derives the key of a file with this salt (PBKDF2-HMAC-SHA512, 256,000 rounds; about a tenth of a second).
    pub fn derive(passphrase: &str, salt: [u8; 16]) -> Self {
        let mut key = [0; 32];
        pbkdf2::pbkdf2_hmac::<sha2::Sha512>(passphrase.as_bytes(), &salt, ROUNDS, &mut key);
        Self { key, salt }
    }

    /// A key for a new file.
    pub fn fresh(passphrase: &str) -> Result<Self, super::Refusal> {
        let mut salt = [0; 16];
        getrandom::fill(&mut salt).map_err(|e| super::Refusal::File(e.to_string()))?;
        Ok(Self::derive(passphrase, salt))
    }

    /// Whether it is the key of this passphrase, for the same file.
    pub(super) fn is_of(&self, passphrase: &str) -> bool {
        Self::derive(passphrase, self.salt) == *self
    }

    /// The key as `SQLCipher` takes it: `x'…'` with key and salt in hexadecimal.
    pub(super) fn literal(&self) -> String {
        let mut hex = String::with_capacity(96);
        for byte in self.key.iter().chain(&self.salt) {
            let _ = write!(hex, "{byte:02x}");
        }
        format!("x'{hex}'")
    }
}

impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Key(…)")
    }
}

/// How often a wrong passphrase was given, kept beside the desk so that a restart does not forget it.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Tries {
    /// Wrong tries since the last right one.
    pub failed: u32,
    /// When the last wrong one was.
    pub last: Option<NaiveDateTime>,
}

/// Wrong tries that cost no wait.
const FREE_TRIES: u32 = 5;

impl Tries {
    /// Reads the count.
    pub fn read(folder: &Path) -> Self {
        fs::read(folder.join("tries.json")).ok().and_then(|t| serde_json::from_slice(&t).ok()).unwrap_or_default()
    }

    /// Seconds to wait before the next try: none for five, then 2, 4, 8 … up to five minutes.
    pub fn wait(&self, now: NaiveDateTime) -> i64 {
        let Some(last) = self.last else { return 0 };
        if self.failed < FREE_TRIES {
            return 0;
        }
        let pause = (1i64 << (self.failed - FREE_TRIES + 1).min(9)).min(300);
        (pause - (now - last).num_seconds()).clamp(0, pause)
    }

    /// Counts a wrong try.
    pub fn fail(&mut self, folder: &Path, now: NaiveDateTime) {
        self.failed += 1;
        self.last = Some(now);
        if let Ok(text) = serde_json::to_vec(self) {
            let _ = super::open::write_private(&folder.join("tries.json"), &text);
        }
    }

    /// Forgets the wrong tries after a right one.
    pub fn clear(folder: &Path) {
        let _ = fs::remove_file(folder.join("tries.json"));
    }
}
