use super::*;
use chrono::Utc;
use std::process::{Command, Stdio};

#[test]
fn what_is_written_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("new/settings.toml");
    assert_eq!(read_text(&path).unwrap(), Stored { content: None, stamp: Stamp::ABSENT });
    let stamp = write(&path, "\u{feff}schema = 1\n".as_bytes()).unwrap();
    assert_eq!(read_text(&path).unwrap(), Stored { content: Some("schema = 1\n".into()), stamp });
    let left: Vec<_> = fs::read_dir(folder.path().join("new")).unwrap().collect();
    assert_eq!(left.len(), 1, "no draft stays behind");
}

#[test]
fn an_edit_by_hand_is_not_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("settings.toml");
    let seen = write_if_unchanged(&path, b"one", &Stamp::ABSENT).unwrap();
    fs::write(&path, "by hand").unwrap();
    assert!(matches!(write_if_unchanged(&path, b"two", &seen), Err(FileError::Changed { .. })));
    assert!(matches!(write_if_unchanged(&path, b"two", &Stamp::ABSENT), Err(FileError::Changed { .. })));
    assert_eq!(fs::read(&path).unwrap(), b"by hand");
    let seen = read(&path).unwrap().stamp;
    write_if_unchanged(&path, b"two", &seen).unwrap();
    assert_eq!(fs::read(&path).unwrap(), b"two");
}

#[test]
fn a_broken_file_is_kept_and_no_copy_is_ever_lost() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("settings.toml");
    let now = "2026-11-23T09:41:20Z".parse::<DateTime<Utc>>().unwrap();
    fs::write(&path, "broken").unwrap();
    let first = set_aside(&path, now).unwrap();
    assert_eq!(first, folder.path().join("settings.toml.broken-20261123-094120"));
    let later = now + chrono::TimeDelta::days(1);
    assert_eq!(set_aside(&path, later).unwrap(), first, "the same content needs no second copy");
    fs::write(&path, "broken otherwise").unwrap();
    let second = set_aside(&path, now).unwrap();
    assert_ne!(second, first);
    assert_eq!(fs::read(first).unwrap(), b"broken");
    assert_eq!(fs::read(second).unwrap(), b"broken otherwise");
    assert_eq!(fs::read(&path).unwrap(), b"broken otherwise");
}

#[test]
fn errors_name_the_path() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("people.csv");
    fs::write(&path, [b'a', 0xff]).unwrap();
    assert!(read_text(&path).unwrap_err().to_string().contains("people.csv"));
    assert!(read(folder.path()).unwrap_err().to_string().contains(folder.path().to_str().unwrap()));
    let below_a_file = path.join("settings.toml");
    assert!(write(&below_a_file, b"x").unwrap_err().to_string().contains("people.csv"));

    let huge = folder.path().join("huge");
    File::create(&huge).unwrap().set_len(LIMIT_MIB * 1024 * 1024 + 1).unwrap();
    assert!(matches!(read(&huge), Err(FileError::TooLarge { .. })));
}

#[test]
fn a_read_only_file_stays_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("settings.toml");
    fs::write(&path, "mine").unwrap();
    let mut rights = fs::metadata(&path).unwrap().permissions();
    rights.set_readonly(true);
    fs::set_permissions(&path, rights).unwrap();
    assert!(matches!(write(&path, b"yours"), Err(FileError::Denied { .. })));
    assert_eq!(fs::read(&path).unwrap(), b"mine");
}

#[cfg(unix)]
#[test]
fn new_files_are_the_owners_and_existing_ones_keep_rights_and_links() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = tempfile::tempdir().unwrap();
    let real = folder.path().join("shared.csv");
    let mode = || fs::metadata(&real).unwrap().permissions().mode() & 0o777;
    write(&real, b"one").unwrap();
    assert_eq!(mode(), 0o600);

    fs::set_permissions(&real, fs::Permissions::from_mode(0o664)).unwrap();
    let link = folder.path().join("people.csv");
    symlink(&real, &link).unwrap();
    write(&link, b"two").unwrap();
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!((fs::read(&real).unwrap().as_slice(), mode()), (b"two".as_slice(), 0o664));

    let copy = set_aside(&real, Utc::now()).unwrap();
    assert_eq!(fs::metadata(copy).unwrap().permissions().mode() & 0o777, 0o600);
}

const WRITER: &str = "ATTENDANT_TEST_WRITE_FOREVER";

/// Not a test by itself: the child process of the next one.
#[test]
fn child_that_writes_until_it_is_killed() {
    let Ok(path) = std::env::var(WRITER) else { return };
    for round in 0u64.. {
        write(Path::new(&path), vec![b'a' + (round % 26) as u8; 200_000].as_slice()).unwrap();
    }
}

#[test]
fn a_kill_while_writing_leaves_a_whole_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("settings.toml");
    for kill in 0..12 {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "store::files::tests::child_that_writes_until_it_is_killed"])
            .env(WRITER, &path)
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        let before = read(&path).unwrap().stamp;
        while read(&path).unwrap().stamp == before {
            std::thread::sleep(Duration::from_millis(1));
        }
        std::thread::sleep(Duration::from_micros(700 * kill));
        child.kill().unwrap();
        child.wait().unwrap();
        let bytes = fs::read(&path).unwrap();
        assert_eq!(bytes.len(), 200_000);
        assert!(bytes.iter().all(|byte| *byte == bytes[0]), "two writes are mixed");
    }
}

#[test]
fn drafts_that_a_killed_process_left_are_removed_in_time() {
    let folder = tempfile::tempdir().unwrap();
    let draft = |name: &str, age: Duration| {
        let path = folder.path().join(name);
        let file = File::create(&path).unwrap();
        file.set_modified(std::time::SystemTime::now() - age).unwrap();
        path
    };
    let old = draft(".attendant-draft-abc", DRAFT_LIFE * 2);
    let fresh = draft(".attendant-draft-def", Duration::ZERO);
    let foreign = draft(".draft", DRAFT_LIFE * 2);
    write(&folder.path().join("settings.toml"), b"x").unwrap();
    assert_eq!([old.exists(), fresh.exists(), foreign.exists()], [false, true, true]);
}
