//! The invented office: a budget with a line that is overspent, stock that is low and out, orders in every state, and
//! machines that are lent, broken and due for a service.

use chrono::{Duration, NaiveDate, NaiveDateTime};

use super::folk::SECRETARIES;
use super::{WHO, id, insert};
use crate::clock::stamp;
use crate::desk::office::model::{
    BudgetLine, Cost, CostCentre, Equipment, Invoice, InvoiceLine, Move, Order, OrderLine, Price, StockItem, Virement,
    Year,
};
use crate::store::Edit;

/// Code, name, allocated in pounds, spent in pence each month of the year so far.
const LINES: &[(&str, &str, i64, i64)] = &[
    ("7210", "Stationery and printing", 6_400, 41_250),
    ("7215", "Postage", 9_000, 78_400),
    ("7310", "Travel and subsistence", 8_500, 52_030),
    ("7320", "Courses and conferences", 5_000, 38_900),
    ("7410", "Equipment under £5,000", 4_200, 36_760),
    ("7420", "Maintenance of machines", 2_400, 18_215),
    ("7510", "Hospitality and rooms", 1_800, 17_640),
];

/// Name, unit, supplier, minimum, ordered at a time, price of one in pence, how many are there.
const ITEMS: &[(&str, &str, &str, i64, i64, i64, i64)] = &[
    ("Headed paper A4", "ream of 500", "Tyne Print", 6, 20, 1_140, 3),
    ("Paper A4 white 80 gsm", "ream of 500", "Northern Office Supplies", 10, 40, 389, 26),
    ("Envelopes DL window", "box of 1000", "Northern Office Supplies", 3, 6, 2_210, 2),
    ("Envelopes C5 plain", "box of 500", "Northern Office Supplies", 2, 4, 1_875, 5),
    ("Labels 3 × 8 a sheet", "pack of 100", "Northern Office Supplies", 4, 10, 699, 0),
    ("Case-note folders buff", "box of 50", "Tyne Print", 3, 6, 4_320, 4),
    ("Appointment cards", "pack of 500", "Tyne Print", 2, 4, 1_590, 6),
    ("With compliments slips", "pack of 500", "Tyne Print", 2, 4, 1_250, 3),
    ("Toner black", "each", "Copier Care", 2, 3, 6_840, 1),
    ("Pens black", "box of 50", "Northern Office Supplies", 1, 2, 1_120, 3),
    ("Lever arch files A4", "box of 10", "Northern Office Supplies", 1, 2, 1_640, 2),
    ("Sticky notes 76 × 76 mm", "pack of 12", "Northern Office Supplies", 2, 4, 540, 7),
    ("Staples 26/6", "box of 5000", "Northern Office Supplies", 2, 4, 210, 9),
    ("Dictation headset", "each", "Voice & Text", 1, 2, 4_995, 2),
];

/// Tag, name, kind, where it stands.
const MACHINES: &[(&str, &str, &str, &str)] = &[
    ("CA-0101", "Copier and printer, corridor", "photocopier", "Corridor, level 3"),
    ("CA-0102", "Copier and printer, clinic", "photocopier", "Clinic reception"),
    ("CA-0201", "Playback machine for tapes", "audio playback", "Secretaries' office"),
    ("CA-0301", "Foot pedal", "foot pedal", "Secretaries' office"),
    ("CA-0302", "Foot pedal", "foot pedal", "Secretaries' office"),
    ("CA-0303", "Foot pedal", "foot pedal", "Cupboard"),
    ("CA-0401", "Headset", "headset", "Secretaries' office"),
    ("CA-0501", "Projector, portable", "projector", "Seminar room"),
    ("CA-0601", "Laptop for meetings", "laptop", "Cupboard"),
    ("CA-0602", "Laptop for clinics", "laptop", "Clinic 2"),
];

/// All of it.
pub(super) fn invent(now: NaiveDateTime) -> Vec<Edit> {
    let today = now.date();
    let mut all = budget(now);
    all.extend(stock(now));
    for order in orders(now) {
        all.extend(order.invoices.iter().map(|i| insert(&cost_of(&order, i))));
        all.push(insert(&order));
    }
    all.extend((0..MACHINES.len()).map(|n| insert(&machine(n, today, now))));
    all
}

