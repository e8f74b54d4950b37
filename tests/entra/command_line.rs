//! `sign-in` and `sign-out` as a script uses them.

use super::desk::{Desk, location};
use attendant_calendar::simulator::{EntraDoor, Registration, Scenario};
use serde_json::Value;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use url::Url;

/// A command in a profile of its own, on a machine without a display and without a key store.
fn command(profile: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_attendant-calendar"));
    command.arg("--profile").arg(profile).args(arguments);
    command.env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY").env_remove("BROWSER").env("LANG", "en_GB.UTF-8");
    command.env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent");
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// The profile that an administrator would make for the desk's server.
fn profile(desk: &Desk) -> std::path::PathBuf {
    let folder = desk.folder.path().join("profile");
    std::fs::create_dir_all(&folder).unwrap();
    let office = &desk.settings.office365;
    let text = format!(
        "schema = 1\nprovider = \"office365\"\n[display]\nlanguage = \"en\"\n[network]\nproxy = \"none\"\n[office365]\napi = \"ews\"\n\
         grant_modern = true\ncloud = \"custom\"\ntenant_id = \"{}\"\nclient_id = \"{}\"\nauthority = \"{}\"\n\
         ews_url = \"{}\"\n",
        office.tenant_id.unwrap(),
        office.client_id.unwrap(),
        desk.server.authority(),
        desk.server.ews_url()
    );
    std::fs::write(folder.join("settings.toml"), text).unwrap();
    std::fs::write(folder.join("people.csv"), "name,address\nAnna,anna@aldermoor.example\n").unwrap();
    folder
}

fn run(profile: &Path, arguments: &[&str]) -> (Option<i32>, String, String) {
    let Output { status, stdout, stderr } = command(profile, arguments).stdin(Stdio::null()).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (status.code(), text(stdout), text(stderr))
}

/// Starts a sign-in and reads its one line.
fn begin(profile: &Path, method: &str) -> (Child, Value) {
    let mut child = command(profile, &["sign-in", "--method", method, "--format", "json"]).spawn().unwrap();
    let mut line = String::new();
    let mut out = BufReader::new(child.stdout.take().unwrap());
    out.read_line(&mut line).unwrap();
    let value: Value = serde_json::from_str(&line).unwrap_or_else(|error| panic!("{error}: {line}"));
    assert_eq!((&value["schema"], &value["method"]), (&1.into(), &method.into()));
    child.stdout = Some(out.into_inner());
    (child, value)
}

/// How it ended: without a key store it is said that nothing is kept.
fn end(child: Child) -> String {
    let Output { status, stdout, stderr } = child.wait_with_output().unwrap();
    let told = String::from_utf8(stderr).unwrap();
    assert!(stdout.is_empty(), "one line only");
    assert!(told.contains("Signed in as reception@aldermoor.example."), "{told}");
    let kept = status.code() == Some(0);
    assert!(kept || status.code() == Some(2) && told.contains("no key store"), "{status}: {told}");
    told
}

#[tokio::test(flavor = "multi_thread")]
async fn a_script_signs_in_by_browser() {
    let desk = Desk::open().await;
    let profile = profile(&desk);
    let (child, line) = begin(&profile, "browser");
    assert_eq!(line["expires_in_seconds"], 300);
    let back = desk.enter_password(&Url::parse(line["address"].as_str().unwrap()).unwrap()).await;
    assert_eq!(desk.http.get(back).send().await.unwrap().status(), 200);
    tokio::task::spawn_blocking(move || end(child)).await.unwrap();
    let (code, _, told) = run(&profile, &["sign-out"]);
    assert_eq!(code, Some(0), "{told}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_script_pastes_the_address_and_nothing_of_it_is_seen() {
    let desk = Desk::with(Registration { localhost: false, ..Registration::default() }).await;
    let profile = profile(&desk);
    let (mut child, line) = begin(&profile, "paste");
    let back = desk.enter_password(&Url::parse(line["address"].as_str().unwrap()).unwrap()).await;
    assert!(back.as_str().starts_with(line["redirect"].as_str().unwrap()));
    let code = super::desk::query(&back)["code"].clone();
    let mut input = child.stdin.take().unwrap();
    // As a mail would have torn it.
    let (one, two) = back.as_str().split_at(90);
    write!(input, "{one}\n{two}\n").unwrap();
    drop(input);
    let told = tokio::task::spawn_blocking(move || end(child)).await.unwrap();
    let mut logs = String::new();
    for entry in std::fs::read_dir(profile.join("log")).unwrap() {
        std::fs::File::open(entry.unwrap().path()).unwrap().read_to_string(&mut logs).unwrap();
    }
    assert!(logs.contains("signed in to Office 365"), "{logs}");
    for text in [&told, &logs] {
        assert!(!text.contains(&code) && !text.contains(two), "{text}");
    }
    assert!(!logs.contains("reception@"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_script_shows_a_code() {
    let desk = Desk::with(Registration { device_interval: 1, ..Registration::default() }).await;
    let profile = profile(&desk);
    let (child, line) = begin(&profile, "device");
    let (account, password) = (desk.server.account().to_owned(), desk.server.password());
    let fields = [("otc", line["code"].as_str().unwrap()), ("login", &account), ("passwd", &password)];
    let page = Url::parse(line["address"].as_str().unwrap()).unwrap();
    assert!(desk.submit(&page, &fields).await.text().await.unwrap().contains("Done"));
    tokio::task::spawn_blocking(move || end(child)).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_goes_wrong_is_an_exit_code_and_a_way_out() {
    let desk = Desk::open().await;
    let profile = profile(&desk);
    let (code, _, told) = run(&profile, &["list"]);
    assert!(code == Some(3) && told.contains("attendant-calendar sign-in"), "{code:?}: {told}");
    let (code, said, _) = run(&profile, &["check"]);
    assert!(code == Some(3) && said.contains("Nobody is signed in"), "{code:?}: {said}");

    let (child, line) = begin(&profile, "browser");
    let page = Url::parse(line["address"].as_str().unwrap()).unwrap();
    let back = location(&desk.submit(&page, &[("cancel", "1")]).await);
    desk.http.get(back).send().await.unwrap();
    let ended = tokio::task::spawn_blocking(move || child.wait_with_output().unwrap()).await.unwrap();
    assert_eq!(ended.status.code(), Some(3));
    assert!(String::from_utf8(ended.stderr).unwrap().contains("cancelled"));

    desk.control.set(Scenario::EntraError { aadsts: 700_016, at: EntraDoor::DeviceCode });
    let (code, out, told) = run(&profile, &["sign-in", "--method", "device"]);
    assert!(
        code == Some(3) && out.is_empty() && told.contains("AADSTS700016") && told.contains("For your IT:"),
        "{told}"
    );

    desk.control.set(Scenario::Normal);
    let (code, _, told) = run(&profile, &["sign-in", "--method", "paste"]);
    assert!(code == Some(3) && told.contains("no sign-in code"), "{code:?}: {told}");

    let settings = profile.join("settings.toml");
    let text = std::fs::read_to_string(&settings).unwrap();
    std::fs::write(&settings, text.replace("\"office365\"", "\"exchange\"")).unwrap();
    assert_eq!(run(&profile, &["sign-in"]).0, Some(4));
    std::fs::write(&settings, text.replace("tenant_id", "#tenant_id")).unwrap();
    let (code, _, told) = run(&profile, &["sign-in"]);
    assert!(code == Some(4) && told.contains("office365.tenant_id"), "{code:?}: {told}");
}

#[tokio::test(flavor = "multi_thread")]
async fn check_asks_graph_where_graph_is_asked() {
    let desk = Desk::open().await;
    let profile = profile(&desk);
    let settings = profile.join("settings.toml");
    let text = std::fs::read_to_string(&settings).unwrap();
    let graph = format!("api = \"graph\"\ngraph_url = \"{}\"", desk.server.graph_url());
    std::fs::write(&settings, text.replace("api = \"ews\"", &graph)).unwrap();
    let (code, said, _) = run(&profile, &["check"]);
    assert!(code == Some(3) && said.contains("asks for a sign-in (Bearer)"), "{code:?}: {said}");
    let log = desk.control.log();
    assert_eq!(log.iter().map(|line| line.path.as_str()).collect::<Vec<_>>(), ["/v1.0/me/calendar/getSchedule"]);
    std::fs::write(&settings, text.replace("api = \"ews\"", &graph.replace("/v1.0", "/nowhere"))).unwrap();
    let (code, said, _) = run(&profile, &["check"]);
    assert!(code == Some(2) && said.contains("no Microsoft Graph at this address"), "{code:?}: {said}");
    std::fs::write(&settings, text).unwrap();
    let (_, said, _) = run(&profile, &["check"]);
    assert!(said.contains("1 April 2027"), "{said}");
}

#[cfg(unix)]
#[tokio::test(flavor = "multi_thread")]
async fn a_person_gets_the_address_and_a_browser() {
    use std::os::unix::fs::PermissionsExt;
    let desk = Desk::open().await;
    let profile = profile(&desk);
    let (opened, browser) = (profile.join("opened"), profile.join("browser.sh"));
    std::fs::write(&browser, format!("#!/bin/sh\nprintf '%s' \"$1\" > '{}'\n", opened.display())).unwrap();
    std::fs::set_permissions(&browser, std::fs::Permissions::from_mode(0o755)).unwrap();
    let child = command(&profile, &["sign-in"]).env("BROWSER", &browser).spawn().unwrap();
    let address = loop {
        match std::fs::read_to_string(&opened) {
            Ok(address) if !address.is_empty() => break address,
            _ => tokio::time::sleep(std::time::Duration::from_millis(50)).await,
        }
    };
    let back = desk.enter_password(&Url::parse(&address).unwrap()).await;
    assert_eq!(desk.http.get(back).send().await.unwrap().status(), 200);
    let Output { status, stdout, .. } =
        tokio::task::spawn_blocking(move || child.wait_with_output().unwrap()).await.unwrap();
    let said = String::from_utf8(stdout).unwrap();
    assert!(said.contains(&address) && said.contains("Signed in as reception@aldermoor.example."), "{status}: {said}");
}

/// Runs a command with something on its standard input.
fn fed(profile: &Path, arguments: &[&str], input: &str) -> (Option<i32>, String, String) {
    let mut child = command(profile, arguments).spawn().unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    let Output { status, stdout, stderr } = child.wait_with_output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (status.code(), text(stdout), text(stderr))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_script_signs_in_with_a_password_where_that_is_granted() {
    let desk = Desk::open().await;
    let profile = profile(&desk);
    let password = format!("{}\n", desk.server.password());
    let account = desk.server.account().to_owned();
    let by_password = ["sign-in", "--method", "password", "--account", &account, "--password-stdin"];
    let (code, _, told) = fed(&profile, &by_password, &password);
    assert!(code == Some(4) && told.contains("office365.grant_basic"), "{code:?}: {told}");

    let (code, _, warned) = run(&profile, &["settings", "set", "office365.grant_basic=true"]);
    assert!(code == Some(0) && warned.contains("Both ways to sign in to Office 365 are on"), "{warned}");
    let (code, said, _) = run(&profile, &["check"]);
    assert!(code == Some(3) && said.contains("Both ways to sign in") && said.contains("Nobody is signed in"), "{said}");
    let (code, _, told) = run(&profile, &["sign-in", "--method", "password"]);
    assert!(code == Some(4) && told.contains("--account"), "{code:?}: {told}");
    let (code, _, told) = run(&profile, &["sign-in", "--method", "password", "--account", &account]);
    assert!(code == Some(4) && told.contains("--password-stdin"), "{code:?}: {told}");
    assert_eq!(desk.control.counters().requests, 1, "only check asked, and nobody signed in");

    let (code, _, told) = fed(&profile, &by_password, "not the one\n");
    assert!(code == Some(3) && told.contains("no longer serves"), "{code:?}: {told}");
    assert_eq!(desk.control.counters().refused_logons, 1);
    let (code, said, _) = run(&profile, &["check"]);
    assert!(code == Some(3) && said.contains("Nobody is signed in"), "a refused choice is none: {said}");

    let (code, said, told) = fed(&profile, &by_password, &password);
    assert!(said.contains(&format!("Signed in as {account}.")), "{code:?}: {said} {told}");
    // This machine has no key store.
    assert!(code == Some(0) || code == Some(2) && told.contains("no key store"), "{code:?}: {told}");
    let (code, said, told) = fed(&profile, &["list", "--password-stdin"], &password);
    assert!(code == Some(0) && said.contains("Anna"), "the choice is remembered: {code:?} {told}");
    let (code, said, _) = fed(&profile, &["check", "--password-stdin"], &password);
    assert!(code == Some(0) && said.contains(&format!("The server accepts {account}.")), "{code:?}: {said}");
    let written: String = walk(&profile);
    assert!(!written.contains(password.trim()), "the password is in no file");

    assert_eq!(run(&profile, &["sign-out"]).0, Some(0));
    let (code, _, told) = run(&profile, &["list"]);
    assert!(code == Some(3) && told.contains("Nobody is signed in"), "{code:?}: {told}");
    assert_eq!(desk.control.counters().refused_logons, 1);
}

/// What all files below a folder say.
fn walk(folder: &Path) -> String {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let read = |path: std::path::PathBuf| {
        if path.is_dir() { walk(&path) } else { String::from_utf8_lossy(&std::fs::read(path).unwrap()).into_owned() }
    };
    entries.map(read).collect()
}

#[cfg(unix)]
#[tokio::test(flavor = "multi_thread")]
async fn ctrl_c_ends_a_sign_in_with_a_sentence_and_leaves_no_trace() {
    let desk = Desk::open().await;
    let profile = profile(&desk);
    for method in ["browser", "paste", "device"] {
        let (mut child, _) = begin(&profile, method);
        // Its end would be an answer, too.
        let input = child.stdin.take();
        tokio::time::sleep(std::time::Duration::from_millis(300)).await;
        let killed = Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
        assert!(killed.success());
        let ended = tokio::task::spawn_blocking(move || child.wait_with_output().unwrap()).await.unwrap();
        drop(input);
        let told = String::from_utf8(ended.stderr).unwrap();
        assert_eq!(ended.status.code(), Some(3), "{method}: {told}");
        assert!(told.contains("The sign-in was cancelled; nothing was changed."), "{method}: {told}");
    }
    assert_eq!(desk.entra().sign_ins, 0);
}
