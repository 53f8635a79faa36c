//! A sheet that was set, into a file or onto paper: both are asked for first.

use super::{Cx, Question, prompt};
use crate::keys::Done;
use crate::paper::print::{self, Job};
use crate::store::Refusal;

/// Asks for the name of a new PDF and writes the document there, for its owner only.
///
/// # Errors
/// None; what is wrong with the name is said where it is typed.
pub fn ask_file(pdf: Vec<u8>, first: &str, cx: &mut Cx) -> Done {
    ask_new_file("pdf", pdf, first, cx)
}

/// Asks for the name of a new file with this ending and writes it, for its owner only.
///
/// # Errors
/// None; what is wrong with the name is said where it is typed.
pub fn ask_new_file(ending: &'static str, bytes: Vec<u8>, first: &str, cx: &mut Cx) -> Done {
    let label = format!("File (.{ending})");
    prompt(cx, "Into which file", &[(&label, first)], move |answers, cx| {
        let path = std::path::PathBuf::from(&answers[0]);
        if path.extension().is_none_or(|e| !e.eq_ignore_ascii_case(ending)) {
            return Err(Refusal::rule(format!("Give the file a name that ends in .{ending}.")));
        }
        if path.exists() {
            return Err(Refusal::rule(format!("{} is there already. Give another name.", answers[0])));
        }
        crate::store::write_private(&path, &bytes).map_err(|e| {
            Refusal::rule(format!("{} could not be written: {e}. Choose a folder that is there.", answers[0]))
        })?;
        let whole = path.canonicalize().unwrap_or(path);
        let what = match ending {
            "pdf" => "sheet",
            "eml" => "draft",
            "txt" => "text",
            "ics" => "calendar file",
            _ => "table",
        };
        cx.say(format!("The {what} is in {}.", whole.display()));
        Ok(())
    });
    Ok(())
}

/// Paper cannot be taken back: it is asked first.
///
/// # Errors
/// This computer cannot print.
pub fn ask_printer(pdf: Vec<u8>, day: &str, cx: &mut Cx) -> Done {
    if !print::lp_available() {
        return Err(Refusal::rule(print::PrintError::Absent.to_string()));
    }
    let text =
        format!("The sheet of {day}\n\nIt goes to the printer of this computer. Patients' names may stand on it.");
    cx.open(Question::new("Print?", &text, "Print", "No", move |cx| {
        print::print(&pdf, &Job::new("Diary", ""), 1).map_err(|e| Refusal::rule(e.to_string()))?;
        cx.say("The sheet is printed.");
        Ok(())
    }));
    Ok(())
}
