//! The page of the templates: what is wrong with one, a copy that is changed and used.

use super::*;

fn write(folder: &TempDir, name: &str, text: &str) {
    std::fs::create_dir_all(folder.path().join("templates")).unwrap();
    std::fs::write(folder.path().join("templates").join(name), text).unwrap();
}

#[test]
fn a_copy_is_named_changed_and_used() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    rig.keys("g l T").sees("Templates of letters · 10").sees("comes with Rolltop").keys("e").sees("n makes a copy");
    rig.keys("enter")
        .sees("Clinic letter · as it would look")
        .sees("Dear Mrs Okafor")
        .keys("esc n")
        .sees("New from Clinic letter");
    rig.keys("ctrl-u").text("Heart letter").keys("enter").sees("Template · heart-letter.toml · saved");
    rig.keys("ctrl-end").text("x").sees("line 6").keys("ctrl-s").sees("Not saved: line 6").keys("ctrl-z");
    rig.keys("ctrl-s").sees("It is used from now on").keys("esc esc");
    rig.keys("g l T").sees("Heart letter").sees("Templates of letters · 11");
    rig.keys("home del").sees("is put aside").sees("Templates of letters · 10");
}

#[test]
fn what_is_wrong_with_a_template_is_said_with_its_line() {
    let folder = TempDir::new().unwrap();
    write(&folder, "a-broken.toml", "id = \"a-broken\"\nname = \"Broken\"\nkind = admin\n");
    write(
        &folder,
        "b-field.toml",
        &format!(
            "{}\n",
            include_str!("../../../../assets/letters/free-letter.toml").replace("{{patient.name}}", "{{patient.nam}}")
        ),
    );
    write(&folder, "layout.typ", "#let d = json(\"data.json\")\n\n#read(\"/etc/passwd\")\n");
    let mut rig = rig(&folder);
    rig.keys("g l T").sees("3 cannot be used").sees("a-broken.toml: line 3:").sees("e opens it at that line");
    rig.keys("down").sees("b-field.toml: line 8: there is no field \"patient.nam\"");
    rig.keys("e").sees("Template · b-field.toml · saved · 8:1").keys("alt-f").sees("{{patient.born}}").keys("esc");
    rig.keys("ctrl-a")
        .paste("id = \"b\"")
        .sees("not saved")
        .keys("esc")
        .sees("stands there when you open it again")
        .keys("e")
        .sees("not saved · 1:1");
}

#[test]
fn a_layout_that_reads_a_file_is_refused_with_its_line_and_a_good_one_is_used() {
    let folder = TempDir::new().unwrap();
    write(&folder, "layout.typ", "#let d = json(\"data.json\")\n\n#read(\"/etc/passwd\")\n");
    write(&folder, "free-letter.typ", "#let d = json(\"data.json\")\n= Ours\n#d.salutation\n");
    let mut rig = rig(&folder);
    rig.keys("g l T end up").sees("ours").keys("down").sees("layout.typ: The layout cannot be used: line 3:");
    let letter = in_state("approved");
    put(&mut rig, &letter);
    let cx = rig.cx();
    let house = House::of(&cx.store, &cx.config).unwrap();
    assert!(house.layout("free-letter").unwrap().contains("Ours"));
    assert!(house.layout("clinic-letter").unwrap().contains("passwd"));
    assert_eq!(house.layout("../free-letter"), house.layout(""));
    let pdf = crate::desk::letters::sheet::pdf(cx.db(), &house, &letter, None, now()).unwrap();
    assert!(pdf.starts_with(b"%PDF"));
    let other = Letter { template: "clinic-letter".into(), ..letter };
    let refused = crate::desk::letters::sheet::pdf(cx.db(), &house, &other, None, now()).unwrap_err().to_string();
    assert!(refused.contains("line 3") && refused.contains("nothing else"), "{refused}");
}
