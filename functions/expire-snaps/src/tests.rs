use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Mutex,
};

use crate::{expire, Api, Expired, Fault, Gone, Left, Snap, LIFETIME_SECONDS, PAGE, REMNANT_SECONDS};

const DAY: i64 = LIFETIME_SECONDS * 1000;

/// An API in memory. Ids sort as they were made.
#[derive(Default)]
struct Attic {
    /// When it was sent and what it shows, by id.
    snaps: Mutex<BTreeMap<String, (i64, String)>>,
    photographs: Mutex<BTreeMap<String, i64>>,
    /// When what it is left of was sent, by id.
    remnants: Mutex<BTreeMap<String, i64>>,
    /// Ids that cannot be deleted.
    stuck: BTreeSet<String>,
    /// Ids under which nothing can be written down.
    unwritable: BTreeSet<String>,
    /// Snaps that their senders took back.
    removed: BTreeSet<String>,
    /// Snaps that somebody deletes while the run is about to.
    hurried: BTreeSet<String>,
    /// Changes that are answered before the API breaks.
    changes_left: Mutex<Option<usize>>,
}

impl Attic {
    /// A photograph and a snap that shows it, made at this moment.
    fn send(&self, name: &str, moment: i64) {
        self.photographs.lock().unwrap().insert(format!("photo-{name}"), moment);
        self.snaps.lock().unwrap().insert(format!("snap-{name}"), (moment, format!("photo-{name}")));
    }

    fn left(&self) -> Vec<String> {
        let snaps = self.snaps.lock().unwrap();
        snaps.keys().cloned().chain(self.photographs.lock().unwrap().keys().cloned()).collect()
    }

    fn remnants(&self) -> Vec<String> {
        self.remnants.lock().unwrap().keys().cloned().collect()
    }

    fn answers(&self) -> Result<(), Fault> {
        let mut left = self.changes_left.lock().unwrap();
        match &mut *left {
            Some(0) => return Err(Fault("down".into())),
            Some(left) => *left -= 1,
            None => {}
        }
        Ok(())
    }

    fn delete<T>(&self, from: &Mutex<BTreeMap<String, T>>, id: &str) -> Result<Gone, Fault> {
        self.answers()?;
        if self.stuck.contains(id) {
            return Err(Fault(format!("{id} is stuck")));
        }
        match from.lock().unwrap().remove(id) {
            Some(_) => Ok(Gone::Now),
            None => Ok(Gone::Before),
        }
    }
}

impl Api for Attic {
    async fn snaps_sent(&self, after: Option<i64>, until: i64, skip: usize) -> Result<Vec<Snap>, Fault> {
        let snaps = self.snaps.lock().unwrap();
        let is_asked_for = |sent: i64| sent <= until && after.is_none_or(|after| sent > after);
        let over = snaps.iter().filter(|(_, (sent, _))| is_asked_for(*sent));
        let snap = |id: &String, sent: i64| Snap {
            id: id.clone(),
            sender: "ana".into(),
            recipient: "ben".into(),
            sent: sent.to_string(),
            opened: None,
            removed: self.removed.contains(id),
        };
        Ok(over.skip(skip).take(PAGE).map(|(id, (sent, _))| snap(id, *sent)).collect())
    }

    async fn photographs_until(&self, moment: i64, skip: usize) -> Result<Vec<String>, Fault> {
        let photographs = self.photographs.lock().unwrap();
        let over = photographs.iter().filter(|(_, stored)| **stored <= moment).map(|(id, _)| id.clone());
        Ok(over.skip(skip).take(PAGE).collect())
    }

    async fn still_shown(&self, photographs: &[String]) -> Result<Vec<String>, Fault> {
        let snaps = self.snaps.lock().unwrap();
        Ok(snaps.values().map(|(_, shows)| shows.clone()).filter(|id| photographs.contains(id)).collect())
    }

    async fn remnants_until(&self, moment: i64, skip: usize) -> Result<Vec<String>, Fault> {
        let remnants = self.remnants.lock().unwrap();
        let over = remnants.iter().filter(|(_, sent)| **sent <= moment).map(|(id, _)| id.clone());
        Ok(over.skip(skip).take(PAGE).collect())
    }

    async fn leave_remnant(&self, snap: &Snap) -> Result<Left, Fault> {
        self.answers()?;
        if self.unwritable.contains(&snap.id) {
            return Err(Fault(format!("{} cannot be written down", snap.id)));
        }
        match self.remnants.lock().unwrap().insert(snap.id.clone(), snap.sent.parse().unwrap()) {
            None => Ok(Left::Now),
            Some(_) => Ok(Left::Before),
        }
    }

    async fn delete_snap(&self, id: &str) -> Result<Gone, Fault> {
        if self.hurried.contains(id) {
            self.snaps.lock().unwrap().remove(id);
        }
        self.delete(&self.snaps, id)
    }

    async fn delete_photograph(&self, id: &str) -> Result<Gone, Fault> {
        self.delete(&self.photographs, id)
    }

    async fn delete_remnant(&self, id: &str) -> Result<Gone, Fault> {
        self.delete(&self.remnants, id)
    }
}

fn run(now: i64, attic: &Attic) -> Expired {
    pollster::block_on(expire(now, attic)).unwrap()
}

#[test]
fn what_is_a_day_old_goes_and_what_is_younger_stays() {
    let attic = Attic::default();
    attic.send("old", 0);
    attic.send("young", 1);
    assert_eq!(run(DAY - 1, &attic), Expired::default());
    let expired = run(DAY, &attic);
    assert_eq!((expired.snaps, expired.photographs, expired.status()), (1, 1, 200));
    assert_eq!(attic.left(), ["snap-young", "photo-young"]);
    assert_eq!(attic.remnants(), ["snap-old"]);
}

