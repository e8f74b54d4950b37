use super::*;
use crate::cli::list::tests::snapshot;
use crate::refresh::Observation;

fn outcome(snapshot: &Snapshot) -> Vec<(&'static str, bool)> {
    answers(snapshot, Instant::now()).iter().map(|step| (step.name, step.passed)).collect()
}

#[test]
fn a_refresh_tells_of_connection_clocks_answers_and_guard() {
    let live = snapshot();
    assert_eq!(outcome(&live), [("connection", true), ("clock", true), ("answers", true), ("guard", true)]);
    let skewed = Snapshot { clock_ahead: Some(chrono::TimeDelta::minutes(10)), ..live.clone() };
    assert!(!outcome(&skewed)[1].1);
    let silent = Snapshot { observations: vec![Observation::default(); 3], board: Board::Offline, ..live };
    assert!(!outcome(&silent)[0].1 && !outcome(&silent)[2].1);
}

#[test]
fn every_step_has_its_words_in_both_languages() {
    let mut steps = answers(&snapshot(), Instant::now());
    steps.push(Step::new("settings", Instant::now(), lacking(&Settings::default())));
    for name in ["roster", "key-store", "log"] {
        steps.push(Step::told(name, Instant::now(), Notice::new("check-people").with("count", 1)));
    }
    for words in Words::LANGUAGES.map(Words::for_language) {
        let text = text(&steps, &words);
        assert!(!text.contains("check-") && !text.contains("{$"), "{text}");
        assert!(text.contains('✓') && text.contains('✗') && text.contains("exchange.ews_url"), "{text}");
    }
    let json = json(&steps, &Words::for_language("en"));
    assert_eq!((&json["schema"], &json["steps"][0]["step"]), (&json!(1), &json!("connection")));
}
