//! Several desks, each with a profile and a record of its own, that use one account and share the stop through a folder: real
//! processes, real HTTP.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use attendant_calendar::simulator::{Offer, Options, Running, Scenario, Scheme, Simulator};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

const DESKS: usize = 4;

/// A server, the desks' profiles, and the folder between them.
struct Office {
    server: Running,
    folder: tempfile::TempDir,
}

impl Office {
    async fn open(authentication: &str) -> Self {
        let offer = Offer::of(&[Scheme::Negotiate, Scheme::Ntlm, Scheme::Basic]);
        let server = Simulator::start(Options { people: 12, offer, ..Options::default() }).await.unwrap();
        let office = Self { server, folder: tempfile::tempdir().unwrap() };
        std::fs::create_dir(office.share()).unwrap();
        for desk in 0..DESKS {
            office.furnish(desk, authentication, &office.share());
        }
        office
    }

    fn share(&self) -> PathBuf {
        self.folder.path().join("share")
    }

    fn profile(&self, desk: usize) -> PathBuf {
        self.folder.path().join(format!("desk-{desk}"))
    }

    fn furnish(&self, desk: usize, authentication: &str, share: &Path) {
        let (server, profile) = (&self.server, self.profile(desk));
        // Each desk spells the name in its own way.
        let account = server.account();
        let user = account.rsplit('\\').next().unwrap();
        let account = if desk.is_multiple_of(2) { account.to_owned() } else { user.to_owned() };
        let settings = format!(
            "schema = 1\n[exchange]\news_url = \"{}\"\nusername = '{account}'\nauthentication = \"{authentication}\"\n\
             [protection]\nshared_folder = '{}'\n",
            server.ews_url(),
            share.display(),
        );
        std::fs::create_dir_all(&profile).unwrap();
        std::fs::write(profile.join("settings.toml"), settings).unwrap();
        let people: String =
            server.roster().iter().map(|person| format!("{},{}\n", person.name, person.address)).collect();
        std::fs::write(profile.join("people.csv"), format!("name,address\n{people}")).unwrap();
    }

    /// What a command at one desk ends with.
    async fn at(&self, desk: usize, command: &'static str, password: &str) -> Output {
        let (profile, password) = (self.profile(desk), password.to_owned());
        let run = move || {
            let mut child = Command::new(env!("CARGO_BIN_EXE_attendant-calendar"))
                .args([command, "--password-stdin", "--profile"])
                .arg(profile)
                .stdin(Stdio::piped())
                .stdout(Stdio::piped())
                .stderr(Stdio::piped())
                .spawn()
                .unwrap();
            writeln!(child.stdin.take().unwrap(), "{password}").unwrap();
            child.wait_with_output().unwrap()
        };
        tokio::task::spawn_blocking(run).await.unwrap()
    }

    async fn all_at_once(&self, password: &str) -> Vec<Output> {
        let desks = (0..DESKS).map(|desk| self.at(desk, "list", password));
        futures_util::future::join_all(desks).await
    }

    fn refused(&self) -> u64 {
        self.server.handle().counters().refused_logons
    }
}

fn codes(ends: &[Output]) -> Vec<Option<i32>> {
    ends.iter().map(|end| end.status.code()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn desks_with_one_account_make_one_refused_logon() {
    for authentication in ["basic", "automatic"] {
        let office = Office::open(authentication).await;
        let old = office.server.password();
        let ends = office.all_at_once(&old).await;
        assert_eq!(codes(&ends), [Some(0); DESKS], "{authentication}: {ends:?}");

        office.server.handle().set(Scenario::PasswordChanged);
        let ends = office.all_at_once(&old).await;
        assert_eq!(codes(&ends), [Some(3); DESKS], "{authentication}: {ends:?}");
        let told = ends.iter().filter(|end| String::from_utf8_lossy(&end.stderr).contains("another desk")).count();
        assert_eq!((office.refused(), told), (1, DESKS - 1), "{authentication}: {ends:?}");

        // One desk learns the new password; the others start again with the old one.
        let new = office.server.password();
        assert_eq!(office.at(3, "list", &new).await.status.code(), Some(0), "{authentication}");
        for desk in [0, 1, 2] {
            assert_eq!(office.at(desk, "list", &old).await.status.code(), Some(3), "{authentication} {desk}");
        }
        assert_eq!(codes(&office.all_at_once(&new).await), [Some(0); DESKS], "{authentication}");
        assert_eq!(office.refused(), 1, "{authentication}");

        let check = office.at(1, "check", &new).await;
        let said = String::from_utf8_lossy(&check.stdout).into_owned();
        assert!(said.contains(&format!("{DESKS} desks use it")), "{said}");
        let share = std::fs::read_dir(office.share()).unwrap().map(|entry| entry.unwrap().path());
        let written: String = share.map(|path| std::fs::read_to_string(path).unwrap()).collect();
        assert!(written.contains("\"s:"), "{written}");
        for secret in [&old, &new, &office.server.account().to_owned()] {
            assert!(!written.contains(secret.as_str()), "{secret}: {written}");
        }
        office.server.shutdown().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_share_that_is_away_holds_no_desk_and_is_told() {
    let office = Office::open("basic").await;
    let password = office.server.password();
    let away = |path: PathBuf| {
        office.furnish(0, "basic", &path);
        async {
            let list = office.at(0, "list", &password).await;
            assert_eq!(list.status.code(), Some(0), "{list:?}");
            let check = office.at(0, "check", &password).await;
            assert_eq!(check.status.code(), Some(0), "{check:?}");
            let said = String::from_utf8_lossy(&check.stdout).into_owned();
            assert!(said.contains("The shared folder cannot be used"), "{said}");
        }
    };
    away(office.folder.path().join("not mounted")).await;
    // Nobody can make a file there, the administrator neither.
    #[cfg(target_os = "linux")]
    away("/proc".into()).await;
    #[cfg(unix)]
    {
        let names = std::fs::read_dir(office.profile(0).join("state")).unwrap();
        let record = names
            .map(|entry| entry.unwrap().file_name())
            .find(|name| name.to_string_lossy().starts_with("sign-in-") && name.to_string_lossy().ends_with(".json"));
        let pipe = office.share().join(record.unwrap());
        assert!(Command::new("mkfifo").arg(pipe).status().unwrap().success());
        away(office.share()).await;
    }
    office.server.shutdown().await;
}