fn budget(now: NaiveDateTime) -> Vec<Edit> {
    let year = Year::of(now.date());
    let centre = CostCentre {
        id: id("centre", 0),
        code: "C40211".into(),
        name: "Cardiology, medical secretaries".into(),
        holder: "Ann Lee".into(),
        created_at: stamp(now - Duration::days(330)),
        binned_at: None,
    };
    let mut all = vec![insert(&centre)];
    for (n, (code, name, pounds, month)) in LINES.iter().enumerate() {
        all.push(insert(&BudgetLine {
            id: id("line", n),
            centre_id: centre.id.clone(),
            year: year.0,
            code: (*code).into(),
            name: (*name).into(),
            allocated: pounds * 100,
            state: if n == 3 { "frozen" } else { "open" }.into(),
            note: String::new(),
            created_at: centre.created_at.clone(),
            binned_at: None,
        }));
        all.extend((0..year.months_gone(now.date())).map(|gone| insert(&monthly(n, name, *month, year, gone))));
    }
    all.push(insert(&Virement {
        id: id("virement", 0),
        from_id: id("line", 2),
        to_id: id("line", 1),
        pence: 60_000,
        reason: "The price of stamps went up.".into(),
        on_day: (now.date() - Duration::days(60)).to_string(),
        who: WHO.into(),
        binned_at: None,
    }));
    all
}

/// What a line cost in one month: more towards the winter.
fn monthly(line: usize, name: &str, pence: i64, year: Year, gone: i64) -> Cost {
    let day = year.first() + Duration::days(30 * gone + 9);
    Cost {
        id: id("monthly", line * 12 + usize::try_from(gone).unwrap_or(0)),
        budget_id: id("line", line),
        on_day: day.to_string(),
        pence: pence + gone * 130 * (line as i64 + 1),
        what: format!("{name}, {}", day.format("%B")),
        reference: format!("J{}{gone:02}", 4_100 + line),
        of_kind: String::new(),
        of_id: None,
        binned_at: None,
    }
}

fn stock(now: NaiveDateTime) -> Vec<Edit> {
    let mut all = Vec::new();
    for (n, (name, unit, supplier, minimum, reorder, pence, there)) in ITEMS.iter().enumerate() {
        let item = StockItem {
            id: id("item", n),
            name: (*name).into(),
            code: format!("{}-{}", &supplier[..2].to_uppercase(), 3_100 + n * 7),
            unit: (*unit).into(),
            supplier_id: None,
            supplier: (*supplier).into(),
            minimum: *minimum,
            reorder: *reorder,
            place: ["Cupboard 1", "Cupboard 2", "Print room"][n % 3].into(),
            last_pence: *pence,
            budget_id: Some(id("line", 0)),
            created_at: stamp(now - Duration::days(330)),
            binned_at: None,
        };
        all.push(insert(&item));
        let moves = [
            (*there + 5, 90, "corrected", "counted"),
            (-3, 40, "issued", SECRETARIES[n % 4]),
            (-2, 12, "issued", "Clinic A"),
        ];
        all.extend(moves.iter().enumerate().map(|(m, (quantity, days, kind, note))| {
            insert(&Move {
                id: id("move", n * 4 + m),
                item_id: item.id.clone(),
                quantity: *quantity,
                kind: (*kind).into(),
                at: stamp(now - Duration::days(*days)),
                who: WHO.into(),
                note: (*note).into(),
                order_id: None,
            })
        }));
        all.extend([(200, 96), (80, 100)].iter().enumerate().map(|(m, (days, percent))| {
            insert(&Price {
                id: id("price", n * 2 + m),
                item_id: item.id.clone(),
                on_day: (now.date() - Duration::days(*days)).to_string(),
                supplier: item.supplier.clone(),
                unit_pence: pence * percent / 100,
                order_id: String::new(),
            })
        }));
    }
    all
}

/// An order of these items (place in the list, how many), made so many days ago.
fn draft(n: usize, lines: &[(usize, i64)], days: i64, now: NaiveDateTime) -> Order {
    let line = |(at, (item, quantity)): (usize, &(usize, i64))| {
        let (name, .., pence, _) = ITEMS[*item];
        OrderLine {
            id: id("orderline", n * 8 + at),
            item_id: Some(id("item", *item)),
            ..OrderLine::new(name, *quantity, pence)
        }
    };
    let supplier = ITEMS[lines[0].0].2;
    Order {
        id: id("order", n),
        budget_id: Some(id("line", 0)),
        lines: lines.iter().enumerate().map(line).collect(),
        needed_by: Some((now.date() + Duration::days(14 - days)).to_string()),
        ..Order::new(supplier, SECRETARIES[n % 4], now - Duration::days(days))
    }
    .settled()
}

