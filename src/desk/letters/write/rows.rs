//! What can be done while a letter is written.

use super::{WriteLayer, tape};
use crate::app::{Cx, Effect, MenuItem, Row, choose};
use crate::desk::dictation::tape::Tape;
use crate::desk::letters::recipients::RecipientsLayer;
use crate::desk::letters::{read, steps, versions};
use crate::keys::{Chord, Done, Place, row};

impl WriteLayer {
    pub(super) const ROWS: &'static [Row<Self>] = &[
        row!(
            "letter.save",
            ["ctrl-s"],
            "Save",
            "Write the text into the letter and stay.",
            Place::Footer(1),
            Self::save
        ),
        row!(
            "letter.submit",
            ["alt-s", "ctrl-enter"],
            "Submit",
            "Submit the letter for approval; what is missing is named.",
            Place::Footer(3),
            Self::submit
        ),
        row!(
            "letter.menu",
            ["ctrl-o"],
            "More",
            "Everything that can be done with this letter.",
            Place::Footer(2),
            |layer, cx| menu(layer, cx)
        ),
        row!(
            "letter.blank",
            ["tab"],
            "Next blank",
            "Go to the next blank; behind the short word of a snippet: put it in.",
            Place::Footer(4),
            |layer, cx| {
                if !layer.other_line() && !layer.expand_here() {
                    layer.go_next_blank(cx);
                }
                Ok(())
            }
        ),
        row!("letter.find", ["ctrl-f"], "Find", "Find in the text.", Place::Footer(5), |layer, _| {
            layer.open_find(false);
            Ok(())
        }),
        row!(
            "letter.check",
            ["alt-c"],
            "Check",
            "Check the letter: names, numbers, dates, doses, abbreviations.",
            Place::Footer(6),
            Self::check
        ),
        row!(
            "letter.snippet",
            ["alt-i"],
            "Snippets",
            "Put in a snippet, chosen by typing; make and change them.",
            Place::Footer(7),
            Self::choose_snippet
        ),
        row!(
            "letter.versions",
            ["alt-y"],
            "Versions",
            "Compare the text with an earlier version: as it was submitted, returned, approved, sent.",
            Place::Menu,
            |layer, cx| versions::open(&layer.base, layer.editor.as_str(), cx)
        ),
        row!(
            "letter.table",
            ["alt-b"],
            "Medicines",
            "Begin a table of medicines; Enter goes on with it, Tab goes through its blanks.",
            Place::Menu,
            |layer, _| {
                layer.begin_table();
                Ok(())
            }
        ),
        row!(
            "letter.complete",
            ["ctrl-space", "alt-e"],
            "Complete",
            "Take what is offered behind the cursor, as this department wrote it before.",
            Place::Menu,
            |layer, cx| {
                if !layer.take_offered() {
                    cx.say("Nothing is offered here: type on. What several patients' letters say is offered.");
                }
                Ok(())
            }
        ),
        row!("letter.bold", ["ctrl-b"], "Bold", "Make it bold, or no longer bold.", Place::Menu, |layer, _| {
            layer.editor.toggle_bold();
            layer.changed();
            Ok(())
        }),
        row!("letter.replace", ["ctrl-r"], "Replace", "Find and replace in the text.", Place::Menu, |layer, _| {
            layer.open_find(true);
            Ok(())
        }),
        row!(
            "letter.details",
            ["alt-d"],
            "Details",
            "Author, day of the visit, subject, salutation, enclosures.",
            Place::Menu,
            |layer, cx| {
                steps::details(&layer.base, cx);
                Ok(())
            }
        ),
        row!("letter.recipients", ["alt-t"], "Recipients", "To whom it goes, and how.", Place::Menu, |layer, cx| {
            let recipients = RecipientsLayer::new(layer.base.clone(), cx)?;
            cx.open(recipients);
            Ok(())
        }),
        row!("letter.preview", ["alt-v"], "Look", "See the letter as it lies on paper.", Place::Menu, |layer, cx| {
            let seen = crate::desk::letters::Letter { body: layer.editor.text(), ..layer.base.clone() };
            read::preview(&seen, cx)
        }),
        row!(
            "letter.note",
            ["alt-m"],
            "Next comment",
            "Go to the next thing that was said when it was returned.",
            Place::Menu,
            |layer, cx| layer.go_note(true, cx)
        ),
        row!("letter.note_back", ["alt-l"], "Comment before", "Go to the comment before.", Place::Menu, |layer, cx| {
            layer.go_note(false, cx)
        }),
        row!(
            "letter.note_done",
            ["alt-k"],
            "Dealt with",
            "The comment that is shown was dealt with.",
            Place::Menu,
            Self::tick_note
        ),
        row!(
            "letter.spell",
            ["alt-w"],
            "Spelling",
            "Go to the next word that may be misspelt and choose what was meant.",
            Place::Footer(6),
            Self::spell
        ),
        row!(
            "letter.next_word",
            ["alt-n"],
            "Next marked",
            "Go to the next word that may be misspelt and stay in the text.",
            Place::Menu,
            Self::next_marked
        ),
        row!(
            "letter.look_up",
            ["alt-g"],
            "Glossary",
            "Look up the word at the cursor: meaning, plain English, spelling, parts.",
            Place::Menu,
            Self::look_up
        ),
        row!(
            "letter.spelling",
            [],
            "Spelling on or off",
            "Mark what may be misspelt in letters, or no longer.",
            Place::Menu,
            Self::switch_spelling
        ),
        row!("letter.fill", [], "Fill blanks", "Fill the blanks that are known by now.", Place::Menu, |layer, cx| {
            if !layer.fill_again() {
                cx.say("No blank is known that is not filled.");
            }
            Ok(())
        }),
        row!("letter.pdf", [], "PDF", "Write the letter as a PDF, marked as a draft.", Place::Menu, |layer, cx| {
            layer.write(cx)?;
            steps::pdf(std::slice::from_ref(&layer.base), false, cx)?;
            Ok(())
        }),
        row!(
            "letter.play",
            ["f4", "alt-p"],
            "Play, pause",
            "Play the dictation, or pause it; it goes on a few seconds back.",
            Place::Footer(2),
            tape::dictated,
            |layer, _| layer.on_tape(Tape::toggle)
        ),
        row!(
            "letter.play-back",
            ["f7", "alt-,"],
            "Back",
            "Wind the dictation back by a few seconds.",
            Place::Footer(3),
            tape::dictated,
            |layer, _| layer.on_tape(|t| t.step(-1))
        ),
        row!(
            "letter.play-on",
            ["f8", "alt-."],
            "On",
            "Wind the dictation on by a few seconds.",
            Place::Footer(3),
            tape::dictated,
            |layer, _| layer.on_tape(|t| t.step(1))
        ),
        row!(
            "letter.play-slower",
            ["f5", "alt--"],
            "Slower",
            "Play the dictation slower; the pitch stays.",
            Place::Footer(9),
            tape::dictated,
            |layer, _| layer.on_tape(|t| t.speed(-1))
        ),
        row!(
            "letter.play-faster",
            ["f6", "alt-="],
            "Faster",
            "Play the dictation faster; the pitch stays.",
            Place::Footer(10),
            tape::dictated,
            |layer, _| layer.on_tape(|t| t.speed(1))
        ),
        row!(
            "letter.play-first",
            ["alt-0"],
            "From the start",
            "Wind the dictation back to its beginning.",
            Place::Menu,
            tape::dictated,
            |layer, _| layer.on_tape(Tape::rewind)
        ),
        row!(
            "letter.play-next",
            ["alt-9"],
            "Next recording",
            "Where several recordings belong to the letter: the next of them.",
            Place::Menu,
            tape::dictated,
            |layer, cx| layer.on_tape(|t| t.next(cx))
        ),
        row!(
            "letter.play-go",
            [],
            "Play",
            "Play the dictation: for a foot pedal with a key for each.",
            Place::Menu,
            tape::dictated,
            |layer, _| layer.on_tape(Tape::play)
        ),
        row!(
            "letter.play-stop",
            [],
            "Pause",
            "Pause the dictation: for a foot pedal with a key for each.",
            Place::Menu,
            tape::dictated,
            |layer, _| layer.on_tape(Tape::pause)
        ),
        row!(
            "letter.mine",
            [],
            "My text stays",
            "Changed meanwhile: write this text over the other one.",
            Place::Menu,
            Self::take_mine
        ),
        row!(
            "letter.theirs",
            [],
            "The other stays",
            "Changed meanwhile: take the text that was written elsewhere.",
            Place::Menu,
            Self::take_theirs
        ),
    ];

    fn save(&mut self, cx: &mut Cx) -> Done {
        let unwritten = self.is_unwritten();
        if let Err(e) = self.write(cx) {
            self.keep_typed(cx);
            return Err(e);
        }
        cx.say(if unwritten { format!("Wrote {}.", self.word()) } else { "It is all written.".into() });
        Ok(())
    }
}

fn menu(layer: &WriteLayer, cx: &mut Cx) -> Done {
    let choice = ["letter.mine", "letter.theirs"];
    let fits = |id: &str| id != "letter.menu" && layer.has(id) && (layer.conflict.is_some() || !choice.contains(&id));
    let rows = WriteLayer::ROWS.iter().filter(|r| fits(r.id));
    let key = |r: &Row<WriteLayer>| r.keys.first().and_then(|k| k.parse::<Chord>().ok()).map(|c| c.to_string());
    let line = |r: &Row<WriteLayer>| MenuItem::new(r.id, key(r).unwrap_or_default(), r.label, r.sentence);
    choose(cx, "This letter", rows.map(line).collect(), |id, cx| {
        cx.ask(Effect::Run(id.to_owned()));
        Ok(())
    });
    Ok(())
}
