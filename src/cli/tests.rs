//! Every command that is promised to scripts can be written as it is promised.

use clap::{CommandFactory, Parser};

use super::Cli;

/// A line each, as a script would write it; words in quotes are one.
const PROMISED: &str = r#"
people
people okafor grace --limit 5
person show 9990000018
person show okafor grace
person add --surname Okafor --forename Grace --title Mrs --born 14/8/80 --nhs "999 000 0018" --hospital H1 --address "1 High Street, Leeds, LS1 4AP" --phone "mobile 07700 900401" --practice A81001
call --words "Where is my letter?"
call --words "She is worse" --patient okafor --caller "Ann Okafor" --relation daughter --number "07700 900401" --kind letter --tone worried --promised 3pm --mode phone
inbox
inbox --all --state waiting
query take ID
query wait ID --on "the lab" --chase "+2d"
query escalate ID --to "Dr Lee"
query accept ID --by "Dr Lee"
query close ID --outcome "told: Tuesday"
query reopen ID
diary
diary tom --days 7 --of "Dr A PATEL"
diary "next fri" --days 2
entry add --title "Ward round" --start "tom 8:30"
entry add --title "Ward round" --start "tom 8:30" --end 10:00 --of "Dr A PATEL" --place "Ward 7" --repeat "FREQ=WEEKLY;COUNT=4"
letters
letters --unsent --state drafting
letter new okafor --template clinic-letter --to "Dr Lee" --copy "Dr Osei" --copy "Ward 7" --body letter.txt --attended yesterday
letter submit ID
letter return ID --comment "the dose"
letter approve ID --by "Dr A PATEL"
letter approve ID --by "Jo Ward" --pp
letter approve ID --by "Dr A PATEL" --unverified
letter recall ID
letter send ID
letter cancel ID --reason "written twice"
letter hold ID --reason "result to come" --until "+1w"
letter correct ID
letter show ID
letter pdf ID -o letter.pdf
letter eml ID -o letter.eml
tasks
tasks --all --of Sam
task add "Chase echo" --due "tom 2pm" --priority 1 --of Sam
task done ID
task wait ID
task cancel ID
task reopen ID
clinic
clinic list
clinic add --name "Clinic A" --of "Dr A PATEL" --weekday mon --from 09:00 --to 12:30
clinic add --name "Clinic A" --of "Dr A PATEL" --weekday mon,thu --from 09:00 --to 12:30 --weeks 1,3 --new 4x30m --follow-up 8x15m --since 2026-03-09 --until 2026-12-31
clinic add --name B --of Lee --weekday tue --from 9:00 --to 12:00 --urgent 1x15m --telephone 6x10m --video 2x20m --procedure 1x45m --overbook 2 --limit "6 new" --limit "2 urgent" --site Main --room "Room 4" --code CARD1 --exclude 6/4 --exclude 13/4 --hold "11:45 Ward 7 2d"
clinic show "Clinic A"
clinic show "Clinic A" mon
clinic change "Clinic A" --since "+6w" --weekday tue --from 10:00 --to 13:00 --new 2x30m
clinic cancel "Clinic A" mon --reason "consultant ill"
clinic worklist "Clinic A" mon
clinic worklist "Clinic A" mon --all
clinic reduce "Clinic A" mon --to 10:00 --reason "theatre list"
clinic uncancel "Clinic A" mon
clinic open "Clinic A" mon
clinic close "Clinic A" mon
clinic sessions
clinic sessions mon --days 14 --of Patel --clinic "Clinic A"
slots
slots --of "Dr A PATEL" --clinic "Clinic A" --kind new --from tom --count 5 --mornings
slots --afternoons --every --days mon,tue --days "wed am" --not-in 1/4..14/4 --patient okafor
book okafor --slot ID
book 9990000018 --slot ID --short-notice --kind new --reason "chest pain" --pathway rtt --referred 1/1 --need interpreter --need transport --told telephone --anyway
book okafor grace --slot ID --overbook 10:15 --waiting ID --priority 1
appointment show ID
appointment arrived ID
appointment arrived ID ID2
appointment seen ID --outcome follow-up --follow-up 6
appointment dna ID
appointment left ID
appointment reopen ID
appointment cancel ID
appointment cancel ID --by hospital --reason "theatre list"
appointment move ID --slot ID --told telephone --by patient --reason "away"
appointment rebook ID
appointment rebook ID --slot ID
appointment rebook ID --proposed
appointment unreachable ID
appointment declined ID --slot ID
appointment declined ID --slot ID --agreed
waiting
waiting --of Patel --kind new --short-notice
waiting add okafor --of "Dr A PATEL" --kind new --pathway rtt --referred 1/1 --priority 2 --short-notice --notice 2 --suits mon --away 1/4..14/4 --due "+12w"
waiting off ID --reason "treated elsewhere"
find chest pain --limit 3
undo
redo
history
history --of ID --limit 10
import patients p.csv --format csv --dry-run --skip-bad rejects.csv
import contacts c.vcf --format vcard
import contacts ods.csv --format ods
import diary d.ics --format ics --of "Dr A PATEL"
import tasks t.csv --of Sam
export people p.csv
export contacts c.vcf --format vcard
export diary d.ics --format ics
export tasks t.json --format json
export letters l.csv --format csv
export inbox i.json
export clinics c.json
export appointments a.csv --format csv
backup
backup copy.db
restore copy.db
check
keys
completions bash
man
passphrase set --new-key-file new
passphrase change --new-key-file new
passphrase remove
"#;

