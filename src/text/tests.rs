//! Stories across the modules: what one prints, another reads.

use chrono::{Duration, NaiveDate, NaiveDateTime, NaiveTime};
use proptest::prelude::*;

use super::{dates, names, nhs, ods, phone, postcode, when};

fn day(y: i32, m: u32, d: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(y, m, d).unwrap()
}

fn any_day() -> impl Strategy<Value = NaiveDate> {
    (0i64..109_000).prop_map(|n| day(1900, 1, 1) + Duration::days(n))
}

fn any_moment() -> impl Strategy<Value = NaiveDateTime> {
    (0i64..40_000, 0u32..1440)
        .prop_map(|(n, m)| (day(1990, 1, 1) + Duration::days(n)).and_hms_opt(m / 60, m % 60, 0).unwrap())
}

fn first(typed: &str, now: NaiveDateTime) -> when::When {
    when::parse(typed, now).unwrap_or_else(|said| panic!("{typed}: {said}"))[0]
}

proptest! {
    #[test]
    fn every_printed_date_is_read_back(date in any_day(), now in any_moment()) {
        let iso = date.format("%Y-%m-%d").to_string();
        for shown in [dates::screen(date), dates::screen_weekday(date), dates::letter(date), iso] {
            prop_assert_eq!(first(&shown, now), when::When { date, time: None }, "{}", shown);
        }
    }

    #[test]
    fn every_printed_moment_is_read_back(at in any_moment(), now in any_moment()) {
        let wanted = when::When { date: at.date(), time: Some(at.time()) };
        let weekday = format!("{} {}", dates::screen_weekday(at.date()), dates::time(at.time()));
        let letter = format!("{} at {}", dates::letter(at.date()), dates::time(at.time()));
        let iso = at.format("%Y-%m-%dT%H:%M:%S").to_string();
        for shown in [dates::stamp(at), weekday, letter, iso, wanted.to_string()] {
            prop_assert_eq!(when::parse(&shown, now), Ok(vec![wanted]), "{}", shown);
        }
    }

    #[test]
    fn the_short_form_of_lists_is_read_back(now in any_moment(), ahead in 0i64..400) {
        let date = now.date() + Duration::days(ahead);
        prop_assert_eq!(first(&dates::relative(now.date(), date), now).date, date);
        let been = now.date() - Duration::days(ahead);
        let read = when::parse_past(&dates::relative(now.date(), been), now.date()).unwrap();
        prop_assert_eq!(read[0].date, been);
    }

    #[test]
    fn a_date_of_birth_is_read_from_every_form(today in any_day(), lived in 0i64..120 * 365) {
        let born = today - Duration::days(lived);
        for form in ["%d-%b-%Y", "%d/%m/%Y", "%d.%m.%Y", "%Y-%m-%d", "%d%m%Y", "%d %B %Y", "%e %b %Y", "%d %m %Y"] {
            let typed = born.format(form).to_string();
            prop_assert_eq!(when::parse_birth(&typed, today), Ok(vec![born]), "{}", typed);
        }
        for form in ["%d/%m/%y", "%d%m%y", "%d %b %y"] {
            let typed = born.format(form).to_string();
            let read = when::parse_birth(&typed, today).unwrap();
            prop_assert!(read.contains(&born) && read.iter().all(|d| *d <= today), "{}", typed);
        }
    }

    #[test]
    fn so_many_weeks_are_seven_days_each(now in any_moment(), n in 0i64..200) {
        let wanted = now.date() + Duration::days(7 * n);
        prop_assert_eq!(when::parse(&format!("{n}/52"), now), Ok(vec![when::When { date: wanted, time: None }]));
        for typed in [format!("+{n}w"), format!("in {n} weeks"), format!("+{n}/52"), format!("{n} wks")] {
            prop_assert_eq!(first(&typed, now).date, wanted, "{}", typed);
        }
        let back = now.date() - Duration::days(7 * n);
        for typed in [format!("{n}/52"), format!("-{n}w"), format!("{n} weeks ago")] {
            prop_assert_eq!(when::parse_past(&typed, now.date()).unwrap()[0].date, back, "{}", typed);
        }
    }

    #[test]
    fn a_bare_day_and_month_is_the_nearest_on_its_side(now in any_moment(), other in any_day()) {
        let typed = other.format("%d-%m").to_string();
        let ahead = first(&typed, now).date;
        prop_assert!(ahead >= now.date() && (ahead - now.date()).num_days() <= 8 * 366);
        prop_assert_eq!(ahead.format("%d-%m").to_string(), typed.clone());
        prop_assert!(when::parse_past(&typed, now.date()).unwrap()[0].date <= now.date());
    }

    #[test]
    fn any_time_beside_any_day(now in any_moment(), at in any_moment()) {
        let date = first(&dates::screen(at.date()), now).date;
        for form in ["%H:%M", "%H%M", "%I.%M%P", "%I:%M %p", "%H.%M"] {
            let time = at.format(form).to_string();
            for typed in [format!("{} {time}", dates::screen(date)), format!("{time} {}", dates::screen(date))] {
                prop_assert_eq!(first(&typed, now).at(NaiveTime::MIN), at, "{}", typed);
            }
        }
    }

    #[test]
    fn nothing_typed_makes_it_panic(typed in "\\PC{0,24}", now in any_moment()) {
        let _ = when::parse(&typed, now);
        let _ = when::parse_past(&typed, now.date());
        let _ = when::parse_birth(&typed, now.date());
    }

    #[test]
    fn no_mix_of_known_words_makes_it_panic(
        words in prop::collection::vec(
            prop::sample::select(vec![
                "fri", "next", "last", "week", "a", "in", "6", "14", "mar", "14/3", "3/7", "+3d", "-2w", "at", "2pm",
                "1430", "9999", "0", "end", "month", "from", "before", "ago", "31", "feb", "2027", "14th", "/52", ".",
                "midnight", "2.10", "+", "-", "9999y", "+9999y", "in 9999 years", "noon", "é", "31/2", "t", "0/0/0",
            ]),
            0..6,
        ),
        now in any_moment(),
    ) {
        let typed = words.join(" ");
        for said in [when::parse(&typed, now), when::parse_past(&typed, now.date())] {
            match said {
                Ok(readings) => prop_assert!((1..=2).contains(&readings.len()), "{}", typed),
                Err(sentence) => prop_assert!(sentence.ends_with('.'), "{}", sentence),
            }
        }
    }
}

