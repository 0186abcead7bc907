use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Mutex,
};

use crate::{expire, Api, Expired, Fault, LIFETIME_SECONDS, PAGE};

const DAY: i64 = LIFETIME_SECONDS * 1000;

/// An API in memory. Ids sort as they were made.
#[derive(Default)]
struct Attic {
    /// When it was sent and what it shows, by id.
    snaps: Mutex<BTreeMap<String, (i64, String)>>,
    photographs: Mutex<BTreeMap<String, i64>>,
    /// Ids that cannot be deleted.
    stuck: BTreeSet<String>,
    /// Deletions that are answered before the API breaks.
    deletions_left: Mutex<Option<usize>>,
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

    fn may_delete(&self, id: &str) -> Result<(), Fault> {
        let mut left = self.deletions_left.lock().unwrap();
        match &mut *left {
            Some(0) => return Err(Fault("down".into())),
            Some(left) => *left -= 1,
            None => {}
        }
        if self.stuck.contains(id) {
            Err(Fault(format!("{id} is stuck")))
        } else {
            Ok(())
        }
    }
}

impl Api for Attic {
    async fn snaps_until(&self, moment: i64, skip: usize) -> Result<Vec<String>, Fault> {
        let snaps = self.snaps.lock().unwrap();
        let over = snaps.iter().filter(|(_, (sent, _))| *sent <= moment).map(|(id, _)| id.clone());
        Ok(over.skip(skip).take(PAGE).collect())
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

    async fn delete_snap(&self, id: &str) -> Result<(), Fault> {
        self.may_delete(id)?;
        self.snaps.lock().unwrap().remove(id);
        Ok(())
    }

    async fn delete_photograph(&self, id: &str) -> Result<(), Fault> {
        self.may_delete(id)?;
        self.photographs.lock().unwrap().remove(id);
        Ok(())
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
    for cut in 0..8 {
        let attic = Attic { deletions_left: Mutex::new(Some(cut)), ..Attic::default() };
        (0..4).for_each(|n| attic.send(&n.to_string(), 0));
        assert_eq!(run(DAY, &attic).status(), 500, "cut after {cut}");
        *attic.deletions_left.lock().unwrap() = None;
        assert_eq!(run(DAY, &attic).status(), 200);
        assert!(attic.left().is_empty(), "cut after {cut}");
    }
}

#[test]
fn a_day_has_24_hours() {
    assert_eq!(LIFETIME_SECONDS, 86_400);
}
