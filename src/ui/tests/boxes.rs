//! Titles, footers, banners, questions, texts.

use super::{key, look, plain, screen};
use crate::ui::banner::{self, BannerKind};
use crate::ui::footer::{Toast, footer, height};
use crate::ui::overlay::{self, Answer, Question};
use crate::ui::panel::panel;
use crate::ui::prose::{Para, Scroll, scroll_text};
use crate::ui::title::{TitleLine, title};
use crossterm::event::KeyCode;
use ratatui::layout::Rect;

#[test]
fn a_panel_has_a_frame_and_a_title_that_fits() {
    let shown = screen((20, 4), |frame| {
        let inner = panel(frame, frame.area(), "2 Inbox · 7 open · worst clock first", true, &look());
        assert_eq!(inner, Rect::new(1, 1, 18, 2));
    });
    assert_eq!(shown[0], "┏ 2 Inbox · 7 open ┓");
    let shown = screen((30, 4), |frame| {
        let inner = panel(frame, frame.area(), "2 Inbox", true, &plain());
        assert_eq!(inner, Rect::new(0, 1, 30, 3));
    });
    assert_eq!(shown.concat(), "2 Inbox (here)");
}

fn first_line(wide: u16) -> String {
    let parts = TitleLine {
        left: vec!["Rolltop   Cardiology · Jo Marlow".into(), "Rolltop   Jo Marlow".into(), "Rolltop".into()],
        middle: vec!["Tue 03-Mar-2026 09:41".into(), "09:41".into()],
        urgent: "! 2 act now".into(),
        counts: "5 due today".into(),
    };
    screen((wide, 1), |frame| title(frame, frame.area(), &parts, &look())).concat()
}

#[test]
fn the_first_line_never_loses_what_must_be_done_now() {
    assert_eq!(first_line(90).trim_start(), first_line(90).trim());
    assert!(first_line(90).ends_with("! 2 act now   5 due today"));
    assert!(first_line(90).contains("Tue 03-Mar-2026 09:41"));
    assert!(first_line(90).contains("Cardiology · Jo Marlow"));
    let at_80 = first_line(80);
    assert!(at_80.starts_with(" Rolltop   Jo Marlow ") && at_80.contains(" Tue 03-Mar-2026 09:41 "), "{at_80}");
    assert!(at_80.ends_with("! 2 act now   5 due today"), "{at_80}");
    assert!(first_line(60).contains("Jo Marlow") && first_line(60).contains(" 09:41 "), "{}", first_line(60));
    assert!(first_line(40).contains(" Rolltop  ") && first_line(40).contains(" 09:41 "), "{}", first_line(40));
    assert!(!first_line(28).contains("09:41"));
    for wide in 11..90 {
        assert!(first_line(wide).contains("! 2 act now"), "{wide}: {}", first_line(wide));
    }
}

#[test]
fn the_footer_keeps_the_first_pairs_the_last_one_and_the_toast() {
    let pairs = [("c", "Call"), ("f", "Find"), ("Enter", "Open"), ("?", "All keys")];
    let toast = Toast::done("Letter sent. Ctrl-Z undoes it.");
    let draw = |wide| screen((wide, 1), |frame| footer(frame, frame.area(), &pairs, Some(&toast), &look())).concat();
    assert_eq!(draw(54), " c Call   ? All keys   Letter sent. Ctrl-Z undoes it.");
    assert!(draw(34).trim() == "Letter sent. Ctrl-Z undoes it.");
    let none = screen((60, 1), |frame| footer(frame, frame.area(), &pairs, None, &look())).concat();
    assert_eq!(none, " c Call   f Find   Enter Open   ? All keys");
    let narrow = screen((30, 1), |frame| footer(frame, frame.area(), &pairs, None, &look())).concat();
    assert_eq!(narrow, " c Call   f Find   ? All keys", "the one that leads to all the others stays");
}

#[test]
fn a_long_toast_takes_the_rows_it_needs() {
    let toast = Toast::error("Mark the two records of one patient with Space, then merge them.");
    assert_eq!((height(Some(&toast), 80), height(Some(&toast), 40)), (1, 2));
    let shown = screen((40, 2), |frame| footer(frame, frame.area(), &[("c", "Call")], Some(&toast), &look()));
    assert_eq!(shown, [" Mark the two records of one patient", " with Space, then merge them."]);
}