/// The rows of a file of the shared data; `None`, with a printed line, where the data is absent.
fn shared(path: &str, headers: bool) -> Option<Vec<csv::StringRecord>> {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data").join(path);
    let Ok(file) = std::fs::File::open(&path) else {
        println!("skipped: {} is absent", path.display());
        return None;
    };
    let mut reader = csv::ReaderBuilder::new().has_headers(headers).flexible(true).from_reader(file);
    Some(reader.records().filter_map(Result::ok).collect())
}

#[test]
fn invented_patients_are_read_and_shown_unchanged() {
    let Some(rows) = shared("demo-generated/uk_patients_2000.csv", true) else { return };
    assert!(rows.len() >= 2000);
    for row in &rows {
        let number = nhs::parse(&row[1]).unwrap();
        assert!(nhs::is_test_range(&number) && nhs::show(&number) == row[1]);
        assert_eq!(when::parse_birth(&row[5], day(2026, 11, 20)).map(|d| d[0].to_string()), Ok(row[5].to_owned()));
        assert_eq!(postcode::tidy(&row[9]).as_deref(), Ok(&row[9]));
        assert_eq!(names::fold(&row[4]).to_uppercase(), row[4].replace(['\'', '-'], "").to_uppercase());
    }
}

#[test]
fn real_practices_pass_without_a_word() {
    let Some(rows) = shared("ods/epraccur_2023.csv", false) else { return };
    assert!(rows.len() > 14_000);
    let odd_codes = rows.iter().filter(|row| ods::tidy(&row[0]).1.is_some()).count();
    let postcodes = rows.iter().map(|row| &row[9]).filter(|code| !code.is_empty());
    // One in the file has a V where none may be.
    let odd_postcodes: Vec<&str> = postcodes.filter(|code| postcode::tidy(code).as_deref() != Ok(code)).collect();
    assert_eq!(odd_codes, 0);
    assert!(odd_postcodes.len() <= 1, "{odd_postcodes:?}");
    for row in &rows {
        let once = phone::tidy(&row[17]);
        assert_eq!(phone::tidy(&once), once);
    }
}
