//! The order from its draft to its end.

use super::*;

fn now() -> NaiveDateTime {
    "2026-06-10T10:00:00".parse().unwrap()
}

fn order() -> Order {
    let lines = vec![OrderLine::new("Headed paper, ream", 10, 650), OrderLine::new("Toner", 2, 5_999)];
    Order { lines, budget_id: Some("b".into()), ..Order::new("Banner", "Jo", now()) }
}

fn approved() -> Order {
    order().submitted(now()).unwrap().approved("Ann Lee", "PO-1", now()).unwrap()
}

fn came(order: &Order, counts: &[i64]) -> Vec<(String, i64)> {
    order.lines.iter().zip(counts).map(|(l, n)| (l.id.clone(), *n)).collect()
}

fn invoice(order: &Order, reference: &str, parts: &[(i64, i64)]) -> Invoice {
    let lines = order.lines.iter().zip(parts);
    let lines = lines.map(|(l, (quantity, unit_pence))| InvoiceLine {
        line_id: l.id.clone(),
        quantity: *quantity,
        unit_pence: *unit_pence,
    });
    Invoice { reference: reference.into(), lines: lines.collect(), ..Invoice::default() }
}

#[test]
fn it_commits_from_approval_and_spends_by_invoice() {
    assert_eq!(order().submitted(now()).unwrap().committed, 0);
    let order = approved();
    assert_eq!((order.total, order.committed), (7_800 + 14_398, 22_198));
    let part = order.ordered(now().date()).unwrap().received(&came(&order, &[4, 2])).unwrap();
    assert_eq!((part.state.as_str(), part.committed), ("part_received", 22_198));
    let paid = part.invoiced_by(invoice(&part, "I1", &[(4, 650), (2, 5_999)])).unwrap();
    assert_eq!((paid.committed, paid.invoiced(), paid.variance()), (4_680, 17_518, 0));
    let rest = paid.received(&came(&paid, &[6, 0])).unwrap();
    let dearer = rest.invoiced_by(invoice(&rest, "I2", &[(6, 700), (0, 0)])).unwrap();
    assert_eq!((dearer.state.as_str(), dearer.committed, dearer.variance()), ("received", 0, 360));
    assert_eq!(dearer.closed("", now()).unwrap().state, "closed");
}

#[test]
fn what_cannot_be_done_says_why() {
    let order = approved();
    let said = |r: Result<Order, String>| r.unwrap_err();
    assert_eq!(
        said(order.received(&came(&order, &[11, 0]))),
        "Headed paper, ream: 11 came, and 10 were still to come."
    );
    assert_eq!(said(order.received(&came(&order, &[0, 0]))), "Type how many came.");
    let paid = order.invoiced_by(invoice(&order, "I1", &[(1, 650)])).unwrap();
    assert_eq!(said(paid.invoiced_by(invoice(&paid, "I1", &[(1, 650)]))), "Invoice I1 was taken already.");
    assert!(said(paid.given_up("cancelled", "not wanted", now())).ends_with("close it short instead."));
    let ordered = order.ordered(now().date()).unwrap();
    assert!(said(ordered.closed("", now())).contains("£221.98 still committed"));
    assert_eq!(ordered.closed("the firm is gone", now()).unwrap().committed, 0);
    assert!(said(order.submitted(now())).contains("only an order that is draft or rejected can be submitted"));
    let bare = Order::new("", "Jo", now());
    assert_eq!(said(bare.submitted(now())), "Say from whom it is ordered.");
}