/// What is wrong usage.
const WRONG: &str = r#"
nonsense
call
query wait ID --on Lab
query wait ID --chase tom
query escalate ID
query accept ID
query close ID
query take
letter return ID
letter cancel ID
letter hold ID --reason "why"
letter new okafor
letter approve ID --by X --pp --unverified
letter pdf ID
task add
task add X --priority 4
person add --forename Grace
call --words X --tone furious
inbox --state closed
diary --days 0
entry add --title X
import people p.csv
import patients
import patients p.csv --format pdf
export nonsense x.csv
clinic add --name A --of Lee --weekday mon --from 9:00
clinic cancel A mon
clinic cancel A --reason ill
clinic reduce A mon
clinic worklist A
clinic nonsense
slots --mornings --afternoons
slots --count 0
book okafor
book --slot ID
book okafor --slot ID --told pigeon
book okafor --slot ID --pathway slow
appointment
appointment arrived
appointment move ID
appointment cancel ID --by nobody
appointment rebook ID --slot X --proposed
waiting add
waiting off ID
find
restore
completions tcsh
--now yesterday tasks
"#;

fn words(line: &str) -> Vec<String> {
    let mut out = vec!["rolltop".to_owned()];
    for (n, part) in line.split('"').enumerate() {
        if n % 2 == 1 {
            out.push(part.to_owned());
        } else {
            out.extend(part.split_whitespace().map(str::to_owned));
        }
    }
    out
}

#[test]
fn the_definitions_hold_together() {
    Cli::command().debug_assert();
}

#[test]
fn every_promised_command_is_understood_with_the_options_for_all() {
    let given = ["--desk", "/d", "--as", "Sam", "--now", "2026-03-03T09:41", "--json", "--key-file", "k"];
    for line in PROMISED.lines().filter(|l| !l.is_empty()) {
        let plain = words(line);
        let read = Cli::try_parse_from(&plain);
        assert!(read.is_ok(), "{line}: {}", read.unwrap_err());
        let after: Vec<String> = plain.iter().cloned().chain(given.map(str::to_owned)).collect();
        let read = Cli::try_parse_from(after);
        assert!(read.is_ok_and(|cli| cli.given.json && cli.given.now.is_some()), "{line}");
    }
}

#[test]
fn wrong_usage_is_told_from_what_is_refused() {
    for line in WRONG.lines().filter(|l| !l.is_empty()) {
        let error = Cli::try_parse_from(words(line)).map(|_| ()).expect_err(line);
        assert_eq!(error.exit_code(), 2, "{line}");
    }
}

#[test]
fn every_command_says_what_it_does() {
    fn look(command: &clap::Command, above: &str) {
        let name = format!("{above} {}", command.get_name());
        assert!(command.get_about().is_some(), "{name} has no words");
        for arg in command.get_arguments() {
            assert!(
                arg.get_help().is_some() || arg.get_id() == "help" || arg.get_id() == "version",
                "{name} {}",
                arg.get_id()
            );
        }
        command.get_subcommands().for_each(|c| look(c, &name));
    }
    look(&Cli::command(), "");
}