/// One in every state; of those on order one is late.
fn orders(now: NaiveDateTime) -> Vec<Order> {
    let at = |days: i64| now - Duration::days(days);
    let submitted = |n, lines: &[(usize, i64)], days| draft(n, lines, days, now).submitted(at(days));
    let approved = |n, lines: &[(usize, i64)], days| {
        submitted(n, lines, days)?.approved("Ann Lee", &format!("PO-2025-{:04}", 40 + n), at(days - 1))
    };
    let ordered = |n, lines: &[(usize, i64)], days| approved(n, lines, days)?.ordered(at(days - 2).date());
    let came = |order: Order, counts: &[i64]| {
        let came: Vec<(String, i64)> = order.lines.iter().zip(counts).map(|(l, c)| (l.id.clone(), *c)).collect();
        order.received(&came)
    };
    let all = [
        Ok(draft(0, &[(8, 3)], 1, now)),
        submitted(1, &[(4, 10), (2, 6)], 2),
        approved(2, &[(13, 2)], 4),
        ordered(3, &[(0, 20)], 9),
        ordered(4, &[(5, 6), (6, 4)], 26),
        ordered(5, &[(1, 40), (3, 4)], 12).and_then(|o| came(o, &[40, 2])),
        ordered(6, &[(9, 2), (10, 2)], 30).and_then(|o| came(o, &[2, 2])).and_then(|o| paid(&o, 6, at(20).date())),
        ordered(7, &[(7, 4)], 60)
            .and_then(|o| came(o, &[4]))
            .and_then(|o| paid(&o, 7, at(45).date()))
            .and_then(|o| o.closed("", at(44))),
        submitted(8, &[(11, 40)], 15).and_then(|o| o.given_up("rejected", "Too many at once.", at(14))),
    ];
    all.into_iter().flatten().collect()
}

/// The invoice for all of an order, a little dearer than was ordered.
fn paid(order: &Order, n: usize, on: NaiveDate) -> Result<Order, String> {
    let part = |l: &OrderLine| InvoiceLine {
        line_id: l.id.clone(),
        quantity: l.quantity,
        unit_pence: l.unit_pence + l.unit_pence / 40,
    };
    let lines = order.lines.iter().map(part).collect();
    let (reference, cost_id) = (format!("INV-{}", 88_120 + n), id("ordercost", n));
    order.invoiced_by(Invoice { reference, on_day: on.to_string(), lines, cost_id, pence: 0 })
}

fn cost_of(order: &Order, invoice: &Invoice) -> Cost {
    Cost {
        id: invoice.cost_id.clone(),
        budget_id: order.budget_id.clone().unwrap_or_default(),
        on_day: invoice.on_day.clone(),
        pence: invoice.pence,
        what: order.label(),
        reference: invoice.reference.clone(),
        of_kind: "purchase".into(),
        of_id: Some(order.id.clone()),
        binned_at: None,
    }
}

fn machine(n: usize, today: NaiveDate, now: NaiveDateTime) -> Equipment {
    let (tag, name, kind, place) = MACHINES[n];
    let fresh = Equipment {
        id: id("machine", n),
        tag: tag.into(),
        serial: format!("SN{:06}", 410_377 + n * 1_931),
        place: place.into(),
        holder: "Cardiology".into(),
        ..Equipment::new(name, kind, now - Duration::days(400))
    };
    let ago = |days| today - Duration::days(days);
    let done = match n {
        0 => fresh.broken("jams at tray 2", "", ago(2)),
        1 => Ok(fresh.serviced(Some(today + Duration::days(5)))),
        2 => fresh.broken("motor hums", "IT-20417", ago(16)),
        3 => fresh.lent(SECRETARIES[1], None, ago(200)),
        4 => fresh.lent(SECRETARIES[2], None, ago(90)).and_then(|m| m.wished(SECRETARIES[3], "new starter", ago(6))),
        7 => fresh.lent("Dr A Patel", Some(ago(1)), ago(8)),
        8 => fresh.lent("Ann Lee", Some(today + Duration::days(3)), ago(4)),
        9 => Ok(fresh.serviced(Some(ago(3)))),
        _ => Ok(fresh),
    };
    done.unwrap_or_default()
}