#[test]
fn however_many_there_are_none_is_left() {
    let attic = Attic::default();
    (0..3 * PAGE + 7).for_each(|n| attic.send(&format!("{n:04}"), 0));
    let expired = run(DAY, &attic);
    assert_eq!((expired.snaps, expired.photographs), (3 * PAGE + 7, 3 * PAGE + 7));
    assert!(attic.left().is_empty());
    assert_eq!(run(DAY, &attic), Expired::default(), "a second run finds nothing to do");
}

#[test]
fn a_photograph_goes_with_the_last_snap_that_shows_it() {
    let attic = Attic::default();
    attic.send("one", 0);
    attic.snaps.lock().unwrap().insert("snap-two".into(), (5, "photo-one".into()));
    run(DAY, &attic);
    assert_eq!(attic.left(), ["snap-two", "photo-one"]);
    run(DAY + 5, &attic);
    assert!(attic.left().is_empty());
}

#[test]
fn photographs_without_a_snap_go_after_a_day_too() {
    let attic = Attic::default();
    attic.photographs.lock().unwrap().insert("photo-orphan".into(), 0);
    assert_eq!(run(DAY - 1, &attic).photographs, 0);
    assert_eq!(run(DAY, &attic).photographs, 1);
}

#[test]
fn one_that_cannot_go_does_not_save_the_rest() {
    let stuck = BTreeSet::from(["snap-0000".to_owned(), "photo-0150".to_owned()]);
    let attic = Attic { stuck, ..Attic::default() };
    (0..2 * PAGE).for_each(|n| attic.send(&format!("{n:04}"), 0));
    let expired = run(DAY, &attic);
    assert_eq!(attic.left(), ["snap-0000", "photo-0000", "photo-0150"]);
    assert_eq!((expired.status(), expired.faults.len()), (500, 2));
    let attic = Attic { stuck: BTreeSet::new(), ..attic };
    assert_eq!(run(DAY, &attic).status(), 200);
    assert!(attic.left().is_empty(), "the next run makes up for it");
}

#[test]
fn a_run_cut_short_anywhere_leaves_what_the_next_one_finds() {
    for cut in 0..12 {
        let attic = Attic { changes_left: Mutex::new(Some(cut)), ..Attic::default() };
        (0..4).for_each(|n| attic.send(&n.to_string(), 0));
        assert_eq!(run(DAY, &attic).status(), 500, "cut after {cut}");
        *attic.changes_left.lock().unwrap() = None;
        assert_eq!(run(DAY, &attic).status(), 200);
        assert!(attic.left().is_empty(), "cut after {cut}");
        assert_eq!(attic.remnants(), ["snap-0", "snap-1", "snap-2", "snap-3"], "cut after {cut}");
    }
}

#[test]
fn what_is_left_of_a_snap_goes_a_day_after_it_however_much_there_is() {
    let attic = Attic::default();
    (0..2 * PAGE + 1).for_each(|n| attic.send(&format!("{n:04}"), 0));
    attic.send("young", 1);
    run(DAY + 1, &attic);
    assert_eq!(attic.remnants().len(), 2 * PAGE + 2);
    assert_eq!(run(2 * DAY - 1, &attic), Expired::default());
    let expired = run(2 * DAY, &attic);
    assert_eq!((expired.remnants, expired.status()), (2 * PAGE + 1, 200));
    assert_eq!(attic.remnants(), ["snap-young"]);
}

#[test]
fn what_was_taken_back_or_should_have_gone_a_day_ago_leaves_nothing() {
    let attic = Attic { removed: ["snap-removed".to_owned()].into(), ..Attic::default() };
    attic.send("late", 0);
    attic.send("removed", 1);
    attic.send("today", 1);
    assert_eq!(run(2 * DAY, &attic).snaps, 3);
    assert_eq!(attic.remnants(), ["snap-today"]);
}

#[test]
fn nothing_is_left_of_what_somebody_deleted_at_the_same_moment() {
    let attic = Attic { hurried: ["snap-hurried".to_owned()].into(), ..Attic::default() };
    attic.send("hurried", 0);
    attic.send("other", 0);
    assert_eq!(run(DAY, &attic).status(), 200);
    assert_eq!(attic.remnants(), ["snap-other"]);
}

#[test]
fn what_cannot_be_written_down_goes_all_the_same() {
    let attic = Attic { unwritable: ["snap-one".to_owned()].into(), ..Attic::default() };
    attic.send("one", 0);
    attic.send("two", 0);
    let expired = run(DAY, &attic);
    assert_eq!((expired.status(), expired.snaps, expired.faults.len()), (500, 2, 1));
    assert!(attic.left().is_empty());
    assert_eq!(attic.remnants(), ["snap-two"]);
}

#[test]
fn a_remnant_that_is_stuck_saves_no_other_and_comes_from_no_snap_again() {
    let attic = Attic { stuck: ["snap-0".to_owned()].into(), ..Attic::default() };
    (0..3).for_each(|n| attic.send(&n.to_string(), 0));
    // Snap and remnant have one id: both are stuck.
    assert_eq!(run(DAY, &attic).faults.len(), 1);
    assert_eq!(run(2 * DAY, &attic).faults.len(), 2);
    assert_eq!((attic.left().len(), attic.remnants()), (2, vec!["snap-0".to_owned()]));
    let attic = Attic { stuck: BTreeSet::new(), ..attic };
    assert_eq!(run(2 * DAY, &attic).status(), 200);
    assert!(attic.left().is_empty() && attic.remnants().is_empty());
}

#[test]
fn a_day_has_24_hours() {
    assert_eq!((LIFETIME_SECONDS, REMNANT_SECONDS), (86_400, 86_400));
}
