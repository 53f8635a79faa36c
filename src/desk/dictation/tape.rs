//! The recordings of a letter that is written: played, stopped and wound while one types, and left where they were.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::model::clock;
use super::player::Player;
use super::{Dictation, repo, take};
use crate::app::Cx;
use crate::config::Dictations;
use crate::desk::files;
use crate::keys::Done;
use crate::store::Refusal;

/// The slowest and the fastest it is played, and one step between.
const SPEEDS: (f64, f64, f64) = (0.5, 3.0, 0.1);

/// Where a recording was left.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
struct Place {
    at: f64,
    speed: f64,
}

/// The recordings of a letter, one of them in the player.
pub struct Tape {
    all: Vec<Dictation>,
    nth: usize,
    folder: PathBuf,
    settings: Dictations,
    player: Option<Player>,
    place: Place,
    kept: Place,
    /// Why it does not play.
    why: Option<String>,
}

fn place_id(dictation: &str) -> String {
    format!("place/dictation/{dictation}")
}

impl Tape {
    /// The recordings of a letter, where it has any: the first that is not heard to its end stands where it was left.
    pub fn of(letter: &str, cx: &Cx) -> Result<Option<Self>, Refusal> {
        let all = repo::of_letter(cx.db(), letter)?;
        if all.is_empty() {
            return Ok(None);
        }
        let folder = take::folder(cx.store.desk().folder());
        let settings = cx.config.dictation.clone();
        let place = Place { at: 0.0, speed: 1.0 };
        let mut tape = Self { all, nth: 0, folder, settings, player: None, place, kept: place, why: None };
        for nth in 0..tape.all.len() {
            tape.insert(nth, cx)?;
            if !tape.is_heard() {
                return Ok(Some(tape));
            }
        }
        tape.insert(0, cx)?;
        Ok(Some(tape))
    }

    fn dictation(&self) -> &Dictation {
        &self.all[self.nth]
    }

    /// Puts a recording in, standing where it was left.
    fn insert(&mut self, nth: usize, cx: &Cx) -> Done {
        self.nth = nth;
        let kept = cx.store.draft(&place_id(&self.dictation().id))?;
        let place = kept.and_then(|d| serde_json::from_str(&d.body).ok()).unwrap_or(Place { at: 0.0, speed: 1.0 });
        (self.place, self.kept, self.player, self.why) = (place, place, None, None);
        Ok(())
    }

    /// Whether it stands at its end, or within the second before.
    fn is_heard(&self) -> bool {
        self.dictation().length_ms.is_some_and(|ms| self.place.at * 1000.0 + 1000.0 >= ms as f64)
    }

    /// The next recording of the letter, after the last the first; each keeps its place.
    ///
    /// # Errors
    /// The letter has one only.
    pub fn next(&mut self, cx: &mut Cx) -> Done {
        if self.all.len() < 2 {
            return Err("The letter has this one recording only.".into());
        }
        self.pause()?;
        self.keep(cx);
        let speed = self.place.speed;
        self.insert((self.nth + 1) % self.all.len(), cx)?;
        self.place.speed = speed;
        Ok(())
    }

    /// The player: it is there, or it is started at this second. The second says whether it was started.
    fn player(&mut self, at: f64) -> Result<(&Player, bool), Refusal> {
        self.listen();
        let fresh = self.player.is_none();
        if fresh {
            let file = files::own(&self.folder, &self.dictation().file)?;
            self.place.at = at.max(0.0);
            let started = Player::start(&self.settings.player, &file, self.place.at, self.place.speed);
            self.player = Some(started.map_err(Refusal::rule)?);
            self.why = None;
        }
        let player = self.player.as_ref().ok_or_else(|| Refusal::rule("The player could not be started."))?;
        Ok((player, fresh))
    }

    /// Takes in what the player says; one that is gone is let go. Gives why it is gone, once.
    fn listen(&mut self) -> Option<String> {
        let status = self.player.as_ref()?.status();
        self.place = Place { at: status.at, speed: status.speed };
        let why = status.gone?;
        self.player = None;
        self.why = Some(why.clone());
        Some(why)
    }

