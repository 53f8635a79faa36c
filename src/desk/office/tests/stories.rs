//! Days in the office by key presses.

use super::*;

fn screen(rig: &Rig) -> String {
    rig.screen()
}

#[test]
fn headed_paper_runs_low_is_ordered_and_comes_in_two_parts() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    rig.keys("9 right");
    let seen = screen(&rig);
    assert!(seen.contains("Office · Stock · 1 out · 1 low"), "{seen}");
    assert!(seen.find("Envelopes C5").unwrap() < seen.find("Headed paper A4").unwrap(), "worst first:\n{seen}");

    rig.keys("l");
    let seen = screen(&rig);
    assert!(seen.contains("Drafted 1 order for 2 items that are low. Ctrl-Z undoes it"), "{seen}");
    assert!(seen.contains("£186.00"), "ten of each with tax:\n{seen}");
    rig.keys("s");
    assert!(screen(&rig).contains("Submitted: order Banner for £186.00"), "{}", screen(&rig));
    rig.keys("a").text("Ann Lee").keys("enter enter");
    let seen = screen(&rig);
    assert!(seen.contains("PO-2026-0001") && seen.contains("approved"), "{seen}");

    rig.keys("o r").text("").keys("backspace backspace").text("4").keys("enter enter");
    let seen = screen(&rig);
    assert!(seen.contains("part received"), "{seen}");
    rig.keys("left");
    assert!(screen(&rig).contains("14"), "{}", screen(&rig));
    rig.keys("right i").text("INV-7").keys("enter enter").keys("enter enter");
    let seen = screen(&rig);
    assert!(seen.contains("Invoice INV-7 of PO-2026-0001 Banner"), "{seen}");
    rig.keys("left left");
    let seen = screen(&rig);
    assert!(seen.contains("[Budgets]") && seen.contains("7210 Stationery"), "{seen}");
    let figures = super::super::repo::budgeted(rig.cx().db(), "stationery").unwrap().figures;
    assert_eq!(figures.spent() + figures.committed, 18_600, "{figures:?}");
}