#[test]
fn a_banner_takes_the_rows_it_needs() {
    let text = "This may be an emergency. Ring 999.";
    assert_eq!(banner::height(text, 22), 2);
    let shown = screen((22, 4), |frame| {
        let rest = banner::banner(frame, frame.area(), BannerKind::Alarm, text, &look());
        assert_eq!(rest, Rect::new(0, 2, 22, 2));
    });
    assert_eq!(&shown[..2], [" This may be an", " emergency. Ring 999."]);
}

#[test]
fn a_question_stands_on_no() {
    let question = Question::new("Send", "The letter goes to two people.", "Send", "Do not send");
    assert_eq!(question.clone().handle(key(KeyCode::Enter)), Answer::No);
    assert_eq!(question.clone().handle(key(KeyCode::Esc)), Answer::No);
    assert_eq!(question.clone().handle(key(KeyCode::Char('y'))), Answer::Yes);
    assert_eq!(question.clone().handle(key(KeyCode::Char('q'))), Answer::Ignored);
    let mut moved = question.clone();
    assert_eq!(moved.handle(key(KeyCode::Right)), Answer::Waiting);
    assert_eq!(moved.handle(key(KeyCode::Enter)), Answer::Yes);
    let shown = screen((60, 8), |frame| {
        question.draw(frame, frame.area(), &look());
    });
    let text = shown.join("\n");
    assert!(text.contains("The letter goes to two people."), "{text}");
    assert!(text.contains("> n Do not send <   y Send"), "{text}");
}

#[test]
fn overlays_fit_any_screen() {
    assert_eq!(overlay::centred(Rect::new(0, 0, 80, 24), 20, 10), Rect::new(30, 7, 20, 10));
    assert_eq!(overlay::centred(Rect::new(3, 2, 8, 4), 20, 10), Rect::new(3, 2, 8, 4));
    assert!(overlay::too_small(Rect::new(0, 0, 29, 20)));
    assert!(overlay::too_small(Rect::new(0, 0, 80, 7)));
    assert!(!overlay::too_small(Rect::new(0, 0, 30, 8)));
    let shown = screen((28, 4), |frame| overlay::draw_too_small(frame, &look())).join(" ");
    assert!(shown.contains("30x8"), "{shown}");
}

#[test]
fn the_keys_after_a_first_one_stand_at_the_foot() {
    let pairs = [("d", "Diary"), ("i", "Inbox"), ("l", "Letters")];
    let shown = screen((30, 8), |frame| overlay::choices(frame, frame.area(), "Go to", &pairs, &look()));
    assert!(shown[4].contains("Go to"), "{shown:?}");
    assert!(shown[5].contains("d Diary") && shown[5].contains("l Letters"), "{shown:?}");
    assert!(shown[6].contains("i Inbox"), "{shown:?}");
}

#[test]
fn facts_stand_in_a_column_and_wrap_beside_their_label() {
    let paras = [Para::fact("Born", "14-Aug-1980 (45y)"), Para::fact("NHS No.", "999 000 0018, said twice over")];
    let shown = screen((30, 5), |frame| {
        scroll_text(frame, frame.area(), &paras, &mut Scroll::default(), &look());
    });
    assert_eq!(&shown[..3], ["Born     14-Aug-1980 (45y)", "NHS No.  999 000 0018, said", "         twice over"]);
    let narrow = screen((14, 5), |frame| {
        scroll_text(frame, frame.area(), &paras, &mut Scroll::default(), &look());
    });
    assert_eq!(&narrow[..2], ["Born:", "14-Aug-1980"]);
}

#[test]
fn a_long_text_scrolls_to_its_end_and_no_further() {
    let paras: Vec<_> = (0..20).map(|i| Para::body(format!("line {i}"))).collect();
    let mut scroll = Scroll::default();
    let draw = |scroll: &mut Scroll| {
        screen((20, 5), |frame| {
            scroll_text(frame, frame.area(), &paras, scroll, &look());
        })
    };
    assert_eq!(draw(&mut scroll)[0], "line 0");
    assert!(scroll.handle(key(KeyCode::End)));
    let shown = draw(&mut scroll);
    assert_eq!((shown[3].as_str(), shown[4].trim()), ("line 19", "20/20"));
    scroll.handle(key(KeyCode::Up));
    assert_eq!(draw(&mut scroll)[3], "line 18");
    assert!(!scroll.handle(key(KeyCode::Enter)));
}