    fn is_playing(&self) -> bool {
        self.player.as_ref().is_some_and(|p| !p.status().paused)
    }

    /// Plays where it stands still, and the other way round.
    pub fn toggle(&mut self) -> Done {
        if self.is_playing() { self.pause() } else { self.play() }
    }

    /// Plays on, a few seconds back.
    pub fn play(&mut self) -> Done {
        let back = f64::from(self.settings.back);
        let (player, fresh) = self.player(self.place.at - back)?;
        player.play(if fresh { 0.0 } else { back });
        Ok(())
    }

    /// Stands still; where it does already nothing happens.
    pub fn pause(&mut self) -> Done {
        if let Some(player) = &self.player {
            player.pause();
        }
        self.listen();
        Ok(())
    }

    /// Some steps on or back.
    pub fn step(&mut self, steps: i32) -> Done {
        let by = f64::from(self.settings.step) * f64::from(steps);
        let (player, fresh) = self.player(self.place.at + by)?;
        if !fresh {
            player.seek(by);
        }
        Ok(())
    }

    /// To the beginning.
    pub fn rewind(&mut self) -> Done {
        let (player, fresh) = self.player(0.0)?;
        if !fresh {
            player.go(0.0);
        }
        Ok(())
    }

    /// Faster or slower by some steps.
    pub fn speed(&mut self, steps: i32) -> Done {
        let (slowest, fastest, step) = SPEEDS;
        let speed = (self.place.speed + step * f64::from(steps)).clamp(slowest, fastest);
        let speed = (speed * 10.0).round() / 10.0;
        self.player(self.place.at)?.0.speed(speed);
        self.place.speed = speed;
        Ok(())
    }

    /// A quarter of a second went by: a player that is gone is said, and the place is kept.
    pub fn tick(&mut self, cx: &mut Cx) {
        if let Some(why) = self.listen() {
            cx.warn(why);
        }
        let moved = (self.place.at - self.kept.at).abs() >= 2.0 || !self.is_playing();
        if moved {
            self.keep(cx);
        }
    }

    /// Keeps the place.
    pub fn keep(&mut self, cx: &mut Cx) {
        if self.place == self.kept {
            return;
        }
        let body = serde_json::to_string(&self.place).unwrap_or_default();
        match cx.store.keep_draft(&place_id(&self.dictation().id), &body, cx.now) {
            Ok(()) => self.kept = self.place,
            Err(e) => cx.unkept(&e),
        }
    }

    /// One line: what it does, where it is, how long it is, how fast.
    pub fn line(&self) -> String {
        let status = self.player.as_ref().map(Player::status);
        let at = status.as_ref().map_or(self.place.at, |s| s.at);
        let ms = |seconds: f64| clock((seconds * 1000.0) as i64);
        let length = status.as_ref().and_then(|s| s.length).map_or_else(|| self.dictation().length(), ms);
        let state = match &status {
            Some(s) if !s.paused => "> playing",
            Some(s) if s.ended => "# at the end",
            Some(_) => "# paused",
            None if at > 0.0 => "# stopped",
            None => "# not played yet",
        };
        let speed = status.map_or(self.place.speed, |s| s.speed);
        let line = format!("{state} {} of {length} · {speed:.1}x · {}", ms(at), self.dictation().original);
        let line = if self.all.len() > 1 {
            format!("{line} · {} of {} (Alt-9 the next)", self.nth + 1, self.all.len())
        } else {
            line
        };
        match &self.why {
            Some(why) => format!("{line} · {why}"),
            None => line,
        }
    }

    /// What the author wrote with it, and what was not understood of it.
    pub fn note(&self) -> String {
        let note = self.dictation().note.split_whitespace().collect::<Vec<_>>().join(" ");
        let unclear = if self.dictation().settled { String::new() } else { self.dictation().unclear.join(" ") };
        [note, unclear].into_iter().filter(|t| !t.is_empty()).collect::<Vec<_>>().join(" · ")
    }
}
